using System.IO.Pipelines;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class InvocationClockTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task No_first_byte_in_time_is_an_error_that_names_the_option()
    {
        AgentCoreException error = await FailAsync(new() { FirstByteTimeout = s_short }, call => call.StallAsync());

        error.InnerException.Should().BeOfType<TimeoutException>();
        error.Message.Should().StartWith("No byte of the answer came within FirstByteTimeout (00:00:00.2000000).");
        error.IsSafeToRetry.Should().BeFalse();
    }

    [Fact]
    public async Task Headers_alone_are_no_first_byte() =>
        (await FailAsync(new() { FirstByteTimeout = s_short }, call => call.Begin().StallAsync())).Message.Should().Contain("FirstByteTimeout");

    [Fact]
    public async Task Silence_between_bytes_is_an_error_that_names_the_option() =>
        (await FailAsync(new() { IdleTimeout = s_short }, async call =>
        {
            await call.StreamAsync("text/plain", "a", "b");
            await call.StallAsync();
        })).Message.Should().StartWith("The answer was silent for longer than IdleTimeout (00:00:00.2000000).");

    [Fact]
    public async Task The_whole_run_has_a_limit_too() =>
        (await FailAsync(new() { RunTimeout = TimeSpan.FromMilliseconds(500) }, async call =>
        {
            call.Begin();
            while (true)
            {
                await call.WriteAsync("x");
                await Task.Delay(20, call.ClientLeft);
            }
        })).Message.Should().StartWith("The call took longer than RunTimeout (00:00:00.5000000) in all.");

    [Fact]
    public async Task A_reader_that_takes_its_time_is_not_silence()
    {
        using MemoryStream bytes = new([1, 2, 3]);
        using InvocationClock clock = new(new() { IdleTimeout = s_short, FirstByteTimeout = s_short }, CancellationToken.None);
        using TimedBody body = new(new AgentRuntimeResponse(bytes), clock, new InvocationTrace(clock));
        byte[] buffer = new byte[1];

        (await body.ReadAsync(buffer)).Should().Be(1);
        await Task.Delay(700);

        (await body.ReadAsync(buffer)).Should().Be(1);
        clock.Token.IsCancellationRequested.Should().BeFalse();
    }

    [Theory]
    [InlineData(150)]
    [InlineData(700)]
    public async Task Silence_counts_from_when_a_byte_is_waited_for(int milliseconds)
    {
        Pipe pipe = new();
        using InvocationClock clock = new(new() { IdleTimeout = TimeSpan.FromMilliseconds(300) }, CancellationToken.None, Sample.Session);
        using TimedBody body = new(new AgentRuntimeResponse(pipe.Reader.AsStream()), clock, new InvocationTrace(clock));
        byte[] buffer = new byte[1];
        await pipe.Writer.WriteAsync(buffer);
        (await body.ReadAsync(buffer)).Should().Be(1);
        await Task.Delay(milliseconds);
        clock.Token.IsCancellationRequested.Should().BeFalse("nobody waits");

        AgentCoreException error = (await FluentActions.Awaiting(() => body.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Should().ThrowAsync<AgentCoreException>()).Which;

        error.Message.Should().StartWith("The answer was silent for longer than IdleTimeout");
        error.RuntimeSessionId.Should().Be(Sample.Session);
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_told_with_its_session()
    {
        using InvocationClock clock = new(new(), CancellationToken.None, Sample.Session);

        clock.Translate(new OperationCanceledException()).Should().BeOfType<AgentCoreException>().Which.Should().BeEquivalentTo(new
        {
            Message = "The call was cancelled from within, by neither its caller nor a time limit: the client was disposed of, or the BearerTokenProvider gave up.",
            RuntimeSessionId = Sample.Session,
            IsSafeToRetry = false,
        });
    }

    [Fact]
    public async Task The_caller_s_cancellation_stays_his_own()
    {
        using CancellationTokenSource caller = new();
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.StreamAsync("text/plain", "a");
            await call.StallAsync();
        });
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        using InvocationClock clock = new(new(), caller.Token);
        using AgentRuntimeResponse response = await transport.InvokeAsync(Sample.Request(), clock.Token);
        using TimedBody body = new(response, clock, new InvocationTrace(clock));

        (await body.ReadAsync(new byte[8])).Should().Be(1);
        caller.CancelAfter(TimeSpan.FromMilliseconds(100));

        (await FluentActions.Awaiting(() => ReadAllAsync(body)).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        await fake.Requests.Single().ClientLeft.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Infinite_and_very_long_limits_are_taken()
    {
        AgentCoreChatClientOptions options = new() { FirstByteTimeout = Timeout.InfiniteTimeSpan, IdleTimeout = TimeSpan.MaxValue, RunTimeout = TimeSpan.FromDays(1000) };
        using MemoryStream bytes = new([1]);
        using InvocationClock clock = new(options, CancellationToken.None);
        using TimedBody body = new(new AgentRuntimeResponse(bytes), clock, new InvocationTrace(clock));

        await Task.Delay(50);
        (await body.ReadAsync(new byte[4])).Should().Be(1);
        (await body.ReadAsync(new byte[4])).Should().Be(0);
        clock.Token.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task A_connection_that_drops_in_mid_answer_gives_what_came_and_then_an_error()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.StreamAsync("text/plain", "partial");
            await Task.Delay(100);
            await call.DropAsync();
        });
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        using InvocationClock clock = new(new(), CancellationToken.None);
        using AgentRuntimeResponse response = await transport.InvokeAsync(Sample.Request(), clock.Token);
        using TimedBody body = new(response, clock, new InvocationTrace(clock));
        byte[] buffer = new byte[7];

        (await body.ReadAtLeastAsync(buffer, 7)).Should().Be(7);
        AgentCoreException error = (await FluentActions.Awaiting(() => ReadAllAsync(body)).Should().ThrowAsync<AgentCoreException>()).Which;

        error.Message.Should().Contain("lost in mid-answer");
        error.IsSafeToRetry.Should().BeFalse();
        error.RequestId.Should().Be("request-1");
    }

    private static async Task<AgentCoreException> FailAsync(AgentCoreChatClientOptions limits, Func<FakeCall, Task> handler)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(handler);
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        using InvocationClock clock = new(limits, CancellationToken.None);
        try
        {
            using AgentRuntimeResponse response = await transport.InvokeAsync(Sample.Request(), clock.Token);
            using TimedBody body = new(response, clock, new InvocationTrace(clock));
            await ReadAllAsync(body);
        }
        catch (OperationCanceledException e)
        {
            return clock.Translate(e).Should().BeOfType<AgentCoreException>().Subject;
        }
        catch (AgentCoreException e)
        {
            return e;
        }

        throw new InvalidOperationException("The call did not fail.");
    }

    private static async Task ReadAllAsync(Stream body)
    {
        byte[] buffer = new byte[64];
        while (await body.ReadAsync(buffer) > 0)
        {
        }
    }
}
