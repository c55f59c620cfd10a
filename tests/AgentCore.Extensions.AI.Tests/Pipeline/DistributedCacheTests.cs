using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

/// <summary>One cache, two users and two agents: no session and no answer ever crosses.</summary>
public sealed class DistributedCacheTests
{
    private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions()));

    public static TheoryData<string, bool, bool> Orders()
    {
        TheoryData<string, bool, bool> data = [];
        foreach (string order in new[] { "sessions, cache", "cache, sessions", "cache", "sessions, functions, cache", "sessions, cache, functions", "functions, sessions, cache" })
        {
            foreach (bool streamed in new[] { false, true })
            {
                data.Add(order, streamed, false);
                data.Add(order, streamed, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Two_users_in_sessions_of_their_own_never_meet(string order, bool streamed, bool byConversationId)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using IChatClient client = Client(agent, order);

        foreach (string session in new[] { Calls.SessionA, Calls.SessionB, Calls.SessionA })
        {
            ChatOptions options = byConversationId
                ? new() { ConversationId = session }
                : new ChatOptions().WithRuntimeSessionId(session);

            ChatResponse response = await client.AskAsync(streamed, "What is my name?", options);

            response.Text.Should().Be($"A|{session}|What is my name?");
            response.ConversationId.Should().Be(session);
            response.AdditionalProperties!["runtimeSessionId"]!.ToString().Should().Be(session);
        }
    }

    [Theory]
    [InlineData("sessions, cache", false)]
    [InlineData("sessions, cache", true)]
    [InlineData("sessions, functions, cache", false)]
    [InlineData("sessions, cache, functions", true)]
    public async Task A_session_is_never_answered_from_the_cache(string order, bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using IChatClient client = Client(agent, order);

        await client.AskAsync(streamed, "Next!", new ChatOptions().WithRuntimeSessionId(Calls.SessionA));
        await client.AskAsync(streamed, "Next!", new ChatOptions().WithRuntimeSessionId(Calls.SessionA));

        agent.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("sessions, cache", false)]
    [InlineData("sessions, cache", true)]
    [InlineData("cache, sessions", false)]
    [InlineData("cache, sessions", true)]
    [InlineData("cache", false)]
    [InlineData("cache", true)]
    [InlineData("functions, cache", false)]
    [InlineData("cache, functions", true)]
    [InlineData("sessions, functions, cache", true)]
    [InlineData("sessions, cache, functions", false)]
    public async Task Two_agents_on_one_cache_keep_their_answers_apart(string order, bool streamed)
    {
        await using FakeAgentRuntime a = await PipelineAgents.StartEchoAsync("A");
        await using FakeAgentRuntime b = await PipelineAgents.StartEchoAsync("B");

        (await Client(a, order).AskAsync(streamed, "Who are you?")).Text.Should().StartWith("A|");
        (await Client(b, order).AskAsync(streamed, "Who are you?")).Text.Should().StartWith("B|");
    }

    [Theory]
    [InlineData("sessions, cache", false)]
    [InlineData("sessions, cache", true)]
    [InlineData("cache", false)]
    [InlineData("cache", true)]
    public async Task Two_versions_of_one_agent_keep_their_answers_apart(string order, bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using IChatClient client = Client(agent, order);

        await client.AskAsync(streamed, "Who are you?", new ChatOptions().WithQualifier("one"));
        await client.AskAsync(streamed, "Who are you?", new ChatOptions().WithQualifier("two"));

        agent.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_question_without_a_session_is_answered_from_the_cache_and_has_no_conversation(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using IChatClient client = Client(agent, "sessions, cache");

        ChatResponse first = await client.AskAsync(streamed, "What is 6 x 7?");
        ChatResponse second = await client.AskAsync(streamed, "What is 6 x 7?");

        agent.Requests.Should().ContainSingle();
        second.Text.Should().Be(first.Text);
        second.ConversationId.Should().BeNull("the next user would else go on in the first one's session");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_is_begun_on_demand_is_new_for_each_caller_and_goes_on(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using IChatClient client = agent.Pipeline(
            pipeline => pipeline.UseAgentCoreSessions(o => o.BeginSessions = true).UseDistributedCache(),
            services => services.AddSingleton<IDistributedCache>(_cache));

        ChatResponse one = await client.AskAsync(streamed, Calls.History);
        ChatResponse two = await client.AskAsync(streamed, Calls.History);
        ChatResponse goesOn = await client.AskAsync(streamed, "And now?", new ChatOptions { ConversationId = one.ConversationId });

        one.ConversationId.Should().NotBeNull().And.NotBe(two.ConversationId);
        one.Text.Should().Contain("My name is Ada.", "a new session knows nothing yet").And.StartWith($"A|{one.ConversationId}|");
        goesOn.Text.Should().Be($"A|{one.ConversationId}|And now?");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_callers_own_request_says_keeps_answers_apart_too(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using IChatClient client = Client(agent, "sessions, cache");
        AgentRuntimeRequest[] requests =
        [
            new() { RuntimeUserId = "ada" },
            new() { RuntimeUserId = "grace" },
            new() { Qualifier = "one" },
            new() { RuntimeSessionId = Calls.SessionA },
            new() { RuntimeSessionId = Calls.SessionA },
        ];

        foreach (AgentRuntimeRequest request in requests)
        {
            ChatResponse response = await client.AskAsync(streamed, "Who am I?", new ChatOptions { RawRepresentationFactory = _ => request });

            response.ConversationId.Should().Be(request.RuntimeSessionId);
        }

        agent.Requests.Should().HaveCount(requests.Length);
        agent.Requests.Select(request => request.Header("X-Amzn-Bedrock-AgentCore-Runtime-User-Id")).Should().Equal("ada", "grace", null, null, null);
    }

    private IChatClient Client(FakeAgentRuntime agent, string order) => agent.Pipeline(
        pipeline => order.Split(", ").Aggregate(pipeline, (builder, step) => step switch
        {
            "sessions" => builder.UseAgentCoreSessions(),
            "cache" => builder.UseDistributedCache(),
            _ => builder.UseFunctionInvocation(),
        }),
        services => services.AddSingleton<IDistributedCache>(_cache));
}
