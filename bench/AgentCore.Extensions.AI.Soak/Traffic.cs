using System.Collections.Concurrent;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>Callers that make one call after the other, and check each.</summary>
internal sealed class Traffic(IReadOnlyList<ICaller> callers, HttpClient agent)
{
    /// <summary>Mostly well, with every fault now and then.</summary>
    private static readonly CallKind[] s_mix =
    [
        .. Enumerable.Repeat(CallKind.Streamed, 40), .. Enumerable.Repeat(CallKind.Whole, 25), .. Enumerable.Repeat(CallKind.Cancelled, 10),
        .. Enumerable.Repeat(CallKind.ThrottledOnce, 4), CallKind.Throttled, .. Enumerable.Repeat(CallKind.Failed, 5), .. Enumerable.Repeat(CallKind.Unanswered, 5),
        .. Enumerable.Repeat(CallKind.Broken, 5), .. Enumerable.Repeat(CallKind.FailedWithin, 4), CallKind.Silent,
    ];

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly int[] _counts = new int[Enum.GetValues<CallKind>().Length];
    private int _ids;

    /// <summary>Gets how many calls have been made and checked.</summary>
    public int Count => _counts.Sum();

    /// <summary>Gets what was not as it has to be.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public int CountOf(CallKind kind) => _counts[(int)kind];

    /// <summary>Runs so many callers of each way at once, until the time is up and every call has ended.</summary>
    public Task RunAsync(int callersEach, TimeSpan duration)
    {
        DateTime end = DateTime.UtcNow + duration;
        return Task.WhenAll(callers.SelectMany(caller => Enumerable.Range(0, callersEach).Select(_ => Task.Run(() => CallUntilAsync(caller, end)))));
    }

    private async Task CallUntilAsync(ICaller caller, DateTime end)
    {
        while (DateTime.UtcNow < end && Volatile.Read(ref _ids) < Ledger.Capacity - 1_000 && _faults.Count < 20)
        {
            CallKind kind = s_mix[Random.Shared.Next(s_mix.Length)];
            if (caller.CallsTheService || kind is not (CallKind.Throttled or CallKind.ThrottledOnce))
            {
                await CallAsync(caller, new PlannedCall(Interlocked.Increment(ref _ids), kind, Random.Shared.Next(4, 60)));
            }
        }
    }

    private async Task CallAsync(ICaller caller, PlannedCall call)
    {
        bool isStreamed = Random.Shared.Next(2) == 0;
        using CancellationTokenSource leaves = new();
        if (call.Kind == CallKind.Cancelled)
        {
            leaves.CancelAfter(Random.Shared.Next(0, 200));
        }

        try
        {
            CallOutcome outcome = await caller.CallAsync(call, isStreamed, leaves.Token);
            if (!call.Matches(outcome))
            {
                _faults.Enqueue($"{caller.GetType().Name}: {call}, streamed {isStreamed}: {outcome}");
            }

            // One who leaves may be gone before the agent hears of him, and the agent may hear of him later.
            int runs = int.Parse(await agent.GetStringAsync(FaultyAgent.RunsPath(call.Id)));
            if (call.Kind == CallKind.Cancelled ? runs > 1 : runs != call.Requests)
            {
                _faults.Enqueue($"{caller.GetType().Name}: {call}, streamed {isStreamed}: the agent has seen {runs} requests");
            }

            Interlocked.Increment(ref _counts[(int)call.Kind]);
        }
        catch (Exception exception)
        {
            _faults.Enqueue($"{caller.GetType().Name}: {call}, streamed {isStreamed}: {exception}");
        }
    }
}
