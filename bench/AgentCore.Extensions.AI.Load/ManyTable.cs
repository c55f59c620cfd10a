using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Load;

/// <summary>100, 1,000 and 5,000 slow streams at once, each time in a fresh process: memory a stream, processor time and allocations a chunk.</summary>
internal static partial class ManyTable
{
    public const string RunArgument = "--many-run";

    private static readonly int[] s_counts = [100, 1_000, 5_000];

    public static async Task<int> PrintAsync(Uri server)
    {
        // A socket for each stream, and what a process has open anyway.
        int needed = s_counts[^1] + 200;
        if (FindFileLimit() is { } limit && limit < needed)
        {
            Console.Error.WriteLine(
                $"{s_counts[^1]:N0} streams at once need {needed:N0} open files in a process, and the limit is {limit:N0}. Raise it first: ulimit -n {needed}");
            return 1;
        }

        Console.WriteLine("| streams at once | read by | memory a stream | processor time a chunk | allocated a chunk | working set at the most | complete |\n|---|---|---|---|---|---|---|");
        bool areComplete = true;
        foreach (int count in s_counts)
        {
            foreach (string kind in (ReadOnlySpan<string>)[StreamClient.Plain, StreamClient.Container, StreamClient.Service])
            {
                ManyResult result = Run(kind, count, server);
                bool isComplete = result.Chunks == count * ManyRun.Chunks;
                areComplete &= isComplete;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {count:N0} | {kind} | {result.BytesPerStream / 1024:F1} KB | {result.MicrosecondsPerChunk:F0} µs | {result.AllocatedPerChunk:F0} B | {result.PeakWorkingSet / 1024 / 1024} MiB | {(isComplete ? "all" : $"{result.Chunks:N0} chunks of {count * ManyRun.Chunks:N0}")} |"));
            }
        }

        return areComplete ? 0 : 1;
    }

    private static ManyResult Run(string kind, int count, Uri server)
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [RunArgument, kind, count.ToString(CultureInfo.InvariantCulture), server.ToString()])
        {
            RedirectStandardOutput = true,

            // Hot code is compiled again at once, and once: not while the streams are measured.
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCountingDelayMs"] = "0" },
        })!;
        return ManyResult.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The streams could not be read; the reason is above."));
    }

    // The runtime raises it as far as the system lets it.
    private static int? FindFileLimit() =>
        OperatingSystem.IsLinux() && FileLimitPattern().Match(File.ReadAllText("/proc/self/limits")) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"Max open files +(\d+)")]
    private static partial Regex FileLimitPattern();
}
