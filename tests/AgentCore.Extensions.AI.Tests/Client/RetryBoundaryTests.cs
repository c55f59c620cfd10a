using System.Net;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Tests.Secrets;
using AgentCore.Extensions.AI.Tests.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Client;

/// <summary>When the whole client sends a call again, streamed and not: only where the agent can't have run.</summary>
public sealed class RetryBoundaryTests
{
    /// <summary>How the other side answers for ever, over which transport, and how many requests it then sees.</summary>
    public static TheoryData<string, string, int> Answers => new()
    {
        { "429 ThrottlingException", "iam", 3 },
        { "409 RetryableConflictException", "iam", 3 },
        { "429 ThrottlingException", "bearer", 3 },
        { "401", "bearer", 2 },
        { "403 ExpiredTokenException", "iam", 1 },
        { "401 UnauthorizedException", "iam", 1 },
        { "429", "iam", 1 },
        { "429", "bearer", 1 },
        { "429 ThrottlingException", "direct", 1 },
        { "409 RetryableConflictException", "direct", 1 },
        { "401", "direct", 1 },
        { "424 RuntimeClientError", "iam", 1 },
        { "400 ValidationException", "iam", 1 },
        { "402 ServiceQuotaExceededException", "iam", 1 },
        { "403 AccessDeniedException", "iam", 1 },
        { "404 ResourceNotFoundException", "iam", 1 },
        { "500 InternalServerException", "iam", 1 },
        { "500 ThrottlingException", "iam", 1 },
        { "502", "iam", 1 },
        { "503", "iam", 1 },
        { "503", "direct", 1 },
        { "504", "bearer", 1 },
        { "reset", "iam", 1 },
        { "reset", "bearer", 1 },
        { "reset", "direct", 1 },
        { "reset after a byte", "iam", 1 },
        { "reset after a byte", "direct", 1 },
        { "throttled in the stream", "iam", 1 },
        { "throttled in the stream", "direct", 1 },
        { "a rejection that breaks off", "iam", 1 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_call_is_sent_again_only_where_the_service_itself_turned_it_down(string answer, string transport, int requests)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => AnswerAsync(call, answer));
        using AgentCoreChatClient client = Client(fake, transport);

        AgentCoreException whole = (await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>()).Which;
        fake.Requests.Should().HaveCount(requests);
        AgentCoreException streamed = (await client.Awaiting(c => c.GetStreamingResponseAsync("hi").CollectAsync()).Should().ThrowAsync<AgentCoreException>()).Which;
        fake.Requests.Should().HaveCount(2 * requests);

        streamed.IsSafeToRetry.Should().Be(whole.IsSafeToRetry);
        whole.RuntimeSessionId.Should().Be(fake.Requests[0].Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"));
        if (requests > 1)
        {
            whole.IsSafeToRetry.Should().BeTrue();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tries_of_a_call_are_one_call_for_the_agent(bool streamed)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.Request.Number < 3
            ? AnswerAsync(call, "409 RetryableConflictException")
            : call.StreamAsync("text/event-stream", "data: \"hello\"\n\n"));
        using AgentCoreChatClient client = Client(fake, "iam");

        ChatResponse response = streamed
            ? (await client.GetStreamingResponseAsync("hi").CollectAsync()).ToChatResponse()
            : await client.GetResponseAsync("hi");

        response.Text.Should().Be("hello");
        fake.Requests.Should().HaveCount(3);
        fake.Requests.Select(request => (request.BodyText, request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"))).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task One_try_can_be_all()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => AnswerAsync(call, "429 ThrottlingException"));
        using AgentCoreChatClient client = Client(fake, "iam", o => o.Retry.MaxAttempts = 1);

        await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>();

        fake.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task One_deadline_stands_over_all_tries_and_pauses()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.With("x-amz-retry-after", "60000").FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "slow down"));
        using AgentCoreChatClient client = Client(fake, "iam", o =>
        {
            o.Retry.MaxDelay = TimeSpan.FromMinutes(2);
            o.FirstByteTimeout = TimeSpan.FromSeconds(3);
        });

        AgentCoreException error = (await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>()).Which;

        error.InnerException.Should().BeOfType<TimeoutException>();
        error.Message.Should().Contain("FirstByteTimeout");
        fake.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_caller_that_cancels_in_a_pause_is_not_kept_waiting()
    {
        using CancellationTokenSource source = new();
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.With("x-amz-retry-after", "60000").FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "slow down");
            source.CancelAfter(TimeSpan.FromMilliseconds(200));
        });
        using AgentCoreChatClient client = Client(fake, "iam", o => o.Retry.MaxDelay = TimeSpan.FromMinutes(2));

        Task call = client.GetResponseAsync("hi", cancellationToken: source.Token);

        (await FluentActions.Awaiting(() => call.WaitAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(source.Token);
        fake.Requests.Should().ContainSingle();
    }

    private static Task AnswerAsync(FakeCall call, string answer) => answer switch
    {
        "reset" => call.DropAsync(),
        "reset after a byte" => StreamAndDropAsync(call),
        "throttled in the stream" => call.StreamAsync("text/event-stream", "data: \"Hel\"\n\n", "data: {\"error\":\"Rate exceeded\",\"error_type\":\"ThrottlingException\"}\n\n"),
        "a rejection that breaks off" => RejectAndDropAsync(call),
        "401" => call.With("WWW-Authenticate", "Bearer").AnswerAsync(HttpStatusCode.Unauthorized, """{"message":"no"}"""),
        _ when answer.Split(' ') is [var status, var name] => call.FailAsync((HttpStatusCode)int.Parse(status, null), name, "not now"),
        _ => call.AnswerAsync((HttpStatusCode)int.Parse(answer, null), "<html><title>Proxy</title></html>", "text/html"),
    };

    private static async Task StreamAndDropAsync(FakeCall call)
    {
        await call.StreamAsync("text/event-stream", "data: \"Hel\"\n\n");
        await call.DropAsync();
    }

    private static async Task RejectAndDropAsync(FakeCall call)
    {
        call.With("x-amzn-ErrorType", "ThrottlingException").Begin(HttpStatusCode.TooManyRequests, "application/json");
        call.Context.Response.ContentLength = 1000;
        await call.WriteAsync("{\"message\":");
        await call.DropAsync();
    }

    private static AgentCoreChatClient Client(FakeAgentRuntime fake, string transport, Action<AgentCoreChatClientOptions>? configure = null)
    {
        AgentCoreChatClientOptions options = transport == "iam"
            ? Sample.Options(fake)
            : new() { AgentRuntimeArn = transport == "direct" ? fake.Address.ToString() : Sample.Arn, ServiceUrl = transport == "direct" ? null : fake.Address.ToString() };
        options.BearerTokenProvider = transport == "bearer" ? (_, _) => new(Planted.BearerToken) : null;
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        configure?.Invoke(options);
        return new AgentCoreChatClient(options);
    }
}
