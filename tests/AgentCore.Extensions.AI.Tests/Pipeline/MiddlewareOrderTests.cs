using System.Diagnostics;
using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

/// <summary>The recommended order of docs/middleware.md: for each place what it is good for, and what happens in another one. Steps are named from the outside in.</summary>
public sealed class MiddlewareOrderTests
{
    private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions()));
    private readonly string _source = Guid.NewGuid().ToString();

    // What the application knows of the caller at the time of the call, as from the current HTTP request.
    private string _tenant = "blue";
    private string _user = Calls.SessionA;

    [Theory]
    [InlineData("sessions, cache", "B|")]
    [InlineData("cache, sessions", "A|")]
    [InlineData("cache", "A|")]
    public async Task Sessions_before_the_cache_keep_two_agents_apart_in_a_pipeline_made_by_hand(string order, string secondAnswer)
    {
        await using FakeAgentRuntime a = await PipelineAgents.StartEchoAsync("A");
        await using FakeAgentRuntime b = await PipelineAgents.StartEchoAsync("B");

        await ByHand(a, order).AskAsync(streamed: true, "Who are you?");
        ChatResponse second = await ByHand(b, order).AskAsync(streamed: true, "Who are you?");

        second.Text.Should().StartWith(secondAnswer);
    }

    [Theory]
    [InlineData("sessions, cache", 2)]
    [InlineData("cache, sessions", 1)]
    public async Task Sessions_before_the_cache_let_every_turn_reach_the_agent(string order, int calls)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        IChatClient client = Client(agent, order);

        await client.AskAsync(streamed: true, "Next!", new ChatOptions().WithRuntimeSessionId(Calls.SessionA));
        await client.AskAsync(streamed: true, "Next!", new ChatOptions().WithRuntimeSessionId(Calls.SessionA));

        agent.Requests.Should().HaveCount(calls);
    }

    [Theory]
    [InlineData("begin, cache", false)]
    [InlineData("cache, begin", true)]
    public async Task Sessions_that_begin_before_the_cache_are_never_handed_to_the_next_user(string order, bool handedOn)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        IChatClient client = ByHand(agent, order);

        ChatResponse one = await client.AskAsync(streamed: true, "hi");
        ChatResponse two = await client.AskAsync(streamed: true, "hi");

        one.ConversationId.Should().NotBeNull();
        (two.ConversationId == one.ConversationId).Should().Be(handedOn);
    }

    [Theory]
    [InlineData("cache, begin")]
    [InlineData("cache, begin, cache")]
    public async Task A_registered_client_refuses_a_cache_outside_of_sessions_that_begin(string order)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");

        FluentActions.Invoking(() => Client(agent, order)).Should().Throw<InvalidOperationException>()
            .WithMessage("A cache sits outside of UseAgentCoreSessions*Call UseAgentCoreSessions before UseDistributedCache.");
    }

    [Theory]
    [InlineData("begin, cache")]
    [InlineData("begin, cache, telemetry, cache")]
    [InlineData("telemetry, begin")]
    public async Task A_registered_client_takes_sessions_that_begin_outside_of_every_cache(string order)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        IChatClient client = Client(agent, order);

        ChatResponse one = await client.AskAsync(streamed: true, "hi");
        ChatResponse two = await client.AskAsync(streamed: true, "hi");

        two.ConversationId.Should().NotBe(one.ConversationId);
    }

    [Theory]
    [InlineData("tenant, sessions, cache", 2)]
    [InlineData("sessions, cache, tenant", 1)]
    public async Task Options_that_choose_the_endpoint_go_before_the_sessions(string order, int calls)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        IChatClient client = Client(agent, order);

        _tenant = "blue";
        await client.AskAsync(streamed: true, "Who am I?");
        _tenant = "green";
        await client.AskAsync(streamed: true, "Who am I?");

        agent.Requests.Should().HaveCount(calls, "with one call, the second tenant was given the first one's answer");
    }

    [Theory]
    [InlineData("user, sessions, cache", Calls.SessionB)]
    [InlineData("sessions, cache, user", Calls.SessionA)]
    public async Task Options_that_choose_the_session_go_before_the_sessions(string order, string secondSession)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        IChatClient client = Client(agent, order);

        _user = Calls.SessionA;
        await client.AskAsync(streamed: true, "What is my name?");
        _user = Calls.SessionB;
        ChatResponse second = await client.AskAsync(streamed: true, "What is my name?");

        second.Text.Should().Be($"A|{secondSession}|What is my name?");
    }

    [Fact]
    public async Task Options_that_are_configured_reach_the_agent_and_leave_the_callers_as_they_are()
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        IChatClient client = Client(agent, "user, sessions");
        ChatOptions options = new();

        await client.AskAsync(streamed: false, "hi", options);

        agent.Requests[0].Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(Calls.SessionA);
        options.ConversationId.Should().BeNull();
        options.AdditionalProperties.Should().BeNull();
    }

    [Theory]
    [InlineData("sessions, cache, telemetry", 1)]
    [InlineData("sessions, telemetry, cache", 2)]
    public async Task Telemetry_behind_the_cache_traces_real_calls(string order, int traced)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        List<Activity> activities = [];
        using TracerProvider tracing = Sdk.CreateTracerProviderBuilder().AddSource(_source).AddInMemoryExporter(activities).Build();
        IChatClient client = Client(agent, order);

        await client.AskAsync(streamed: true, "hi");
        await client.AskAsync(streamed: true, "hi");

        agent.Requests.Should().ContainSingle();
        activities.Should().HaveCount(traced);
    }

    [Theory]
    [InlineData("sessions, logging", false)]
    [InlineData("logging, sessions", true)]
    public async Task Logging_innermost_tells_what_is_sent(string order, bool tellsTheHistory)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using RecordingLogger logger = new();
        IChatClient client = Client(agent, order, services => services.AddLogging(logging => logging.AddProvider(logger).SetMinimumLevel(LogLevel.Trace)));

        await client.AskAsync(streamed: true, Calls.History, new ChatOptions().WithRuntimeSessionId(Calls.SessionA));

        string invoked = logger.Entries.Select(entry => entry.Message).Single(message => message.Contains("invoked: "));
        invoked.Contains("My name is Ada.").Should().Be(tellsTheHistory);
        agent.Requests[0].BodyText.Should().NotContain("My name is Ada.");
    }

    private IChatClient Client(FakeAgentRuntime agent, string order, Action<IServiceCollection>? configure = null) => agent.Pipeline(
        pipeline => Add(order, pipeline),
        services =>
        {
            services.AddSingleton<IDistributedCache>(_cache);
            configure?.Invoke(services);
        });

    private IChatClient ByHand(FakeAgentRuntime agent, string order) =>
        Add(order, new AgentCoreChatClient(agent.Address.ToString()).AsBuilder())
            .Build(new ServiceCollection().AddSingleton<IDistributedCache>(_cache).BuildServiceProvider());

    private ChatClientBuilder Add(string order, ChatClientBuilder pipeline) => order.Split(", ").Aggregate(pipeline, (builder, step) => step switch
    {
        "sessions" => builder.UseAgentCoreSessions(),
        "begin" => builder.UseAgentCoreSessions(sessions => sessions.BeginSessions = true),
        "cache" => builder.UseDistributedCache(),
        "telemetry" => builder.UseOpenTelemetry(sourceName: _source),
        "logging" => builder.UseLogging(),
        "tenant" => builder.ConfigureOptions(options => options.WithQualifier(_tenant)),
        "user" => builder.ConfigureOptions(options => options.WithRuntimeSessionId(_user)),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "A step has no such name."),
    });
}
