using System.Globalization;
using AgentCore.Extensions.AI.Benchmarks;
using AgentCore.Extensions.AI.Load;
using BenchmarkDotNet.Running;

int rounds = args is ["--quick" or "--loopback", var asked] ? int.Parse(asked, CultureInfo.InvariantCulture) : 500;
switch (args)
{
    case ["--quick", ..]:
        bool chunks = await ChunkTable.PrintAsync(server: null, rounds).ConfigureAwait(false);
        bool calls = await CallTable.PrintAsync(server: null, rounds).ConfigureAwait(false);
        return chunks && calls ? 0 : 1;
    case ["--loopback", ..]:
        using (ServerProcess process = ServerProcess.Start(typeof(ServerProcess).Assembly))
        {
            Uri server = await process.ReadAddressAsync().ConfigureAwait(false);
            await ChunkTable.PrintAsync(server, rounds).ConfigureAwait(false);
            await CallTable.PrintAsync(server, rounds).ConfigureAwait(false);
        }

        return 0;
    case [Measurement.Argument, var name, var times, .. var address]:
        Row row = ChunkTable.Rows.Concat(CallTable.Rows).Single(row => row.Name == name);
        await Measurement.PrintAsync(row, address is [var at] ? new Uri(at) : null, int.Parse(times, CultureInfo.InvariantCulture)).ConfigureAwait(false);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ChunkBenchmarks).Assembly).Run(args);
        return 0;
}
