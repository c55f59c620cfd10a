using AgentCore.Extensions.AI.AspNetCore.Load;

// The program starts itself a second time to be the server, so that its processor time and memory are its own.
if (args is [LoadServer.Argument])
{
    await LoadServer.RunAsync();
    return;
}

using LoadServerProcess server = await LoadServerProcess.StartAsync();
TimeSpan round = TimeSpan.FromSeconds(5);

Console.WriteLine("Small JSON answers, 32 connections, best of three rounds:");
double plain = 0;
double gateway = 0;
for (int i = 0; i < 3; i++)
{
    plain = Math.Max(plain, (await server.MeasureAsync(LoadServer.PlainPath, LoadRequest.Whole("fast"), 32, round)).PerSecond);
    gateway = Math.Max(gateway, (await server.MeasureAsync(LoadServer.ChatPath, LoadRequest.Whole("fast"), 32, round)).PerSecond);
}

Console.WriteLine($"  plain endpoint {plain,9:N0}/s");
Console.WriteLine($"  gateway        {gateway,9:N0}/s, {gateway / plain:P0} of it");

Console.WriteLine($"Coalesced chunks, 2 connections, streams of {ScriptedClient.BurstLength:N0}:");
LoadResult burst = await server.MeasureAsync(LoadServer.ChatPath, LoadRequest.Streamed("burst"), 2, round);
double chunks = (double)burst.Count * ScriptedClient.BurstLength;
Console.WriteLine($"  {burst.ServerTime.TotalMicroseconds / chunks:N2} µs of the server's processor time and {burst.ServerAllocated / chunks:N1} B a chunk");

Console.WriteLine("2,000 slow streams at once:");
await server.MeasureAsync(LoadServer.ChatPath, LoadRequest.Streamed("slow"), 2_000, TimeSpan.FromSeconds(1));
Console.WriteLine($"  {(await server.ReadStatisticsAsync()).PeakWorkingSet / 1024 / 1024:N0} MiB at the most, in the server's working set");
