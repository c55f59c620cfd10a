using System.Net;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Amazon.Runtime;
using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Client.Calls;

namespace AgentCore.Extensions.AI.Tests.Client;

/// <summary>The whole client against a data plane that checks its signatures.</summary>
public sealed class EndToEndTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_call_is_one_signed_request(bool streamed)
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(
            FakeSigner.Example, call => call.StreamAsync("text/event-stream", "data: \"Hel\"\n\n", "data: \"lo\"\n\n"));
        using AgentCoreChatClient client = Signed(service);
        ChatOptions options = new ChatOptions { ConversationId = SessionA }.WithQualifier("production").WithRuntimeUserId("ada");

        ChatResponse response = streamed
            ? (await client.GetStreamingResponseAsync("hi", options).CollectAsync()).ToChatResponse()
            : await client.GetResponseAsync("hi", options);

        response.Text.Should().Be("Hello");
        RecordedRequest request = service.Requests.Should().ContainSingle().Subject;
        request.Method.Should().Be("POST");
        request.Target.Should().Be(
            "/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy_agent-AbCdEf1234/invocations?qualifier=production");
        request.BodyText.Should().Be("""{"prompt":"hi"}""");
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(SessionA);
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-User-Id").Should().Be("ada");
        request.Header("Content-Type").Should().Be("application/json");
        request.Header("Accept").Should().Be("application/json, text/event-stream");
    }

    [Fact]
    public async Task Text_arrives_while_the_agent_still_speaks()
    {
        TaskCompletionSource seen = new();
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, async call =>
        {
            await call.StreamAsync("text/event-stream", "data: \"first\"\n\n");
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await call.WriteAsync("data: \" second\"\n\n");
        });
        using AgentCoreChatClient client = Signed(service);
        string text = "";

        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hi"))
        {
            text += update.Text;
            if (text == "first")
            {
                seen.TrySetResult();
            }
        }

        text.Should().Be("first second");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leaving_or_cancelling_a_stream_closes_the_socket(bool cancel)
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, async call =>
        {
            await call.StreamAsync("text/event-stream", "data: \"first\"\n\n");
            await call.StallAsync();
        });
        using AgentCoreChatClient client = Signed(service);
        using CancellationTokenSource source = new();

        Func<Task> reading = async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hi", cancellationToken: source.Token))
            {
                if (update.Text == "first")
                {
                    if (!cancel)
                    {
                        break;
                    }

                    await source.CancelAsync();
                }
            }
        };

        if (cancel)
        {
            (await reading.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(source.Token);
        }
        else
        {
            await reading.Should().NotThrowAsync();
        }

        await service.Requests[0].ClientLeft.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(false, "*FirstByteTimeout*")]
    [InlineData(true, "*IdleTimeout*")]
    public async Task Silence_ends_a_call_with_the_limit_that_it_passed(bool inMidAnswer, string message)
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, async call =>
        {
            if (inMidAnswer)
            {
                await call.StreamAsync("text/event-stream", "data: \"first\"\n\n");
            }

            await call.StallAsync();
        });
        using AgentCoreChatClient client = Signed(service, o => o.FirstByteTimeout = o.IdleTimeout = TimeSpan.FromSeconds(3));

        AgentCoreException exception = (await client.Awaiting(c => c.GetResponseAsync("hi", new ChatOptions { ConversationId = SessionA }))
            .Should().ThrowAsync<AgentCoreException>().WithMessage(message)).Which;

        exception.InnerException.Should().BeOfType<TimeoutException>();
        exception.IsSafeToRetry.Should().BeFalse();
        exception.RuntimeSessionId.Should().Be(SessionA);
        exception.PartialResponse?.Text.Should().Be("first");
        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task An_error_of_the_service_says_what_is_known_of_it()
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.FailAsync(
            HttpStatusCode.FailedDependency, "RuntimeClientError", "Received error (500) from runtime. Please check your CloudWatch logs for more information."));
        using AgentCoreChatClient client = Signed(service);

        AgentCoreException exception = (await client.Awaiting(c => c.GetResponseAsync("hi", new ChatOptions { ConversationId = SessionA }))
            .Should().ThrowAsync<AgentCoreException>().WithMessage("*Received error (500) from runtime*CloudWatch*")).Which;

        exception.Should().BeEquivalentTo(new
        {
            ErrorCode = "RuntimeClientError",
            StatusCode = HttpStatusCode.FailedDependency,
            RequestId = "request-1",
            RuntimeSessionId = SessionA,
            IsSafeToRetry = false,
        });
        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_throttled_call_is_sent_again()
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.Request.Number == 1
            ? call.FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "Rate exceeded")
            : call.AnswerAsync("""{"result":"hello"}"""));
        using AgentCoreChatClient client = Signed(service, o => o.Retry.BaseDelay = TimeSpan.FromMilliseconds(1));

        (await client.GetResponseAsync("hi")).Text.Should().Be("hello");

        service.Requests.Should().HaveCount(2);
        service.Requests.Select(request => request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id")).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task A_connection_that_is_cut_before_the_answer_is_never_tried_again()
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.DropAsync());
        using AgentCoreChatClient client = Signed(service);

        (await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>()).Which.IsSafeToRetry.Should().BeFalse();

        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_refused_token_is_asked_for_once_more()
    {
        List<bool> asked = [];
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(call => call.Request.Header("Authorization") == "Bearer fresh"
            ? call.AnswerAsync("""{"result":"hello"}""")
            : call.With("WWW-Authenticate", "Bearer").AnswerAsync(HttpStatusCode.Unauthorized, """{"message":"expired"}"""));
        using AgentCoreChatClient client = new(new AgentCoreChatClientOptions
        {
            AgentRuntimeArn = Arn,
            ServiceUrl = service.Address.ToString(),
            BearerTokenProvider = (context, _) =>
            {
                context.AgentRuntimeArn.Should().Be(Arn);
                context.Options!.ConversationId.Should().Be(SessionA);
                asked.Add(context.RefusedBefore);
                return ValueTask.FromResult(context.RefusedBefore ? "fresh" : "stale");
            },
        });

        (await client.GetResponseAsync("hi", new ChatOptions { ConversationId = SessionA })).Text.Should().Be("hello");

        asked.Should().Equal(false, true);
        service.Requests.Should().OnlyContain(request => request.Header("X-Amz-Date") == null);
    }

    [Fact]
    public async Task A_session_is_stopped_by_a_signed_request()
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("{}"));
        using AgentCoreChatClient client = Signed(service, o => o.Qualifier = "production");

        await client.StopSessionAsync(SessionA);

        RecordedRequest request = service.Requests.Should().ContainSingle().Subject;
        request.Target.Should().EndWith("/stopruntimesession?qualifier=production");
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(SessionA);
    }

    [Fact]
    public async Task A_token_is_asked_for_in_every_call_and_stops_sessions_too()
    {
        int asked = 0;
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("{}"));
        using AgentCoreChatClient client = new(new AgentCoreChatClientOptions
        {
            AgentRuntimeArn = Arn,
            ServiceUrl = service.Address.ToString(),
            BearerTokenProvider = (_, _) => ValueTask.FromResult($"token-{++asked}"),
        });

        await client.GetResponseAsync("hi", new ChatOptions { ConversationId = SessionA });
        await client.GetResponseAsync("hi", new ChatOptions { ConversationId = SessionA });
        await client.StopSessionAsync(SessionA);

        service.Requests.Select(request => request.Header("Authorization")).Should().Equal("Bearer token-1", "Bearer token-2", "Bearer token-3");
        service.Requests[2].Target.Should().EndWith("/stopruntimesession");
    }

    [Fact]
    public async Task A_container_has_no_operation_that_stops_sessions()
    {
        using AgentCoreChatClient client = new("http://localhost:8080");

        await client.Awaiting(c => c.StopSessionAsync(SessionA)).Should().ThrowAsync<NotSupportedException>().WithMessage("*localhost:8080*");
    }

    [Fact]
    public async Task A_payload_beyond_the_services_limit_is_not_sent()
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("{}"));
        using AgentCoreChatClient client = Signed(service);

        client.Invoking(c => c.GetStreamingResponseAsync(new string('a', 100_000_001))).Should().Throw<ArgumentException>()
            .WithMessage("*100,000,000*");
        service.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Many_sessions_share_one_client_and_are_never_mixed_up()
    {
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(FakeSigner.Example, async call =>
        {
            string session = call.Request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id")!;
            call.Begin(contentType: "text/event-stream");
            foreach (char c in session)
            {
                await call.WriteAsync($"data: \"{c}\"\n\n");
            }
        });
        using AgentCoreChatClient client = Signed(service);

        await Parallel.ForEachAsync(Enumerable.Range(0, 64), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            string session = RuntimeSessionId.FromKey($"user-{i}");
            (await client.GetResponseAsync("who?", new ChatOptions { ConversationId = session }, CancellationToken.None)).Text.Should().Be(session);
        });
    }

    private static AgentCoreChatClient Signed(FakeAgentRuntime service, Action<AgentCoreChatClientOptions>? configure = null)
    {
        AgentCoreChatClientOptions options = new()
        {
            AgentRuntimeArn = Arn,
            ServiceUrl = service.Address.ToString(),
            AWSCredentials = new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        };
        configure?.Invoke(options);
        return new AgentCoreChatClient(options);
    }
}
