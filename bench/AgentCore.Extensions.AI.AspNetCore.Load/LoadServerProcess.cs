using System.Diagnostics;
using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.AspNetCore.Load;

/// <summary>The server in a process of its own, and the load on it.</summary>
internal sealed class LoadServerProcess : IDisposable
{
    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private LoadServerProcess(ServerProcess process, Uri address, Uri sampleAddress)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
        Plain = new Uri(address, LoadServer.PlainPath);
        Endpoints = new Uri(address, LoadServer.ChatPath);
        Sample = new Uri(sampleAddress, LoadServer.ChatPath);
    }

    public Uri Plain { get; }

    public Uri Endpoints { get; }

    public Uri Sample { get; }

    public static async Task<LoadServerProcess> StartAsync()
    {
        var process = ServerProcess.Start(typeof(LoadServerProcess).Assembly);
        return new LoadServerProcess(process, await process.ReadAddressAsync(), await process.ReadAddressAsync());
    }

    public async Task<LoadStatistics> ReadStatisticsAsync() => LoadStatistics.Parse(await _http.GetStringAsync(LoadServer.StatisticsPath));

    /// <summary>Posts a body over and over, on so many connections, until the time is up and every answer has ended.</summary>
    public async Task<LoadResult> MeasureAsync(Uri target, LoadRequest request, int connections, TimeSpan duration)
    {
        LoadStatistics before = await ReadStatisticsAsync();
        Stopwatch time = Stopwatch.StartNew();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ =>
            Task.Run(() => LoadConnection.RunAsync(target, request, time, duration))));
        TimeSpan elapsed = time.Elapsed;
        LoadStatistics after = await ReadStatisticsAsync();
        return new LoadResult(counts.Sum(), elapsed, after.ProcessorTime - before.ProcessorTime, after.Allocated - before.Allocated);
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }
}
