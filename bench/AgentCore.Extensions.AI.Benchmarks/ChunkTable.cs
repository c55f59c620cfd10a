using System.Globalization;
using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>All streams side by side, a chunk of each.</summary>
internal static class ChunkTable
{
    private const double MostAllocated = 1.3;

    // The floor, what the client is to be measured by it, and the others.
    private static readonly Row[] s_floor = [OfChunks("the floor", chunks => chunks.Floor)];

    private static readonly Row[] s_hot =
    [
        OfChunks("Converse", chunks => chunks.Converse),
        OfChunks("JSON strings", chunks => chunks.JsonStrings),
        OfChunks(".NET chunks", chunks => chunks.DotNetChunks),
        OfChunks("OpenAI chunks", chunks => chunks.OpenAIChunks),
        OfChunks("AG-UI events", chunks => chunks.AGUIEvents),
    ];

    private static readonly Row[] s_others =
    [
        OfPeers("Converse by hand (`StreamReader`, `JsonDocument`)", peers => peers.ByHand),
        OfPeers("Microsoft.Extensions.AI.OpenAI", peers => peers.OpenAI),
        OfPeers("OllamaSharp", peers => peers.Ollama),
        OfPeers("Anthropic", peers => peers.Anthropic),
    ];

    public static IReadOnlyList<Row> Rows { get; } = [.. s_floor, .. s_hot, .. s_others];

    /// <summary>Prints the table.</summary>
    /// <returns>Whether the hot path allocates no more than it may.</returns>
    public static async Task<bool> PrintAsync(Uri? server, int rounds)
    {
        Cost[] costs = await Measurement.RunAsync(Rows, server, rounds).ConfigureAwait(false);

        Console.WriteLine("| a chunk of | time | allocated |\n|---|---|---|");
        Cost floor = costs[0];
        bool isWithin = true;
        foreach ((Row row, Cost cost) in Rows.Zip(costs))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {cost.Nanoseconds / floor.Nanoseconds:F2} ({cost.Nanoseconds:F0} ns) | {cost.Bytes / floor.Bytes:F2} ({cost.Bytes:F0} B) |"));
            isWithin &= !s_hot.Contains(row) || cost.Bytes <= MostAllocated * floor.Bytes;
        }

        Console.WriteLine(isWithin ? "Allocations are within their bound.\n" : $"A chunk allocates more than {MostAllocated} times the floor.\n");
        return isWithin;
    }

    private static Row OfChunks(string name, Func<ChunkBenchmarks, Func<Task<int>>> stream) =>
        new(name, Answers.Tokens, server => stream(new ChunkBenchmarks(Source(server))));

    private static Row OfPeers(string name, Func<PeerBenchmarks, Func<Task<int>>> stream) =>
        new(name, Answers.Tokens, server => stream(new PeerBenchmarks(Source(server))));

    private static AnswerSource Source(Uri? server) => server is null ? new MemorySource() : new LoopbackSource(server);
}
