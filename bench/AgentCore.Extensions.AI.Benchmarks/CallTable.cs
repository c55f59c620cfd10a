using System.Globalization;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>One call in each way side by side.</summary>
internal static class CallTable
{
    private const double MostAllocated = 8 * 1024;

    /// <summary>Prints the table.</summary>
    /// <param name="server">Where the agents are; <see langword="null"/> where the connection is to be in memory.</param>
    /// <param name="rounds">How many times some calls are made in each way.</param>
    /// <returns>Whether the client allocates no more than it may beside its transport.</returns>
    public static async Task<bool> PrintAsync(Uri? server, int rounds)
    {
        CallBenchmarks calls = new(server);

        // Beside each client stands what it is measured by: for a container the call by hand, for the service the SDK's pipeline.
        (string Name, int? Beside, Func<Task> Run)[] ways =
        [
            ("a container, by hand", null, calls.DirectByHand),
            ("a container, the client", 0, calls.DirectClient),
            ("signed, by hand", null, calls.SignedByHand),
            ("signed, the transport alone", null, calls.SignedTransport),
            ("signed, the client", 3, calls.SignedClient),
            ("with a token, by hand", null, calls.WithTokenByHand),
            ("with a token, the transport alone", null, calls.WithTokenTransport),
            ("with a token, the client", 6, calls.WithTokenClient),
        ];
        Cost[] costs = await Comparison.MeasureAsync([.. ways.Select(way => way.Run)], CallBenchmarks.Calls, rounds).ConfigureAwait(false);

        Console.WriteLine("| one call | time | allocated | the client adds |\n|---|---|---|---|");
        bool isWithin = true;
        for (int i = 0; i < ways.Length; i++)
        {
            string added = "";
            if (ways[i].Beside is { } beside)
            {
                added = $"{(costs[i].Nanoseconds - costs[beside].Nanoseconds) / 1_000:F1} µs, {(costs[i].Bytes - costs[beside].Bytes) / 1024:F1} KB";
                isWithin &= costs[i].Bytes - costs[beside].Bytes <= MostAllocated;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {ways[i].Name} | {costs[i].Nanoseconds / 1_000:F1} µs | {costs[i].Bytes / 1024:F1} KB | {added} |"));
        }

        Console.WriteLine(isWithin ? "Allocations are within their bound.\n" : $"The client allocates more than {MostAllocated:N0} bytes a call.\n");
        return isWithin;
    }
}
