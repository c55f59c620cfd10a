using System.Diagnostics;
using System.Text;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Amazon.BedrockAgentCore;
using Amazon.BedrockAgentCore.Model;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.BedrockAgentCore.Tests;

/// <summary>Calls that fare well, over a socket and AWS's real pipeline.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task A_call_is_signed_by_the_client_and_answered()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call =>
            call.With("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id", Sample.Session).AnswerAsync("""{"result":"Hello Ada"}"""));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);
        using IChatClient agent = client.Agent(options => options.Qualifier = "production");

        ChatResponse response = await agent.GetResponseAsync("My name is Ada.", Sample.InSession);

        response.Text.Should().Be("Hello Ada");
        response.ConversationId.Should().Be(Sample.Session);
        RecordedRequest request = fake.Requests.Should().ContainSingle().Which;
        request.Target.Should().Be("/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy_agent-AbCdEf1234/invocations?qualifier=production");
        request.BodyText.Should().Be("""{"prompt":"My name is Ada."}""");
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(Sample.Session);
        request.Header("Accept").Should().Be("application/json, text/event-stream");
        request.Header("Content-Type").Should().Be("application/json");
        request.Header("User-Agent").Should().Contain("AgentCore.Extensions.AI/");
    }

    [Fact]
    public async Task An_answer_is_streamed_as_it_comes()
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            call.Begin();
            await call.WriteAsync("data: \"Hello \"\n\n");
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await call.WriteAsync("data: \"Ada\"\n\n");
        });
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);
        StringBuilder text = new();

        await foreach (ChatResponseUpdate update in client.Agent().GetStreamingResponseAsync("hi", Sample.InSession))
        {
            text.Append(update.Text);
            if (text.Length > 0)
            {
                seen.TrySetResult();
            }
        }

        text.ToString().Should().Be("Hello Ada");
    }

    [Fact]
    public async Task All_members_of_a_request_travel()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call =>
            call.With("Mcp-Session-Id", "mcp-2").With("X-Amzn-Trace-Id", "Root=2").AnswerAsync("ok", "text/plain"));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);
        BedrockAgentCoreTransport transport = new(client);
        AgentRuntimeRequest request = new()
        {
            AgentRuntimeArn = "my_agent-AbCdEf1234",
            AccountId = "123456789012",
            Qualifier = "dev",
            RuntimeSessionId = Sample.Session,
            RuntimeUserId = "user-1",
            ContentType = "application/json;charset=utf-8",
            Accept = "text/plain",
            McpSessionId = "mcp-1",
            McpProtocolVersion = "2025-06-18",
            McpMethod = "tools/call",
            McpName = "search",
            TraceId = "Root=1",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            TraceState = "vendor=1",
            Baggage = "tenant=a",
            Payload = Encoding.UTF8.GetBytes("xx{}xx").AsMemory(2, 2),
            Headers = { ["X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant"] = "blue" },
        };

        using AgentRuntimeResponse response = await transport.InvokeAsync(request, CancellationToken.None);

        response.Should().BeEquivalentTo(new { ContentType = "text/plain", McpSessionId = "mcp-2", TraceId = "Root=2", RequestId = "request-1" });
        RecordedRequest sent = fake.Requests.Single();
        sent.Target.Should().Be("/runtimes/my_agent-AbCdEf1234/invocations?accountId=123456789012&qualifier=dev");
        sent.BodyText.Should().Be("{}");
        sent.Headers.Should().Contain(new Dictionary<string, string>
        {
            ["X-Amzn-Bedrock-AgentCore-Runtime-User-Id"] = "user-1",
            ["Content-Type"] = "application/json; charset=utf-8",
            ["Accept"] = "text/plain",
            ["Mcp-Session-Id"] = "mcp-1",
            ["Mcp-Protocol-Version"] = "2025-06-18",
            ["Mcp-Method"] = "tools/call",
            ["Mcp-Name"] = "search",
            ["X-Amzn-Trace-Id"] = "Root=1",
            ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ["tracestate"] = "vendor=1",
            ["baggage"] = "tenant=a",
            ["X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant"] = "blue",
        });
    }

    [Fact]
    public async Task The_current_activity_travels()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok", "text/plain"));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);
        using Activity activity = new Activity("call").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("tenant", "a").Start();

        await client.Agent().GetResponseAsync("hi", Sample.InSession);

        RecordedRequest request = fake.Requests.Single();
        request.Header("traceparent").Should().Be(activity.Id);
        request.Header("baggage").Should().Be("tenant=a");
    }

    [Fact]
    public async Task An_endpoint_arn_gives_runtime_and_qualifier()
    {
        using ScriptedClient client = ScriptedClient.Text("ok");

        await client.AsIChatClient(Sample.Arn + "/runtime-endpoint/blue").GetResponseAsync("hi", Sample.InSession);

        client.Requests.Single().Should().BeEquivalentTo(new { AgentRuntimeArn = Sample.Arn, Qualifier = "blue" });
    }

    [Fact]
    public async Task A_session_is_stopped()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("{}"));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        await client.Agent().GetService<AgentCoreChatClient>()!.StopSessionAsync(Sample.Session, "blue");

        RecordedRequest request = fake.Requests.Single();
        request.Target.Should().EndWith("/stopruntimesession?qualifier=blue");
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(Sample.Session);
        request.BodyText.Should().MatchRegex("""^\{"clientToken":"[A-Za-z0-9_-]{33,}"\}$""");
    }

    [Fact]
    public async Task A_bare_id_can_be_called_but_not_stopped()
    {
        using ScriptedClient client = ScriptedClient.Text("ok");
        using IChatClient agent = client.AsIChatClient("my_agent-AbCdEf1234", options => options.AccountId = "123456789012");

        (await agent.GetResponseAsync("hi", Sample.InSession)).Text.Should().Be("ok");
        client.Requests.Single().AccountId.Should().Be("123456789012");

        await FluentActions.Awaiting(() => agent.GetService<AgentCoreChatClient>()!.StopSessionAsync(Sample.Session))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*takes no account beside it*");
        client.Stops.Should().BeEmpty();
    }

    [Fact]
    public void The_chat_client_gives_what_it_stands_on_and_leaves_it_open()
    {
        using ScriptedClient client = ScriptedClient.Text("ok");
        IChatClient agent = client.AsIChatClient(Sample.Arn);

        agent.GetService<IAmazonBedrockAgentCore>().Should().BeSameAs(client);
        agent.GetService<AgentCoreChatClient>().Should().BeSameAs(agent);
        agent.GetService<IDisposable>().Should().BeSameAs(agent);
        agent.Dispose();

        client.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public void Telemetry_sees_the_endpoint()
    {
        using AmazonBedrockAgentCoreClient client = Sample.RegionalClient();

        client.AsIChatClient(Sample.Arn).GetService<ChatClientMetadata>().Should().BeEquivalentTo(new
        {
            ProviderName = "aws.bedrock",
            ProviderUri = new Uri("https://bedrock-agentcore.us-west-2.amazonaws.com"),
            DefaultModelId = Sample.Arn,
        });
    }

    [Fact]
    public async Task A_left_stream_disposes_of_the_response()
    {
        WatchedStream body = new("data: \"a\"\n\ndata: \"b\"\n\n");
        using ScriptedClient client = new(_ => new InvokeAgentRuntimeResponse { Response = body, ContentType = "text/event-stream" });

        await foreach (ChatResponseUpdate update in client.AsIChatClient(Sample.Arn).GetStreamingResponseAsync("hi", Sample.InSession))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        body.IsDisposed.Should().BeTrue();
    }

    private sealed class WatchedStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
