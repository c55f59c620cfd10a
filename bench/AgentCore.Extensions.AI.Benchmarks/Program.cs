using System.Globalization;
using AgentCore.Extensions.AI.Benchmarks;
using AgentCore.Extensions.AI.Load;
using BenchmarkDotNet.Running;

int rounds = args.Length > 1 && int.TryParse(args[1], CultureInfo.InvariantCulture, out int asked) ? asked : 200;
switch (args)
{
    case ["--quick", ..]:
        bool chunks = await ChunkTable.PrintAsync(new MemorySource(), rounds).ConfigureAwait(false);
        bool calls = await CallTable.PrintAsync(server: null, rounds).ConfigureAwait(false);
        return chunks && calls ? 0 : 1;
    case ["--loopback", ..]:
        using (ServerProcess process = ServerProcess.Start(typeof(ServerProcess).Assembly))
        {
            Uri server = await process.ReadAddressAsync().ConfigureAwait(false);
            await ChunkTable.PrintAsync(new LoopbackSource(server), rounds).ConfigureAwait(false);
            await CallTable.PrintAsync(server, rounds).ConfigureAwait(false);
        }

        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ChunkBenchmarks).Assembly).Run(args);
        return 0;
}
