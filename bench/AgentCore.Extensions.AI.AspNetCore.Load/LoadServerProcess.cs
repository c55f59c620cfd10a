using System.Diagnostics;

namespace AgentCore.Extensions.AI.AspNetCore.Load;

/// <summary>The server in a process of its own.</summary>
internal sealed class LoadServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private LoadServerProcess(Process process, Uri address, Uri sampleAddress)
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
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(LoadServerProcess).Assembly.Location);
        }

        start.ArgumentList.Add(LoadServer.Argument);
        Process process = Process.Start(start)!;

        // The sample's log is written, and goes nowhere.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new LoadServerProcess(process, await ReadAddressAsync(process), await ReadAddressAsync(process));
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
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private static async Task<Uri> ReadAddressAsync(Process process) =>
        new(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start."));
}
