using System.Diagnostics;

namespace OpenAIGateway.Load;

/// <summary>The three things that are measured.</summary>
internal static class Measurements
{
    private const int Connections = 64;
    private const int SlowStreams = 2_000;
    private const int Floods = 20;

    /// <summary>Small JSON answers, so many in all.</summary>
    public static async Task<AnswerRates> AnswersAsync(ServerProcess server, int answers)
    {
        LoadClient[] clients = [.. Enumerable.Range(0, Connections).Select(_ => new LoadClient(Servers.Answer, stream: false, 4096))];
        foreach (LoadClient client in clients)
        {
            await client.ConnectAsync(server.Address);
        }

        TimeSpan before = server.ProcessorTime;
        long start = Stopwatch.GetTimestamp();
        int left = answers;
        await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await client.AskAsync();
            }
        })));
        AnswerRates rates = new(answers / Stopwatch.GetElapsedTime(start).TotalSeconds, (server.ProcessorTime - before).TotalMicroseconds / answers);
        Array.ForEach(clients, client => client.Dispose());
        return rates;
    }

    /// <summary>The largest working set, in MiB, with all slow streams under way, one chunk a second each.</summary>
    public static async Task<double> SlowStreamsAsync(ServerProcess server, TimeSpan time)
    {
        using CancellationTokenSource stop = new();
        LoadClient[] clients = [.. Enumerable.Range(0, SlowStreams).Select(_ => new LoadClient(Servers.Slow, stream: true, 1024))];
        List<Task> streams = [];
        foreach (LoadClient client in clients)
        {
            await client.ConnectAsync(server.Address);
            streams.Add(client.StreamAsync(stop.Token));
        }

        long start = Stopwatch.GetTimestamp();
        long largest = 0;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            await Task.Delay(250);
            largest = Math.Max(largest, server.WorkingSet);
            if (streams.Find(stream => stream.IsFaulted) is { } failed)
            {
                await failed;
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(streams).ContinueWith(_ => { }, TaskScheduler.Default);
        Array.ForEach(clients, client => client.Dispose());
        return largest / (1024.0 * 1024.0);
    }

    /// <summary>The server's processor time, in microseconds, for one chunk of streams whose chunks are there faster than they are sent.</summary>
    public static async Task<double> ChunksAsync(ServerProcess server)
    {
        TimeSpan before = server.ProcessorTime;
        for (int i = 0; i < Floods; i++)
        {
            using LoadClient client = new(Servers.Flood, stream: true, 256 * 1024);
            await client.ConnectAsync(server.Address);
            await client.StreamAsync(CancellationToken.None);
        }

        return (server.ProcessorTime - before).TotalMicroseconds / ((double)Floods * Servers.FloodChunks);
    }
}
