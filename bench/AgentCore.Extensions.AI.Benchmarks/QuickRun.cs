using System.Diagnostics;
using System.Globalization;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>
/// All streams in turn, many times, in one process: the fastest run of each is what the code costs where nothing else disturbs it.
/// It takes seconds and bears a busy machine. Allocations are exact: the run fails where the hot path allocates more than it may.
/// </summary>
internal static class QuickRun
{
    private const int Warmups = 60;
    private const double MostAllocated = 1.3;

    public static async Task<int> RunAsync(int rounds)
    {
        ChunkBenchmarks chunks = new();
        PeerBenchmarks peers = new();
        (string Name, bool IsHot, Func<Task<int>> Run)[] streams =
        [
            ("floor", false, chunks.Floor),
            ("Converse", true, chunks.Converse),
            ("JSON strings", true, chunks.JsonStrings),
            (".NET chunks", true, chunks.DotNetChunks),
            ("OpenAI chunks", true, chunks.OpenAIChunks),
            ("by hand (StreamReader, JsonDocument)", false, peers.ByHand),
            ("Microsoft.Extensions.AI.OpenAI", false, peers.OpenAI),
            ("OllamaSharp", false, peers.Ollama),
            ("Anthropic", false, peers.Anthropic),
        ];
        double[] times = [.. streams.Select(_ => double.MaxValue)];
        for (int round = -2 * Warmups; round < rounds; round++)
        {
            // The runtime compiles hot code again after a pause.
            await Task.Delay(round == -Warmups ? 1_000 : 0).ConfigureAwait(false);
            for (int i = 0; i < streams.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await streams[i].Run().ConfigureAwait(false);
                times[i] = round < 0 ? times[i] : Math.Min(times[i], Stopwatch.GetElapsedTime(start).TotalNanoseconds / Answers.Tokens);
            }
        }

        double[] bytes = new double[streams.Length];
        for (int i = 0; i < streams.Length; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await streams[i].Run().ConfigureAwait(false);
            bytes[i] = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Answers.Tokens;
        }

        Console.WriteLine("| a chunk of | time | allocated |\n|---|---|---|");
        bool isTooMuch = false;
        for (int i = 0; i < streams.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {streams[i].Name} | {times[i] / times[0]:F2} ({times[i]:F0} ns) | {bytes[i] / bytes[0]:F2} ({bytes[i]:F0} B) |"));
            isTooMuch |= streams[i].IsHot && bytes[i] > MostAllocated * bytes[0];
        }

        Console.WriteLine(isTooMuch ? $"A chunk allocates more than {MostAllocated} times the floor." : "Allocations are within their bound.");
        return isTooMuch ? 1 : 0;
    }
}
