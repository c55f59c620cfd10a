using System.Globalization;
using AgentCore.Extensions.AI.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["--quick", ..])
{
    return await QuickRun.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200).ConfigureAwait(false);
}

BenchmarkSwitcher.FromAssembly(typeof(ChunkBenchmarks).Assembly).Run(args);
return 0;
