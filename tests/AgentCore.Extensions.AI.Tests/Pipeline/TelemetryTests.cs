using System.Diagnostics;
using System.Net;
using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_is_traced_under_the_names_of_the_convention(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        string source = Guid.NewGuid().ToString();
        List<Activity> activities = [];
        using TracerProvider tracing = Sdk.CreateTracerProviderBuilder().AddSource(source).AddInMemoryExporter(activities).Build();
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseAgentCoreSessions().UseOpenTelemetry(sourceName: source));

        await client.AskAsync(streamed, "hi", new ChatOptions().WithRuntimeSessionId(Calls.SessionA));

        Activity activity = activities.Should().ContainSingle().Subject;
        activity.GetTagItem("gen_ai.operation.name").Should().Be("chat");
        activity.GetTagItem("gen_ai.provider.name").Should().Be("aws.bedrock");
        activity.GetTagItem("server.address").Should().Be("127.0.0.1");
        activity.GetTagItem("server.port").Should().Be(agent.Address.Port);
        activity.GetTagItem("gen_ai.conversation.id").Should().Be(Calls.SessionA);

        // The agent's own spans become children of this one.
        agent.Requests[0].Header("traceparent").Should().StartWith($"00-{activity.TraceId}-{activity.SpanId}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_is_traced_with_its_usage_and_its_end_and_without_its_text(bool streamed)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.StreamAsync("text/event-stream", """
            data: {"event":{"messageStart":{"role":"assistant"}}}

            data: {"event":{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"text":"a planted secret"}}}}

            data: {"event":{"contentBlockStop":{"contentBlockIndex":0}}}

            data: {"event":{"messageStop":{"stopReason":"max_tokens"}}}

            data: {"event":{"metadata":{"usage":{"inputTokens":12,"outputTokens":3,"totalTokens":15}}}}


            """));
        string source = Guid.NewGuid().ToString();
        List<Activity> activities = [];
        using TracerProvider tracing = Sdk.CreateTracerProviderBuilder().AddSource(source).AddInMemoryExporter(activities).Build();
        AgentCoreChatClientOptions options = Transport.Sample.Options(agent);
        using IChatClient client = new AgentCoreChatClient(options).AsBuilder().UseAgentCoreSessions().UseOpenTelemetry(sourceName: source).Build();

        ChatResponse response = await client.AskAsync(streamed, "another planted secret");

        Activity activity = activities.Should().ContainSingle().Subject;
        activity.GetTagItem("gen_ai.usage.input_tokens").Should().Be(12);
        activity.GetTagItem("gen_ai.usage.output_tokens").Should().Be(3);
        activity.GetTagItem("gen_ai.response.finish_reasons").Should().Be("[\"length\"]");
        activity.GetTagItem("gen_ai.response.id").Should().Be(response.ResponseId).And.NotBeNull();
        activity.GetTagItem("gen_ai.conversation.id").Should().BeNull("a session for one call alone is no conversation");
        activity.GetTagItem("server.address").Should().Be(agent.Address.Host);
        string.Join(' ', activity.TagObjects.Select(tag => tag.Value)).Should().NotContain("planted");
    }

    [Theory]
    [InlineData("us-west-2", "bedrock-agentcore.us-west-2.amazonaws.com")]
    [InlineData("cn-north-1", "bedrock-agentcore.cn-north-1.amazonaws.com.cn")]
    public void The_services_address_is_known_before_the_first_call(string region, string host)
    {
        using IChatClient client = new AgentCoreChatClient(Calls.Arn.Replace("us-west-2", region, StringComparison.Ordinal));

        client.GetService<ChatClientMetadata>()!.ProviderUri!.Host.Should().Be(host);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_in_mid_stream_is_traced_as_failed(bool streamed)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(
            call => call.StreamAsync("text/event-stream", "data: \"Hel\"\n\n", "data: {\"error\":\"no model\",\"error_type\":\"ModelError\"}\n\n"));
        string source = Guid.NewGuid().ToString();
        List<Activity> activities = [];
        using TracerProvider tracing = Sdk.CreateTracerProviderBuilder().AddSource(source).AddInMemoryExporter(activities).Build();
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseOpenTelemetry(sourceName: source));

        await client.Awaiting(c => c.AskAsync(streamed, "hi")).Should().ThrowAsync<AgentCoreException>();

        Activity activity = activities.Should().ContainSingle().Subject;
        activity.Status.Should().Be(ActivityStatusCode.Error);
        activity.GetTagItem("error.type").Should().Be(typeof(AgentCoreException).FullName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_call_is_traced_as_failed(bool streamed)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(
            call => call.AnswerAsync(HttpStatusCode.InternalServerError, """{"error":"no model"}"""));
        string source = Guid.NewGuid().ToString();
        List<Activity> activities = [];
        using TracerProvider tracing = Sdk.CreateTracerProviderBuilder().AddSource(source).AddInMemoryExporter(activities).Build();
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseOpenTelemetry(sourceName: source));

        await client.Awaiting(c => c.AskAsync(streamed, "hi")).Should().ThrowAsync<AgentCoreException>().WithMessage("*no model*");

        Activity activity = activities.Should().ContainSingle().Subject;
        activity.Status.Should().Be(ActivityStatusCode.Error);
        activity.GetTagItem("error.type").Should().Be(typeof(AgentCoreException).FullName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_call_is_logged_as_failed_without_tokens(bool streamed)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(HttpStatusCode.InternalServerError, """{"error":"no model"}"""));
        using RecordingLogger logger = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(logger).SetMinimumLevel(LogLevel.Trace));
        services.AddAgentCoreChatClient(agent.Address.ToString(), o => o.BearerTokenProvider = (_, _) => new(Planted.BearerToken)).UseLogging();
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IChatClient>().Awaiting(c => c.AskAsync(streamed, "hi")).Should().ThrowAsync<AgentCoreException>();

        logger.Entries.Should().Contain(entry => entry.Level == LogLevel.Error && entry.Message.Contains("AgentCoreException"))
            .And.NotContain(entry => entry.Message.Contains("planted"), "not even at Trace");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logs_below_trace_hold_no_message_text(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using RecordingLogger logger = new();
        using IChatClient client = agent.Pipeline(
            pipeline => pipeline.UseAgentCoreSessions().UseLogging(),
            services => services.AddLogging(logging => logging.AddProvider(logger).SetMinimumLevel(LogLevel.Debug)));

        await client.AskAsync(streamed, "a planted secret");

        logger.Entries.Should().Contain(entry => entry.Message.Contains(streamed ? "GetStreamingResponseAsync" : "GetResponseAsync"))
            .And.NotContain(entry => entry.Message.Contains("planted"));
    }
}
