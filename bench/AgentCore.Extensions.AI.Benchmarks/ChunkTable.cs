using System.Globalization;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>All streams side by side, a chunk of each.</summary>
internal static class ChunkTable
{
    private const double MostAllocated = 1.3;

    /// <summary>Prints the table.</summary>
    /// <returns>Whether the hot path allocates no more than it may.</returns>
    public static async Task<bool> PrintAsync(AnswerSource source, int rounds)
    {
        ChunkBenchmarks chunks = new(source);
        PeerBenchmarks peers = new(source);
        (string Name, bool IsHot, Func<Task<int>> Run)[] streams =
        [
            ("the floor", false, chunks.Floor),
            ("Converse", true, chunks.Converse),
            ("JSON strings", true, chunks.JsonStrings),
            (".NET chunks", true, chunks.DotNetChunks),
            ("OpenAI chunks", true, chunks.OpenAIChunks),
            ("AG-UI events", true, chunks.AGUIEvents),
            ("Converse by hand (`StreamReader`, `JsonDocument`)", false, peers.ByHand),
            ("Microsoft.Extensions.AI.OpenAI", false, peers.OpenAI),
            ("OllamaSharp", false, peers.Ollama),
            ("Anthropic", false, peers.Anthropic),
        ];
        Cost[] costs = await Comparison.MeasureAsync([.. streams.Select(stream => stream.Run)], Load.Answers.Tokens, rounds).ConfigureAwait(false);

        Console.WriteLine("| a chunk of | time | allocated |\n|---|---|---|");
        Cost floor = costs[0];
        bool isWithin = true;
        foreach (((string name, bool isHot, _), Cost cost) in streams.Zip(costs))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {cost.Nanoseconds / floor.Nanoseconds:F2} ({cost.Nanoseconds:F0} ns) | {cost.Bytes / floor.Bytes:F2} ({cost.Bytes:F0} B) |"));
            isWithin &= !isHot || cost.Bytes <= MostAllocated * floor.Bytes;
        }

        Console.WriteLine(isWithin ? "Allocations are within their bound.\n" : $"A chunk allocates more than {MostAllocated} times the floor.\n");
        return isWithin;
    }
}
