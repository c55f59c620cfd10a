using System.Globalization;
using System.Text;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Reliability.Cancellation;

/// <summary>
/// Callers who leave at every moment of a call, many at once: they get what they asked for, the agent sees it at once, and nothing stays behind.
/// AGENTCORE_CANCELLATIONS says how many calls there are; docs/reliability.md has the figures of 10,000.
/// </summary>
[CollectionDefinition(nameof(CancellationTests), DisableParallelization = true)]
[Collection(nameof(CancellationTests))]
public sealed class CancellationTests
{
    private const int Seed = 20261125;
    private const int AtOnce = 32;

    /// <summary>What the runtime may begin by itself meanwhile.</summary>
    private const int Slack = 8;

    private static readonly int s_calls = int.Parse(Environment.GetEnvironmentVariable("AGENTCORE_CANCELLATIONS") ?? "2000", CultureInfo.InvariantCulture);
    private static readonly int s_moments = Enum.GetValues<Moment>().Length;
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_call_that_is_left_at_any_moment_ends_and_leaves_nothing_behind()
    {
        using ProcessState process = new();
        LeavingCaller caller = new(Seed);
        LeavingCall[] calls = [.. Enumerable.Range(0, s_calls).Select(number => new LeavingCall(number, (Moment)(number % s_moments)))];
        await LeaveAllAsync(calls, caller);

        await UntilAsync(() => ProcessState.CountSockets() <= process.Sockets + Slack && Timer.ActiveCount <= process.Timers + Slack);
        ProcessState.CountSockets().Should().BeLessThanOrEqualTo(process.Sockets + Slack);
        Timer.ActiveCount.Should().BeLessThanOrEqualTo(process.Timers + Slack);
        ProcessState.Collect();
        process.Unobserved.Should().BeEmpty();
        caller.Alive.Should().BeLessThanOrEqualTo(AtOnce, "a call that is over is garbage; the last ones may still stand on a stack");
        Report(calls);
    }

    private static async Task LeaveAllAsync(LeavingCall[] calls, LeavingCaller caller)
    {
        await using LeavingAgent agent = await LeavingAgent.StartAsync();
        AgentCoreChatClient[] clients = [.. Routes.All.SelectMany(route => new[] { Client(agent, route, isPooled: true), Client(agent, route, isPooled: false) })];

        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) =>
        {
            agent.Expect(call);
            await caller.LeaveAsync(Choose(clients, call), call);
        });

        caller.Faults.Should().BeEmpty();
        await UntilAsync(() => agent.Requests == 0);
        agent.Requests.Should().Be(0, "the agent sees every caller leave");
        foreach (AgentCoreChatClient client in clients)
        {
            // It would not fit into the budget if a call that was left had kept its share.
            await client.GetResponseAsync("hi");
            client.Dispose();
        }

        await UntilAsync(() => agent.Connections == 0);
        agent.Connections.Should().Be(0);
    }

    private static AgentCoreChatClient Choose(AgentCoreChatClient[] clients, LeavingCall call)
    {
        // Sessions can be stopped at the service alone; only there are credentials held. A connection is made for certain where none are kept.
        int route = call.Moment switch
        {
            Moment.Credentials or Moment.StoppingASession => (int)(call.Number / s_moments % 2 == 0 ? Route.Iam : Route.Bearer),
            _ => call.Number / s_moments % 3,
        };
        return clients[(2 * route) + (call.Moment == Moment.Connecting ? 1 : call.Number / s_moments / 3 % 2)];
    }

    private static AgentCoreChatClient Client(LeavingAgent agent, Route route, bool isPooled)
    {
        AgentCoreChatClientOptions options = Routes.Options(route, agent.Address);
        if (route == Route.Iam)
        {
            options = new() { AgentRuntimeArn = options.AgentRuntimeArn, ServiceUrl = options.ServiceUrl, AWSCredentials = new HeldCredentials() };
        }
        else if (route == Route.Bearer)
        {
            Func<AgentCoreBearerTokenContext, CancellationToken, ValueTask<string>> provider = options.BearerTokenProvider!;
            options.BearerTokenProvider = async (context, token) =>
            {
                await (LeavingCall.Current?.HoldAsync(Moment.Credentials) ?? Task.CompletedTask).WaitAsync(token);
                return await provider(context, token);
            };
        }

        options.Limits.MaxBufferedBytes = LeavingAgent.LargeAnswerBytes + (64 * 1024);
        options.ConfigureHttpHandler = handler =>
        {
            handler.ConnectCallback = agent.ConnectAsync;
            handler.PooledConnectionLifetime = isPooled ? handler.PooledConnectionLifetime : TimeSpan.FromMilliseconds(1);
        };
        return new AgentCoreChatClient(options, WatchedLogs.Instance);
    }

    private static void Report(LeavingCall[] calls)
    {
        StringBuilder table = new("| The caller leaves | Calls | Seen by the agent after: half of them | 99 % | all |\n|---|---|---|---|---|\n");
        foreach (IGrouping<Moment, LeavingCall> group in calls.GroupBy(call => call.Moment))
        {
            group.Count(call => call.Reached.IsCompleted || group.Key is Moment.BeforeTheCall or Moment.Anywhere).Should()
                .BeGreaterThan(group.Count() / 2, "calls are held in {0}", group.Key);
            TimeSpan[] times = [.. group.Select(call => call.SeenAfter).OfType<TimeSpan>().Where(time => time > TimeSpan.Zero).Order()];
            times.Where(time => time > s_generous).Should().BeEmpty();

            // Some of those that are held before they are sent go out in the moment between being released and being cancelled.
            string figures = times.Length < group.Count() / 2 ? "few were sent |  | " : $"{Milliseconds(times[times.Length / 2])} | {Milliseconds(times[times.Length * 99 / 100])} | {Milliseconds(times[^1])}";
            table.Append(CultureInfo.InvariantCulture, $"| {Name(group.Key)} | {group.Count():N0} | {figures} |\n");
        }

        ReliabilityDocument.WriteFigures(nameof(CancellationTests), table.ToString());
    }

    private static string Name(Moment moment) => moment switch
    {
        Moment.BeforeTheCall => "before the call",
        Moment.Credentials => "while keys or a token are fetched",
        Moment.Connecting => "while it connects",
        Moment.SendingTheBody => "while the body is sent",
        Moment.BeforeTheHeaders => "before the headers",
        Moment.BeforeTheFirstByte => "before the first byte",
        Moment.InMidAnswer => "in mid-answer",
        Moment.BetweenTwoUpdates => "between two updates",
        Moment.LeftWithoutCancelling => "by leaving the stream",
        Moment.StoppingASession => "while a session is stopped",
        _ => "anywhere",
    };

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F1} ms");

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 200 && !condition(); i++)
        {
            await Task.Delay(100);
        }
    }
}
