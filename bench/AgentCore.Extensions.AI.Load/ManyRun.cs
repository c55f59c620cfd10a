using System.Diagnostics;
using System.Runtime;

namespace AgentCore.Extensions.AI.Load;

/// <summary>Many slow streams at once, in a process of their own.</summary>
internal static class ManyRun
{
    public const int Chunks = 6;

    public static async Task<ManyResult> RunAsync(string kind, int count, Uri server)
    {
        using Process process = Process.GetCurrentProcess();
        await WarmUpAsync(kind, server);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int begun = 0;
        int ended = 0;
        int chunks = 0;
        TaskCompletionSource allBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using StreamClient client = StreamClient.Create(kind, new Uri(server, $"slow/{Chunks}/1000/"));
        Task all = Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => ReadAsync(client))));
        await Task.WhenAny(allBegun.Task, all);

        // Where the machine is slow, the first have ended before the last begin.
        int open = count - Volatile.Read(ref ended);
        long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        process.Refresh();
        TimeSpan processorTime = process.TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes();
        int chunksBefore = Volatile.Read(ref chunks);
        await all;
        process.Refresh();
        return new ManyResult(
            (double)memory / open,
            (process.TotalProcessorTime - processorTime).TotalMicroseconds / (chunks - chunksBefore),
            (double)(GC.GetTotalAllocatedBytes() - allocated) / (chunks - chunksBefore),
            chunks,
            process.PeakWorkingSet64);

        async Task ReadAsync(StreamClient client)
        {
            bool isFirst = true;
            await client.ReadAsync(_ =>
            {
                Interlocked.Increment(ref chunks);
                if (isFirst && Interlocked.Increment(ref begun) == count)
                {
                    allBegun.SetResult();
                }

                isFirst = false;
            });
            Interlocked.Increment(ref ended);
        }
    }

    // Until the runtime has compiled what is hot: what that takes is not the streams'.
    private static async Task WarmUpAsync(string kind, Uri server)
    {
        using StreamClient client = StreamClient.Create(kind, new Uri(server, $"slow/{Chunks}/1/"));
        int quiet = 0;
        for (int i = 0; i < 30 && quiet < 4; i++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.ReadAsync(_ => { })));
            await Task.Delay(200);
            quiet = JitInfo.GetCompiledMethodCount() > compiled ? 0 : quiet + 1;
        }
    }
}
