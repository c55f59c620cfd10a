using System.Diagnostics;
using System.Globalization;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>
/// Measures each row in a process of its own, since the runtime compiles code for what it has seen there: beside others, that is not what a program
/// with one agent gets. The fastest run is what the code costs where nothing else disturbs it; that bears a busy machine. Allocations are exact.
/// </summary>
internal static class Measurement
{
    /// <summary>What has a program measure one row: its name, the number of runs, and the server where there is one.</summary>
    public const string Argument = "--row";

    /// <summary>How many runs are too few to measure time by: then allocations are all that is asked for.</summary>
    private const int FewRounds = 50;

    // The code of a call is compiled twice more while it runs, some thousand methods in the background. Before that it takes four times as long.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(6);

    /// <summary>Measures all rows in turn, and again where time matters.</summary>
    public static async Task<Cost[]> RunAsync(IReadOnlyList<Row> rows, Uri? server, int rounds)
    {
        Cost[] costs = [.. rows.Select(_ => new Cost(double.MaxValue, double.MaxValue))];
        for (int pass = 0; pass < (rounds < FewRounds ? 1 : 2); pass++)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                Cost cost = await InOwnProcessAsync(rows[i].Name, server, rounds).ConfigureAwait(false);
                costs[i] = new Cost(Math.Min(costs[i].Nanoseconds, cost.Nanoseconds), Math.Min(costs[i].Bytes, cost.Bytes));
            }
        }

        return costs;
    }

    /// <summary>Measures what one operation costs, in this process, and prints it for the one that started it.</summary>
    public static async Task PrintAsync(Row row, Uri? server, int rounds)
    {
        Func<Task> run = row.Make(server);
        await WarmUpAsync(run, rounds < FewRounds ? TimeSpan.Zero : s_warmUp).ConfigureAwait(false);
        double time = double.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            await run().ConfigureAwait(false);
            time = Math.Min(time, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await run().ConfigureAwait(false);
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time / row.Operations} {(double)bytes / row.Operations}"));
    }

    private static async Task WarmUpAsync(Func<Task> run, TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 60; i++)
            {
                await run().ConfigureAwait(false);
            }

            // The runtime compiles only when it has seen nothing new for a tenth of a second.
            await Task.Delay(150).ConfigureAwait(false);
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
    }

    private static async Task<Cost> InOwnProcessAsync(string name, Uri? server, int rounds)
    {
        List<string> arguments = [Argument, name, rounds.ToString(CultureInfo.InvariantCulture)];
        if (server is not null)
        {
            arguments.Add(server.ToString());
        }

        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        string[] told = (await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false)).Split();
        return told is [var time, var bytes, ..]
            ? new Cost(double.Parse(time, CultureInfo.InvariantCulture), double.Parse(bytes, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"'{name}' could not be measured.");
    }
}
