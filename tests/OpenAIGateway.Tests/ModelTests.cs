using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;

namespace OpenAIGateway.Tests;

/// <summary>What a model's and a key's settings make of a call, as the agent's runtime gets it.</summary>
public sealed class ModelTests
{
    private const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";
    private const string SessionHeader = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";
    private const string UserHeader = "X-Amzn-Bedrock-AgentCore-Runtime-User-Id";
    private const string Session = "a-session-of-more-than-33-characters";

    [Fact]
    public async Task A_models_own_session_and_user_are_those_of_all_calls_that_name_none()
    {
        await using FakeAgentRuntime agent = await StartAgentAsync();
        await using RunningGateway gateway = await StartAsync(
            $$""" "Agent": { "AgentRuntimeArn": "{{agent.Address}}" }, "SessionId": "{{Session}}", "RuntimeUserId": "user-42" """, ("alice", "{}"));

        (await AskAsync(gateway, "alice", [])).Should().Be(200);

        RecordedRequest request = agent.Requests.Should().ContainSingle().Subject;
        request.Header(SessionHeader).Should().Be(Session);
        request.Header(UserHeader).Should().Be("user-42");
    }

    [Fact]
    public async Task A_bearer_token_goes_to_the_agent_and_the_callers_key_does_not()
    {
        await using FakeAgentRuntime agent = await StartAgentAsync();
        await using RunningGateway gateway = await StartAsync(
            $$""" "Agent": { "AgentRuntimeArn": "{{Arn}}", "ServiceUrl": "{{agent.Address}}" }, "BearerToken": "the-token" """, ("alice", "{}"));

        (await AskAsync(gateway, "alice", [])).Should().Be(200);

        RecordedRequest request = agent.Requests.Should().ContainSingle().Subject;
        request.Header("Authorization").Should().Be("Bearer the-token");
        request.Headers.Values.Should().NotContain(value => value.Contains("sk-alice", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 200, "/invocations?qualifier=production")]
    [InlineData("canary", 200, "/invocations?qualifier=canary")]
    [InlineData("secret", 400, null)]
    public async Task Callers_choose_among_the_qualifiers_that_the_model_lists(string? qualifier, int status, string? target)
    {
        await using FakeAgentRuntime agent = await StartAgentAsync();
        await using RunningGateway gateway = await StartAsync(
            $$""" "Agent": { {{Signed(agent)}}, "Qualifier": "production" }, "Qualifiers": ["production", "canary"] """, ("alice", "{}"));

        (await AskAsync(gateway, "alice", new JsonObject { ["qualifier"] = qualifier })).Should().Be(status);

        agent.Requests.Select(request => request.Target[request.Target.LastIndexOf('/')..]).Should().Equal(target is null ? [] : [target]);
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{ "MayNameRuntimeUser": true }""", 200)]
    public async Task Only_keys_that_may_can_name_the_user(string key, int status)
    {
        await using FakeAgentRuntime agent = await StartAgentAsync();
        await using RunningGateway gateway = await StartAsync($$""" "Agent": { "AgentRuntimeArn": "{{agent.Address}}" } """, ("alice", key));

        (await AskAsync(gateway, "alice", new JsonObject { ["runtimeUserId"] = "user-42" })).Should().Be(status);

        agent.Requests.Select(request => request.Header(UserHeader)).Should().Equal(status == 200 ? ["user-42"] : []);
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{ "TrustSessionIds": true }""", true)]
    public async Task Only_trusted_keys_session_ids_reach_the_agent_as_they_are(string key, bool asTheyAre)
    {
        await using FakeAgentRuntime agent = await StartAgentAsync();
        await using RunningGateway gateway = await StartAsync($$""" "Agent": { "AgentRuntimeArn": "{{agent.Address}}" } """, ("alice", key));

        (await AskAsync(gateway, "alice", new JsonObject { ["runtimeSessionId"] = Session })).Should().Be(200);

        (agent.Requests.Single().Header(SessionHeader) == Session).Should().Be(asTheyAre);
    }

    [Theory]
    [InlineData("Delta", """{"prompt":"Three"}""")]
    [InlineData("Whole", """{"prompt":"<user>One</user>\n<assistant>Two</assistant>\n\nThree"}""")]
    public async Task In_a_session_the_model_says_what_is_sent(string history, string body)
    {
        await using FakeAgentRuntime agent = await StartAgentAsync();
        await using RunningGateway gateway = await StartAsync($$""" "Agent": { "AgentRuntimeArn": "{{agent.Address}}" }, "History": "{{history}}" """, ("alice", "{}"));

        (await AskAsync(gateway, "alice", new JsonObject
        {
            ["runtimeSessionId"] = Session,
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["content"] = "One" },
                new JsonObject { ["role"] = "assistant", ["content"] = "Two" },
                new JsonObject { ["role"] = "user", ["content"] = "Three" }),
        })).Should().Be(200);

        agent.Requests.Single().BodyText.Should().Be(body);
    }

    [Fact]
    public async Task The_session_of_a_single_call_is_stopped_where_the_model_says_so()
    {
        await using FakeAgentRuntime agent = await StartAgentAsync();
        await using RunningGateway gateway = await StartAsync($$""" "Agent": { {{Signed(agent)}} }, "SessionPerCall": "Stop" """, ("alice", "{}"));

        (await AskAsync(gateway, "alice", [])).Should().Be(200);

        for (int i = 0; i < 500 && agent.Requests.Count < 2; i++)
        {
            await Task.Delay(20);
        }

        agent.Requests.Should().HaveCount(2);
        agent.Requests[1].Target.Should().EndWith("/stopruntimesession");
        agent.Requests[1].Header(SessionHeader).Should().Be(agent.Requests[0].Header(SessionHeader));
    }

    private static Task<FakeAgentRuntime> StartAgentAsync() => FakeAgentRuntime.StartAsync(call => call.AnswerAsync("""{"result":"Hello."}"""));

    private static string Signed(FakeAgentRuntime agent) =>
        $$""" "AgentRuntimeArn": "{{Arn}}", "ServiceUrl": "{{agent.Address}}", "Credentials": { "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "secret" } """;

    private static Task<RunningGateway> StartAsync(string model, params (string Name, string Settings)[] keys) =>
        RunningGateway.StartAsync($$"""{ "Models": { "agent": { {{model}} } } }""", keys);

    private static async Task<int> AskAsync(RunningGateway gateway, string key, JsonObject more)
    {
        JsonObject body = new()
        {
            ["model"] = "agent",
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }),
        };
        foreach ((string name, JsonNode? value) in more)
        {
            body[name] = value?.DeepClone();
        }

        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", $"sk-{key}");
        using HttpResponseMessage response = await gateway.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
