using AgentCore.Extensions.AI.AspNetCore.Load;
using AgentCore.Extensions.AI.Load;

// The program starts itself a second time to be the server, so that its processor time and memory are its own.
if (args is [ServerProcess.Argument])
{
    await LoadServer.RunAsync();
    return;
}

using LoadServerProcess server = await LoadServerProcess.StartAsync();
TimeSpan round = TimeSpan.FromSeconds(5);

Console.WriteLine("Small JSON answers, 32 connections, best of three rounds:");
Uri[] targets = [server.Plain, server.Endpoints, server.Sample];
string[] names = ["plain endpoint", "endpoints", "sample"];
LoadResult?[] best = new LoadResult?[targets.Length];
for (int i = 0; i < 4; i++)
{
    for (int target = 0; target < targets.Length; target++)
    {
        LoadResult result = await server.MeasureAsync(targets[target], LoadRequest.Whole("fast"), 32, round);

        // The first round is for the compiler.
        best[target] = i > 0 && (best[target] is not { } other || result.PerSecond > other.PerSecond) ? result : best[target];
    }
}

for (int target = 0; target < targets.Length; target++)
{
    LoadResult result = best[target]!;
    Console.WriteLine(
        $"  {names[target],-14} {result.PerSecond,9:N0}/s, {result.PerSecond / best[0]!.PerSecond:P0} of the plain endpoint; "
        + $"{result.ServerTime.TotalMicroseconds / result.Count:N1} µs of the server's processor time each");
}

Console.WriteLine($"Coalesced chunks, 2 connections, streams of {ScriptedClient.BurstLength:N0}:");
foreach ((string name, Uri target) in names.Zip(targets).Skip(1))
{
    LoadResult burst = await server.MeasureAsync(target, LoadRequest.Streamed("burst"), 2, round);
    double chunks = (double)burst.Count * ScriptedClient.BurstLength;
    Console.WriteLine($"  {name,-14} {burst.ServerTime.TotalMicroseconds / chunks:N2} µs of the server's processor time and {burst.ServerAllocated / chunks:N1} B a chunk");
}

// Each in a process of its own: a peak only ever rises.
Console.WriteLine("2,000 slow streams at once, the server's working set at the most:");
for (int target = 1; target < targets.Length; target++)
{
    using LoadServerProcess fresh = await LoadServerProcess.StartAsync();
    await fresh.MeasureAsync(target == 1 ? fresh.Endpoints : fresh.Sample, LoadRequest.Streamed("slow"), 2_000, TimeSpan.FromSeconds(1));
    Console.WriteLine($"  {names[target],-14} {(await fresh.ReadStatisticsAsync()).PeakWorkingSet / 1024 / 1024:N0} MiB");
}
