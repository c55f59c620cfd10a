using System.Diagnostics;
using System.Net;
using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
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
