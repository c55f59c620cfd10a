using System.Globalization;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>One call in each way side by side.</summary>
internal static class CallTable
{
    private const double MostAllocated = 8 * 1024;

    public static IReadOnlyList<Row> Rows { get; } =
    [
        Of("a container, by hand", calls => calls.DirectByHand),
        Of("a container, the client", calls => calls.DirectClient),
        Of("signed, by hand", calls => calls.SignedByHand),
        Of("signed, the transport alone", calls => calls.SignedTransport),
        Of("signed, the client", calls => calls.SignedClient),
        Of("with a token, by hand", calls => calls.WithTokenByHand),
        Of("with a token, the transport alone", calls => calls.WithTokenTransport),
        Of("with a token, the client", calls => calls.WithTokenClient),
    ];

    /// <summary>Prints the table.</summary>
    /// <param name="server">Where the agents are; <see langword="null"/> where the connection is to be in memory.</param>
    /// <param name="rounds">How many times some calls are made in each way.</param>
    /// <returns>Whether the client allocates no more than it may beside its transport.</returns>
    public static async Task<bool> PrintAsync(Uri? server, int rounds)
    {
        Cost[] costs = await Measurement.RunAsync(Rows, server, rounds).ConfigureAwait(false);

        Console.WriteLine("| one call | time | allocated | the client adds |\n|---|---|---|---|");
        bool isWithin = true;
        for (int i = 0; i < costs.Length; i++)
        {
            (Row row, Cost cost) = (Rows[i], costs[i]);
            string added = "";
            if (row.Name.EndsWith("the client", StringComparison.Ordinal))
            {
                // What it is measured by stands before it: for a container the call by hand, for the service the SDK's pipeline.
                Cost beside = costs[i - 1];
                added = string.Create(CultureInfo.InvariantCulture, $"{(cost.Nanoseconds - beside.Nanoseconds) / 1_000:F1} µs, {(cost.Bytes - beside.Bytes) / 1024:F1} KB");
                isWithin &= cost.Bytes - beside.Bytes <= MostAllocated;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {cost.Nanoseconds / 1_000:F1} µs | {cost.Bytes / 1024:F1} KB | {added} |"));
        }

        Console.WriteLine(isWithin ? "Allocations are within their bound.\n" : $"The client allocates more than {MostAllocated:N0} bytes a call.\n");
        return isWithin;
    }

    private static Row Of(string name, Func<CallBenchmarks, Func<Task>> way) => new(name, CallBenchmarks.Calls, server => way(new CallBenchmarks(server)));
}
