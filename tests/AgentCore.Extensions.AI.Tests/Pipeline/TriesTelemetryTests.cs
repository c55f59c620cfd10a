using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

/// <summary>The library's own source, AgentCore.Extensions.AI: one activity for each try.</summary>
public sealed class TriesTelemetryTests
{
    private const string Source = "AgentCore.Extensions.AI";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_try_is_an_activity_and_the_answered_one_lasts_as_long_as_its_answer(bool streamed)
    {
        int refusals = 2;
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(call => Interlocked.Decrement(ref refusals) >= 0
            ? call.FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "Rate exceeded for a planted secret")
            : call.StreamAsync("text/event-stream", "data: \"Hel\"\n\n", "data: \"lo.\"\n\n"));
        using Recorder recorder = new();

        using IChatClient client = ServiceClient(service);
        await client.AskAsync(streamed, "a planted secret", new ChatOptions { ConversationId = Calls.SessionA });

        Activity[] tries = recorder.Stopped;
        tries.Select(activity => activity.GetTagItem("agentcore.attempt")).Should().Equal(1, 2, 3);
        tries.Should().OnlyContain(activity => activity.OperationName == "InvokeAgentRuntime" && activity.Kind == ActivityKind.Client);
        foreach (Activity refused in tries[..2])
        {
            refused.Status.Should().Be(ActivityStatusCode.Error);
            refused.GetTagItem("error.type").Should().Be("ThrottlingException");
            refused.GetTagItem("http.response.status_code").Should().Be(429);
            refused.GetTagItem("agentcore.time_to_first_byte").Should().BeNull();
        }

        tries[2].Status.Should().Be(ActivityStatusCode.Unset);
        tries[2].GetTagItem("error.type").Should().BeNull();
        tries[2].GetTagItem("aws.request_id").Should().Be("request-3");
        tries[2].GetTagItem("agentcore.time_to_first_byte").Should().BeOfType<double>().Which.Should().BeInRange(0, tries[2].Duration.TotalSeconds);
    }

    [Fact]
    public async Task The_session_is_told_by_a_hash_and_nothing_that_was_said_is_told_at_all()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(
            call => call.StreamAsync("text/event-stream", "data: \"Hel\"\n\n", """data: {"error":"a planted secret"}""" + "\n\n"));
        using Recorder recorder = new();

        using IChatClient client = agent.Pipeline(pipeline => pipeline);
        await client.Awaiting(c => c.AskAsync(streamed: true, "a planted secret", new ChatOptions { ConversationId = Calls.SessionA }))
            .Should().ThrowAsync<AgentCoreException>();

        Activity activity = recorder.Stopped.Should().ContainSingle().Subject;
        activity.GetTagItem("agentcore.session.hash").Should()
            .Be(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Calls.SessionA)))[..16].ToLowerInvariant());
        activity.Status.Should().Be(ActivityStatusCode.Error, "the answer failed in its middle");
        activity.StatusDescription.Should().BeNull();
        activity.GetTagItem("error.type").Should().NotBeNull();
        activity.GetTagItem("agentcore.time_to_first_byte").Should().NotBeNull();
        activity.TagObjects.Should().NotContain(tag => $"{tag.Value}".Contains("planted") || $"{tag.Value}".Contains(Calls.SessionA));
    }

    [Fact]
    public async Task The_agents_own_spans_become_children_of_the_try()
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using Recorder recorder = new();
        using Activity parent = new Activity("the application's own").Start();

        using IChatClient client = agent.Pipeline(pipeline => pipeline);
        await client.AskAsync(streamed: true, "hi");

        Activity activity = recorder.Stopped.Should().ContainSingle().Subject;
        activity.ParentSpanId.Should().Be(parent.SpanId);
        agent.Requests[0].Header("traceparent").Should().StartWith($"00-{parent.TraceId}-{activity.SpanId}");
        Activity.Current.Should().BeSameAs(parent, "the caller's context is left as it was");
    }

    [Fact]
    public async Task A_time_limit_is_told_as_such()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.StallAsync());
        using Recorder recorder = new();

        using AgentCoreChatClient client = new(new AgentCoreChatClientOptions
        {
            AgentRuntimeArn = agent.Address.ToString(),
            FirstByteTimeout = TimeSpan.FromMilliseconds(50),
        });
        await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>();

        recorder.Stopped.Should().ContainSingle().Which.GetTagItem("error.type").Should().Be("timeout");
    }

    [Fact]
    public async Task Who_leaves_the_stream_ends_its_activity_without_an_error()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.StreamAsync("text/event-stream", "data: \"Hello.\"\n\n");
            await call.StallAsync();
        });
        using Recorder recorder = new();
        using IChatClient client = agent.Pipeline(pipeline => pipeline);

        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hi"))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        recorder.Stopped.Should().ContainSingle().Which.Status.Should().Be(ActivityStatusCode.Unset);
    }

    private static AgentCoreChatClient ServiceClient(FakeAgentRuntime service)
    {
        AgentCoreChatClientOptions options = new()
        {
            AgentRuntimeArn = Calls.Arn,
            ServiceUrl = service.Address.ToString(),
        };
        options.Credentials.AccessKeyId = options.Credentials.SecretAccessKey = "test";
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        return new AgentCoreChatClient(options);
    }

    /// <summary>Keeps the activities of the test that makes it: other tests run at the same time.</summary>
    private sealed class Recorder : IDisposable
    {
        private static readonly AsyncLocal<Recorder?> s_current = new();

        private readonly List<Activity> _started = [];
        private readonly ActivityListener _listener;

        public Recorder()
        {
            s_current.Value = this;
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Source,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => s_current.Value == this ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStarted = activity =>
                {
                    if (s_current.Value == this)
                    {
                        _started.Add(activity);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public Activity[] Stopped => [.. _started.Where(activity => activity.IsStopped)];

        public void Dispose() => _listener.Dispose();
    }
}
