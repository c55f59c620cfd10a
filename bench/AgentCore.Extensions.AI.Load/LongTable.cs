using System.Diagnostics;
using System.Globalization;

namespace AgentCore.Extensions.AI.Load;

/// <summary>One stream of a million chunks: what lives in memory after each hundred thousand.</summary>
internal static class LongTable
{
    private const int Chunks = 1_000_000;
    private const int Step = 100_000;
    private const long MostGrowth = 64 * 1024;

    public static async Task<int> PrintAsync(Uri server)
    {
        using StreamClient client = StreamClient.Create(StreamClient.Service, new Uri(server, $"long/{Chunks}/"));
        Console.WriteLine("| chunks | live memory |\n|---|---|");
        int count = 0;
        List<long> memory = [];
        Stopwatch time = Stopwatch.StartNew();
        await client.ReadAsync(_ =>
        {
            if (++count % Step == 0)
            {
                memory.Add(GC.GetTotalMemory(forceFullCollection: true));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {count:N0} | {memory[^1] / 1024.0:F0} KB |"));
            }
        });

        long growth = memory[^1] - memory[0];
        bool isConstant = count == Chunks && growth <= MostGrowth;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} chunks in {time.Elapsed.TotalSeconds:F1} s; from the first to the last figure {growth / 1024.0:+0.0;-0.0} KB: {(isConstant ? "constant" : "not constant")}."));
        return isConstant ? 0 : 1;
    }
}
