using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;

namespace OpenAIGateway.Tests;

/// <summary>What API keys allow.</summary>
public sealed class KeyTests
{
    private const string Answer = """{"result":"Hello."}""";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer sk-wrong")]
    [InlineData("Bearer sk-alice sk-alice")]
    [InlineData("Bearer SK-ALICE")]
    [InlineData("Basic sk-alice")]
    [InlineData("sk-alice")]
    public async Task Without_a_good_key_nothing_is_asked(string? authorization)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(Answer));
        await using RunningGateway gateway = await RunningGateway.StartAsync(agent.Address, ("alice", "{}"));
        foreach (string path in (string[])["/v1/chat/completions", "/chat/completions", "/v1/models", "/v1/models/agent"])
        {
            using HttpRequestMessage request = new(path.EndsWith("completions", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            HttpResponseMessage response = await gateway.Http.SendAsync(request);

            response.Headers.WwwAuthenticate.Should().ContainSingle().Which.Scheme.Should().Be("Bearer");
            (await response.Content.ReadAsStringAsync()).Should().NotContain("sk-");
            (await RunningGateway.ErrorOf(response)).Should().Be((401, "invalid_api_key"));
        }

        agent.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/chat/completions")]
    public async Task A_good_key_gets_an_answer(string path)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(Answer));
        await using RunningGateway gateway = await RunningGateway.StartAsync(agent.Address, ("alice", "{}"), ("bob", "{}"));

        foreach (string key in (string[])["alice", "bob"])
        {
            using HttpResponseMessage response = await gateway.AskAsync(key, path: path);
            JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
            body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString().Should().Be("Hello.");
        }
    }

    [Fact]
    public async Task A_model_that_a_key_may_not_use_answers_like_one_that_does_not_exist()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(Answer));
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            $$"""
            { "Models": { "public": { "Agent": { "AgentRuntimeArn": "{{agent.Address}}" } }, "secret": { "Agent": { "AgentRuntimeArn": "{{agent.Address}}" } } } }
            """,
            ("alice", """{ "Models": ["public"] }"""), ("bob", "{}"));

        string refused = await Body(await gateway.AskAsync("alice", "secret"));
        refused.Should().Contain("model_not_found");
        refused.Should().Be((await Body(await gateway.AskAsync("alice", "nosuch"))).Replace("nosuch", "secret", StringComparison.Ordinal));
        (await RunningGateway.ErrorOf(await gateway.GetAsync("/v1/models/secret", "alice"))).Should().Be((404, "model_not_found"));
        (await Models("alice")).Should().Equal("public");
        (await Models("bob")).Should().BeEquivalentTo("public", "secret");
        using HttpResponseMessage allowed = await gateway.AskAsync("bob", "secret");
        allowed.StatusCode.Should().Be(HttpStatusCode.OK);
        agent.Requests.Should().ContainSingle();

        async Task<string?[]> Models(string key) => [.. (await (await gateway.GetAsync("/v1/models", key)).Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString())];
    }

    [Fact]
    public async Task Calls_over_a_keys_rate_are_turned_down_and_no_other_keys()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(Answer));
        await using RunningGateway gateway = await RunningGateway.StartAsync(agent.Address, ("alice", """{ "RequestsPerMinute": 2 }"""), ("bob", "{}"));
        for (int i = 0; i < 2; i++)
        {
            (await gateway.AskAsync("alice")).Dispose();
        }

        HttpResponseMessage response = await gateway.AskAsync("alice");
        response.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        (await RunningGateway.ErrorOf(response)).Should().Be((429, "rate_limit_exceeded"));
        using HttpResponseMessage other = await gateway.AskAsync("bob");
        other.StatusCode.Should().Be(HttpStatusCode.OK);
        agent.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("""{ "Streams": 1 }""", "{}", 200)]
    [InlineData("{}", """{ "Streams": 1 }""", 429)]
    public async Task Answers_under_way_are_bounded_by_key_and_in_all(string key, string limits, int other)
    {
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            call.Begin();
            await call.WriteAsync("data: \"one\"\n\n");
            await goOn.Task.WaitAsync(TimeSpan.FromMinutes(1));
        });
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            $$"""{ "Models": { "agent": { "Agent": { "AgentRuntimeArn": "{{agent.Address}}" } } }, "Limits": {{limits}} }""", ("alice", key), ("bob", "{}"));

        using HttpResponseMessage first = await gateway.AskAsync("alice", stream: true);
        HttpResponseMessage second = await gateway.AskAsync("alice", stream: true);
        second.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
        (await RunningGateway.ErrorOf(second)).Should().Be((429, "rate_limit_exceeded"));
        using HttpResponseMessage others = await gateway.AskAsync("bob", stream: true);
        ((int)others.StatusCode).Should().Be(other);
        using HttpResponseMessage list = await gateway.GetAsync("/v1/models", "alice");
        list.StatusCode.Should().Be(HttpStatusCode.OK);

        goOn.SetResult();
        (await first.Content.ReadAsStringAsync()).Should().EndWith("data: [DONE]\n\n");
        await others.Content.ReadAsStringAsync();
        using HttpResponseMessage third = await UntilAccepted(gateway);
        third.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Calls_without_a_good_key_are_bounded_and_hold_up_no_good_one()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(Answer));
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            $$"""{ "Models": { "agent": { "Agent": { "AgentRuntimeArn": "{{agent.Address}}" } } }, "Limits": { "UnauthenticatedPerMinute": 3 } }""", ("alice", "{}"));
        for (int i = 0; i < 3; i++)
        {
            (await RunningGateway.ErrorOf(await gateway.AskAsync("wrong"))).Should().Be((401, "invalid_api_key"));
        }

        HttpResponseMessage response = await gateway.AskAsync("wrong");
        response.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero);
        (await RunningGateway.ErrorOf(response)).Should().Be((429, "rate_limit_exceeded"));
        using HttpResponseMessage good = await gateway.AskAsync("alice");
        good.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task<string> Body(HttpResponseMessage response)
    {
        using (response)
        {
            return await response.Content.ReadAsStringAsync();
        }
    }

    // The place of the first is free a moment after its last byte has arrived.
    private static async Task<HttpResponseMessage> UntilAccepted(RunningGateway gateway)
    {
        for (int i = 0; ; i++)
        {
            HttpResponseMessage response = await gateway.AskAsync("alice", stream: true);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || i == 100)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(50);
        }
    }
}
