using System.Diagnostics;
using System.Globalization;
using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>What a process holds at a moment.</summary>
/// <param name="LiveBytes">The managed heap after a full collection.</param>
/// <param name="WorkingSet">Its memory in bytes.</param>
/// <param name="Handles">Its open files and sockets.</param>
internal sealed record ProcessSample(long LiveBytes, long WorkingSet, int Handles)
{
    private const string OpenFiles = "/proc/self/fd";

    public static ProcessSample Now()
    {
        // Twice: what has a finalizer is only let go by the second.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        int handles = Directory.Exists(OpenFiles) ? Directory.GetFileSystemEntries(OpenFiles).Length : process.HandleCount;
        return new ProcessSample(GC.GetTotalMemory(forceFullCollection: false), process.WorkingSet64, handles);
    }

    /// <summary>Tells where a server of this process listens, and then a sample for each line that it is sent, until its input ends.</summary>
    public static async Task ServeAsync(string address)
    {
        Console.WriteLine(address);
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(Now());
        }
    }

    /// <summary>The other side of it.</summary>
    public static async Task<ProcessSample> OfAsync(ServerProcess process) => Parse(await process.AskAsync("sample"));

    private static ProcessSample Parse(string text)
    {
        long[] numbers = [.. text.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return new ProcessSample(numbers[0], numbers[1], (int)numbers[2]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LiveBytes} {WorkingSet} {Handles}");
}
