using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using OpenAIGateway.Tests;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>
/// samples/OpenAIGateway with a configuration: keys <c>sk-alice</c> and <c>sk-bob</c>, the models <c>agent</c> and <c>other</c>, both one agent that does
/// what the prompt says, and <c>throttled</c>, whose runtime turns everything down.
/// </summary>
public sealed partial class ConfiguredGateway : IAsyncLifetime
{
    private FakeAgentRuntime? _agent;
    private FakeAgentRuntime? _throttling;
    private GatewayProcess? _process;

    /// <summary>Gets <c>http://127.0.0.1:PORT/v1</c>.</summary>
    public Uri Address { get; private set; } = null!;

    internal Task<string> WaitForLogAsync(string text) => _process!.WaitForLogAsync(text);

    /// <summary>Gets the calls that the agent got which hold a text, in their order.</summary>
    internal IReadOnlyList<RecordedRequest> CallsWith(string text) =>
        [.. _agent!.Requests.Where(request => request.BodyText.Contains(text, StringComparison.Ordinal))];

    /// <summary>Waits for a call that holds a text to reach the agent.</summary>
    internal async Task<RecordedRequest> CallWithAsync(string text)
    {
        for (int i = 0; i < 1000; i++)
        {
            if (CallsWith(text) is [var call, ..])
            {
                return call;
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"No call with '{text}' reached the agent.");
    }

    public async Task InitializeAsync()
    {
        _agent = await FakeAgentRuntime.StartAsync(AnswerAsync);
        _throttling = await FakeAgentRuntime.StartAsync(
            FakeSigner.Example, call => call.FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "The secret account 123456789012 is over its rate."));
        using TemporaryFile file = new("gateway.json", $$"""
            {
              "Gateway": {
                "Models": {
                  "agent": { "Agent": { "AgentRuntimeArn": "{{_agent.Address}}" } },
                  "other": { "Agent": { "AgentRuntimeArn": "{{_agent.Address}}" } },
                  "throttled": {
                    "Agent": {
                      "AgentRuntimeArn": "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234",
                      "ServiceUrl": "{{_throttling.Address}}",
                      "Credentials": { "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
                      "Retry": { "MaxAttempts": 1 }
                    }
                  }
                },
                "Keys": { "alice": { "Sha256": "{{Hash("sk-alice")}}" }, "bob": { "Sha256": "{{Hash("sk-bob")}}" } },
                "Limits": { "UnauthenticatedPerMinute": 1000 }
              }
            }
            """);
        _process = GatewayProcess.Start(new Dictionary<string, string>(), "--config", file.Path, "--urls", "http://127.0.0.1:0");
        await _process.WaitForLogAsync("Listening at");
        Address = new Uri($"{AddressPattern().Match(_process.Log).Groups[1].Value}/v1");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await _agent!.DisposeAsync();
        await _throttling!.DisposeAsync();
    }

    private static async Task AnswerAsync(FakeCall call)
    {
        string body = call.Request.BodyText;
        if (body.Contains("fail before", StringComparison.Ordinal))
        {
            await call.AnswerAsync(HttpStatusCode.InternalServerError, """{"error":"The secret stack trace."}""");
        }
        else if (body.Contains("say nothing", StringComparison.Ordinal))
        {
            await call.StallAsync();
        }
        else
        {
            call.Begin();
            await call.WriteAsync("data: {\"event\":{\"contentBlockDelta\":{\"delta\":{\"text\":\"Half an \"},\"contentBlockIndex\":0}}}\n\n");
            if (body.Contains("stop talking", StringComparison.Ordinal))
            {
                await call.StallAsync();
            }

            await call.WriteAsync(body.Contains("fail within", StringComparison.Ordinal)
                ? "data: {\"error\":\"The secret stack trace.\",\"error_type\":\"RuntimeError\"}\n\n"
                : "data: {\"event\":{\"contentBlockDelta\":{\"delta\":{\"text\":\"answer.\"},\"contentBlockIndex\":0}}}\n\n");
        }
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    [GeneratedRegex(@"Listening at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex AddressPattern();
}
