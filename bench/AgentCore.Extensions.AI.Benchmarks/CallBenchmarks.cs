using System.Text.Json;
using AgentCore.Extensions.AI.Load;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>
/// What one call with a small answer costs: the client, the transport that it stands on, and the same written by hand. All send through
/// <see cref="HttpClient"/> and the framework's own handler; the connection is in memory where no server is named.
/// </summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    internal const string AccessKeyId = "AKIDEXAMPLE";
    internal const string SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    internal const string Token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJl";
    internal const int Calls = 5;
    private const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";

    private static readonly CancellationTokenSource s_caller = new();

    private readonly HandWrittenCaller _byHand;
    private readonly AgentCoreChatClient _direct;
    private readonly AgentCoreChatClient _signed;
    private readonly AgentCoreChatClient _token;

    public CallBenchmarks()
        : this(server: null)
    {
    }

    internal CallBenchmarks(Uri? server)
    {
        Uri address = new(server ?? new Uri("http://localhost:8080"), Answers.Small.Name + '/');
        Action<SocketsHttpHandler>? configure = server is null ? static handler => MemoryConnection.Configure(handler, Answers.Small) : null;
        SocketsHttpHandler handler = new();
        configure?.Invoke(handler);
        _byHand = new HandWrittenCaller(
            new HttpClient(handler), new Uri(address, "invocations"), new Uri(address, $"runtimes/{Uri.EscapeDataString(Arn)}/invocations"));
        _direct = new AgentCoreChatClient(new AgentCoreChatClientOptions { AgentRuntimeArn = address.ToString(), ConfigureHttpHandler = configure });
        _signed = new AgentCoreChatClient(new AgentCoreChatClientOptions
        {
            AgentRuntimeArn = Arn,
            ServiceUrl = address.ToString(),
            Credentials = { AccessKeyId = AccessKeyId, SecretAccessKey = SecretAccessKey },
            ConfigureHttpHandler = configure,
        });
        _token = new AgentCoreChatClient(new AgentCoreChatClientOptions
        {
            AgentRuntimeArn = Arn,
            ServiceUrl = address.ToString(),
            BearerTokenProvider = static (_, _) => ValueTask.FromResult(Token),
            ConfigureHttpHandler = configure,
        });
    }

    /// <summary>Gets what may end each call, as a request of a web application may: whoever has such a token pays for it in each layer below.</summary>
    internal static CancellationToken Caller => s_caller.Token;

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task DirectByHand() => RepeatAsync(_byHand.CallContainerAsync);

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task DirectClient() => RepeatAsync(() => AskAsync(_direct));

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task SignedByHand() => RepeatAsync(_byHand.CallSignedAsync);

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task SignedTransport() => RepeatAsync(() => InvokeAsync(_signed, token: null));

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task SignedClient() => RepeatAsync(() => AskAsync(_signed));

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task WithTokenByHand() => RepeatAsync(_byHand.CallWithTokenAsync);

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task WithTokenTransport() => RepeatAsync(() => InvokeAsync(_token, Token));

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task WithTokenClient() => RepeatAsync(() => AskAsync(_token));

    private static async Task<string?> AskAsync(AgentCoreChatClient client) => (await client.GetResponseAsync("Hello", cancellationToken: Caller).ConfigureAwait(false)).Text;

    private static async Task<string?> InvokeAsync(AgentCoreChatClient client, string? token)
    {
        AgentRuntimeRequest request = new()
        {
            AgentRuntimeArn = Arn,
            RuntimeSessionId = RuntimeSessionId.New(),
            Payload = JsonSerializer.SerializeToUtf8Bytes(new { prompt = "Hello" }),
            BearerTokenProvider = token is null ? null : (_, _) => ValueTask.FromResult(token),
        };
        using AgentRuntimeResponse response = await client.GetRequiredService<IAgentRuntimeTransport>().InvokeAsync(request, Caller).ConfigureAwait(false);
        return await HandWrittenCaller.ReadAsync(response.Body).ConfigureAwait(false);
    }

    private static async Task RepeatAsync(Func<Task<string?>> call)
    {
        for (int i = 0; i < Calls; i++)
        {
            if (await call().ConfigureAwait(false) is not ['H', ..] and var answer)
            {
                throw new InvalidOperationException($"The answer was '{answer}'.");
            }
        }
    }
}
