using System.Net;
using System.Threading.Channels;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>Time limits by a clock that the test moves, over real sockets: each is reached at its very time, and nothing else ends a call.</summary>
public sealed class FakedTimeTests
{
    private const string Hello = "data: \"Hello\"\n\n";
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(20);

    public static TheoryData<string, string> Limits()
    {
        TheoryData<string, string> data = [];
        foreach (Route route in Routes.All)
        {
            data.Add(nameof(AgentCoreChatClientOptions.FirstByteTimeout), route.ToString());
            data.Add(nameof(AgentCoreChatClientOptions.IdleTimeout), route.ToString());
            data.Add(nameof(AgentCoreChatClientOptions.RunTimeout), route.ToString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_limit_is_reached_at_its_time_and_no_earlier_and_closes_the_socket(string limit, string route)
    {
        await using Conversation talk = await Conversation.BeginAsync(Enum.Parse<Route>(route), options =>
        {
            options.FirstByteTimeout = limit == nameof(options.FirstByteTimeout) ? s_limit : Timeout.InfiniteTimeSpan;
            options.IdleTimeout = limit == nameof(options.IdleTimeout) ? s_limit : Timeout.InfiniteTimeSpan;
            options.RunTimeout = limit == nameof(options.RunTimeout) ? s_limit : Timeout.InfiniteTimeSpan;
        });
        if (limit != nameof(AgentCoreChatClientOptions.FirstByteTimeout))
        {
            await talk.HearAsync(Hello, "Hello");
        }

        talk.Wait();
        talk.Time.Advance(0.99 * s_limit);
        await talk.ShouldStillWaitAsync();
        talk.Time.Advance(0.01 * s_limit);

        (await talk.Invoking(t => t.Waiting).Should().ThrowAsync<AgentCoreException>())
            .WithMessage($"*{limit} (00:10:00)*").WithInnerException<TimeoutException>();
        await talk.ClientLeft.WaitAsync(s_generous);
    }

    [Fact]
    public async Task Every_byte_begins_the_silence_anew()
    {
        await using Conversation talk = await Conversation.BeginAsync(Route.Direct, options => options.IdleTimeout = s_limit);
        for (int i = 0; i < 5; i++)
        {
            await talk.HearAsync(Hello, "Hello");
            talk.Wait();
            talk.Time.Advance(0.99 * s_limit);
            await talk.ShouldStillWaitAsync();
        }

        talk.Time.Advance(0.01 * s_limit);

        await talk.Invoking(t => t.Waiting).Should().ThrowAsync<AgentCoreException>().WithMessage("*IdleTimeout*");
    }

    [Theory]
    [InlineData(nameof(Route.Iam))]
    [InlineData(nameof(Route.Bearer))]
    [InlineData(nameof(Route.Direct))]
    public async Task An_agent_that_answers_after_twenty_silent_minutes_twice_is_heard_with_the_limits_raised(string route)
    {
        TimeSpan silence = TimeSpan.FromMinutes(20);
        await using Conversation talk = await Conversation.BeginAsync(Enum.Parse<Route>(route), options => options.FirstByteTimeout = options.IdleTimeout = TimeSpan.FromMinutes(21));

        talk.Wait();
        talk.Time.Advance(silence);
        await talk.ShouldStillWaitAsync();
        await talk.HearAsync(Hello, "Hello");
        talk.Wait();
        talk.Time.Advance(silence);
        await talk.ShouldStillWaitAsync();
        await talk.HearAsync("data: \" again\"\n\n", " again");

        await talk.HearTheEndAsync();
    }

    [Theory]
    [InlineData(nameof(Route.Iam))]
    [InlineData(nameof(Route.Bearer))]
    public async Task Stopping_a_session_has_the_limit_for_the_first_byte(string route)
    {
        FakeTimeProvider time = new();
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call =>
        {
            arrived.TrySetResult();
            return call.StallAsync();
        });
        await using ServiceProvider services = Services(Enum.Parse<Route>(route), agent, time, options => options.FirstByteTimeout = s_limit);

        Task stop = services.GetRequiredService<IChatClient>().GetRequiredService<AgentCoreChatClient>().StopSessionAsync(RuntimeSessionId.New());
        await arrived.Task.WaitAsync(s_generous);
        time.Advance(0.99 * s_limit);
        await Task.WhenAny(stop, Task.Delay(50));
        stop.IsCompleted.Should().BeFalse();
        time.Advance(0.01 * s_limit);

        await FluentActions.Awaiting(() => stop).Should().ThrowAsync<AgentCoreException>().WithMessage("*FirstByteTimeout (00:10:00)*");
        await agent.Requests.Single().ClientLeft.WaitAsync(s_generous);
    }

    [Fact]
    public async Task The_pause_before_another_try_is_part_of_the_limit_and_by_the_same_clock()
    {
        FakeTimeProvider time = new();
        TaskCompletionSource again = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            if (call.Request.Number == 1)
            {
                await call.With("Retry-After", "420").FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "Rate exceeded");
                return;
            }

            again.TrySetResult();
            await call.StallAsync();
        });
        await using ServiceProvider services = Services(Route.Iam, agent, time, options =>
        {
            options.FirstByteTimeout = s_limit;
            options.Retry.MaxDelay = s_limit;
        });

        Task<ChatResponse> call = services.GetRequiredService<IChatClient>().GetResponseAsync("hi");
        while (!again.Task.IsCompleted && time.GetUtcNow() - time.Start < s_limit)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(20);
        }

        (time.GetUtcNow() - time.Start).Should().BeGreaterThan(TimeSpan.FromMinutes(7)).And.BeLessThan(s_limit);
        call.IsCompleted.Should().BeFalse();
        time.Advance(s_limit - (time.GetUtcNow() - time.Start));

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<AgentCoreException>().WithMessage("*FirstByteTimeout*");
    }

    private static ServiceProvider Services(Route route, FakeAgentRuntime agent, FakeTimeProvider time, Action<AgentCoreChatClientOptions> configure)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(time);
        services.AddAgentCoreChatClient(options =>
        {
            Routes.Set(options, route, agent.Address.ToString());
            configure(options);
        });
        return services.BuildServiceProvider();
    }

    /// <summary>A call whose agent says what the test has it say, when it has it say so.</summary>
    private sealed class Conversation : IAsyncDisposable
    {
        private readonly Channel<string> _said = Channel.CreateUnbounded<string>();
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private FakeAgentRuntime _agent = null!;
        private ServiceProvider _services = null!;
        private IAsyncEnumerator<ChatResponseUpdate> _updates = null!;

        public FakeTimeProvider Time { get; } = new();

        public Task<bool> Waiting { get; private set; } = Task.FromResult(true);

        public Task ClientLeft => _agent.Requests.Single().ClientLeft;

        public static async Task<Conversation> BeginAsync(Route route, Action<AgentCoreChatClientOptions> configure)
        {
            Conversation talk = new();
            talk._agent = await FakeAgentRuntime.StartAsync(talk.AnswerAsync);
            talk._services = Services(route, talk._agent, talk.Time, configure);
            talk._updates = talk._services.GetRequiredService<IChatClient>().GetStreamingResponseAsync("hi").GetAsyncEnumerator();
            talk.Wait();
            await talk._arrived.Task.WaitAsync(s_generous);
            return talk;
        }

        /// <summary>Asks for the next update, where that is not done yet.</summary>
        public void Wait() => Waiting = Waiting.IsCompletedSuccessfully ? _updates.MoveNextAsync().AsTask() : Waiting;

        /// <summary>Has the agent say something, and reads until it is there.</summary>
        public async Task HearAsync(string said, string text)
        {
            _said.Writer.TryWrite(said);
            do
            {
                Wait();
                (await Waiting.WaitAsync(s_generous)).Should().BeTrue();
            }
            while (_updates.Current.Text != text);
        }

        public async Task HearTheEndAsync()
        {
            _said.Writer.Complete();
            do
            {
                Wait();
            }
            while (await Waiting.WaitAsync(s_generous));
        }

        public async Task ShouldStillWaitAsync()
        {
            // What the clock has ended would end the call within this time.
            await Task.WhenAny(Waiting, Task.Delay(50));
            Waiting.IsCompleted.Should().BeFalse();
        }

        public async ValueTask DisposeAsync()
        {
            _said.Writer.TryComplete();
            await _services.DisposeAsync();
            await _agent.DisposeAsync();
        }

        private async Task AnswerAsync(FakeCall call)
        {
            _arrived.TrySetResult();
            await foreach (string said in _said.Reader.ReadAllAsync(call.ClientLeft))
            {
                if (!call.Context.Response.HasStarted)
                {
                    call.Begin();
                }

                await call.WriteAsync(said);
            }
        }
    }
}
