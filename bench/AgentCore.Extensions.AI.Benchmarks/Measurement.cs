using System.Diagnostics;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>
/// Runs all in turn, many times, in one process: the fastest run of each is what the code costs where nothing else disturbs it.
/// That bears a busy machine. Allocations are exact.
/// </summary>
internal static class Comparison
{
    private const int Warmups = 60;

    /// <summary>Measures what one operation costs.</summary>
    /// <param name="runs">What is compared.</param>
    /// <param name="operations">How many operations a run is.</param>
    /// <param name="rounds">How many times each is run.</param>
    public static async Task<Cost[]> MeasureAsync(Func<Task>[] runs, int operations, int rounds)
    {
        double[] times = [.. runs.Select(_ => double.MaxValue)];
        for (int round = -2 * Warmups; round < rounds; round++)
        {
            // The runtime compiles hot code again after a pause.
            await Task.Delay(round == -Warmups ? 1_000 : 0).ConfigureAwait(false);
            for (int i = 0; i < runs.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await runs[i]().ConfigureAwait(false);
                times[i] = round < 0 ? times[i] : Math.Min(times[i], Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations);
            }
        }

        Cost[] costs = new Cost[runs.Length];
        for (int i = 0; i < runs.Length; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await runs[i]().ConfigureAwait(false);
            costs[i] = new Cost(times[i], (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / operations);
        }

        return costs;
    }
}
