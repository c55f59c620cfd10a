using System.Collections.Concurrent;

namespace AgentCore.Extensions.AI.Tests.Reliability.Cancellation;

/// <summary>What a process still holds, and exceptions that nobody looked at. Good only where no other test runs.</summary>
internal sealed class ProcessState : IDisposable
{
    private readonly ConcurrentQueue<string> _unobserved = new();

    public ProcessState()
    {
        Collect();
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        (Sockets, Timers) = (CountSockets(), Timer.ActiveCount);
    }

    /// <summary>Gets how many sockets were open at the beginning.</summary>
    public int Sockets { get; }

    /// <summary>Gets how many timers ran at the beginning.</summary>
    public long Timers { get; }

    public IReadOnlyCollection<string> Unobserved => _unobserved;

    /// <summary>Counts open sockets; where the system doesn't tell of them there are none.</summary>
    public static int CountSockets()
    {
        const string Descriptors = "/proc/self/fd";
        return Directory.Exists(Descriptors) ? Directory.GetFiles(Descriptors).Count(IsSocket) : 0;
    }

    public static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= OnUnobserved;

    private static bool IsSocket(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) ?? false;
        }
        catch (IOException)
        {
            // It was closed in the meantime.
            return false;
        }
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e) => _unobserved.Enqueue(e.Exception.ToString());
}
