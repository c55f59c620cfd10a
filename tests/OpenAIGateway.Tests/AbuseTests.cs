using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;

namespace OpenAIGateway.Tests;

/// <summary>Callers that mean harm.</summary>
public sealed class AbuseTests
{
    private const string Answer = """{"result":"Hello."}""";

    [Fact]
    public async Task Ten_thousand_bad_keys_at_once_hold_up_nobody()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(Answer));
        await using RunningGateway gateway = await RunningGateway.StartAsync(agent.Address, ("alice", "{}"));
        ConcurrentDictionary<HttpStatusCode, int> statuses = new();
        using SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 500 };
        using HttpClient http = new(handler) { BaseAddress = gateway.Http.BaseAddress };

        Task attack = Task.WhenAll(Enumerable.Range(0, 10_000).Select(async i =>
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent("{") };
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer sk-guess-{i}");
            using HttpResponseMessage response = await http.SendAsync(request);
            statuses.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
        }));
        using HttpResponseMessage good = await gateway.AskAsync("alice");
        await attack;

        good.StatusCode.Should().Be(HttpStatusCode.OK);
        statuses.Keys.Should().BeEquivalentTo([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests]);

        // 60 a minute; the attack may see a new minute begin.
        statuses[HttpStatusCode.Unauthorized].Should().BeLessThan(1_000);
        agent.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_body_that_drips_is_given_up()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(Answer));
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            $$"""{ "Models": { "agent": { "Agent": { "AgentRuntimeArn": "{{agent.Address}}" } } }, "Requests": { "RequestBodyTimeout": "00:00:01" } }""", ("alice", "{}"));
        using TcpClient sender = await ConnectAsync(gateway);
        NetworkStream stream = sender.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk-alice\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"));

        (await DripUntilAnsweredAsync(stream, "                "u8.ToArray())).Should().StartWith("HTTP/1.1 408 ");
        agent.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Headers_that_drip_are_given_up()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new Uri("http://127.0.0.1:1"), ("alice", "{}"));
        using TcpClient sender = await ConnectAsync(gateway);
        NetworkStream stream = sender.GetStream();
        await stream.WriteAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nX-Drip: "u8.ToArray());

        (await DripUntilAnsweredAsync(stream, "xxxxxxxxxxxxxxxx"u8.ToArray())).Should().StartWith("HTTP/1.1 408 ");
    }

    [Theory]
    [InlineData("user")]
    [InlineData("safety_identifier")]
    [InlineData("runtimeSessionId")]
    [InlineData("qualifier")]
    [InlineData("runtimeUserId")]
    [InlineData("model")]
    [InlineData("metadata")]
    public async Task What_a_caller_writes_never_becomes_a_header_of_its_own(string field)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(Answer));
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            $$"""{ "Models": { "agent": { "Agent": { "AgentRuntimeArn": "{{agent.Address}}" }, "Qualifiers": ["a"] } } }""",
            ("alice", "{}"), ("trusted", """{ "TrustSessionIds": true, "MayNameRuntimeUser": true }"""));
        const string Evil = "a-value-of-more-than-33-characters\r\nX-Evil: yes\r\n\r\n";
        foreach (string key in (string[])["sk-alice", "sk-trusted"])
        {
            JsonObject body = new()
            {
                ["model"] = "agent",
                ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }),
            };
            body[field] = field == "metadata" ? new JsonObject { [Evil] = Evil } : Evil;
            using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(body) };
            request.Headers.Authorization = new("Bearer", key);

            using HttpResponseMessage response = await gateway.Http.SendAsync(request);

            ((int)response.StatusCode).Should().BeOneOf(200, 400, 404);
            response.Headers.Should().NotContain(header => header.Key.Equals("X-Evil", StringComparison.OrdinalIgnoreCase));
        }

        agent.Requests.Should().NotContain(request => request.Headers.ContainsKey("X-Evil"));
    }

    private static async Task<TcpClient> ConnectAsync(RunningGateway gateway)
    {
        TcpClient client = new();
        await client.ConnectAsync(gateway.Http.BaseAddress!.Host, gateway.Http.BaseAddress.Port);
        return client;
    }

    /// <summary>Sends a few bytes now and then, faster than Kestrel's own limit asks for, until there is an answer.</summary>
    private static async Task<string> DripUntilAnsweredAsync(NetworkStream stream, byte[] drop)
    {
        byte[] buffer = new byte[4096];
        Task<int> answer = stream.ReadAsync(buffer).AsTask();
        long start = Stopwatch.GetTimestamp();
        while (!answer.IsCompleted && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1))
        {
            try
            {
                await stream.WriteAsync(drop);
            }
            catch (IOException)
            {
                break;
            }

            await Task.WhenAny(answer, Task.Delay(20));
        }

        return Encoding.ASCII.GetString(buffer, 0, await answer.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
