using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>Agents that fail and callers that leave, as npm's <c>openai</c> and a plain connection see them.</summary>
public sealed class FailureTests(ConfiguredGateway gateway) : IClassFixture<ConfiguredGateway>
{
    public static TheoryData<string> Versions => NpmClient.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_throttled_agent_is_a_rate_limit_error_without_the_services_words(string version)
    {
        JsonObject error = (await LinesAsync(version, Request("throttled", "Hello", stream: true)))[^1];

        ((string?)error["error"]).Should().Be("RateLimitError");
        ((string?)error["code"]).Should().Be("rate_limit_exceeded");
        error.ToJsonString().Should().NotContain("123456789012");
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("openai-7", false)]
    [InlineData("openai", true)]
    [InlineData("openai-7", true)]
    public async Task An_agent_that_fails_before_it_speaks_is_a_server_error_and_is_not_run_again(string version, bool stream)
    {
        string marker = Marker();

        // Retries are the SDK's default; what it is told keeps it from them.
        JsonObject error = (await LinesAsync(version, Request("agent", $"fail before {marker}", stream), maxRetries: 2))[^1];

        ((string?)error["error"]).Should().Be("InternalServerError");
        ((int?)error["status"]).Should().BeInRange(500, 599);
        error.ToJsonString().Should().NotContain("secret");
        gateway.CallsWith(marker).Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_agent_that_fails_in_its_answer_is_an_error_after_what_it_said(string version)
    {
        string marker = Marker();
        List<JsonObject> lines = await LinesAsync(version, Request("agent", $"fail within {marker}", stream: true), maxRetries: 2);

        string.Concat(lines.Select(line => (string?)line["chunk"]?["choices"]![0]!["delta"]!["content"])).Should().Be("Half an ");
        lines[^1].Should().Contain(member => member.Key == "error");
        lines[^1].ToJsonString().Should().NotContain("secret");
        lines.Should().NotContain(line => line.ContainsKey("end"));
        gateway.CallsWith(marker).Should().ContainSingle();
    }

    [Theory]
    [InlineData("openai", true, "stop talking")]
    [InlineData("openai-7", true, "stop talking")]
    [InlineData("openai", true, "say nothing")]
    [InlineData("openai", false, "say nothing")]
    [InlineData("openai-7", false, "stop talking")]
    public async Task An_agent_whose_caller_has_gone_knows_it_within_a_second(string version, bool stream, string prompt)
    {
        string marker = Marker();
        NpmClient client = NpmClient.Start(version, gateway.Address, "sk-alice", Request("agent", $"{prompt} {marker}", stream));
        Task left = (await gateway.CallWithAsync(marker)).ClientLeft;
        left.IsCompleted.Should().BeFalse();
        long start = Stopwatch.GetTimestamp();

        await client.DisposeAsync();
        await left.WaitAsync(TimeSpan.FromSeconds(30));

        // A second is the promise; the machine that runs this may be a busy one.
        Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_resent_call_does_not_run_the_agent_again()
    {
        string marker = Marker();
        JsonObject headers = new() { ["x-stainless-retry-count"] = "1" };
        await LinesAsync("openai", Request("agent", marker, stream: false));
        await using NpmClient client = NpmClient.Start("openai", gateway.Address, "sk-alice", Request("agent", marker, stream: false), maxRetries: 0, headers);

        JsonObject error = await client.ReadAsync();
        ((string?)error["error"]).Should().Be("ConflictError");
        gateway.CallsWith(marker).Should().ContainSingle();
    }

    [Fact]
    public async Task What_went_wrong_inside_is_not_in_the_log_either()
    {
        string marker = Marker();
        using HttpClient http = new();
        http.DefaultRequestHeaders.Add("Authorization", "Bearer sk-alice");
        using HttpResponseMessage response = await http.PostAsJsonAsync($"{gateway.Address}/chat/completions", Request("agent", $"fail before {marker}", stream: false));

        string id = response.Headers.GetValues("x-request-id").Single();

        // The log's line of the whole call comes last, and after the answer.
        (await gateway.WaitForLogAsync($"request {id}\"")).Should().NotContain(marker).And.NotContain("stack trace");
    }

    private async Task<List<JsonObject>> LinesAsync(string version, JsonObject request, int maxRetries = 0)
    {
        await using NpmClient client = NpmClient.Start(version, gateway.Address, "sk-alice", request, maxRetries);
        return await client.ReadAllAsync();
    }

    private static string Marker() => Guid.NewGuid().ToString("N");

    private static JsonObject Request(string model, string question, bool stream) => new()
    {
        ["model"] = model,
        ["stream"] = stream,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = question }),
    };
}
