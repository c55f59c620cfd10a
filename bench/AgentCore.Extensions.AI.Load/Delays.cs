using System.Diagnostics;

namespace AgentCore.Extensions.AI.Load;

/// <summary>How long chunks were on their way, in the stopwatch's ticks.</summary>
internal sealed class Delays
{
    private readonly Lock _gate = new();

    /// <summary>Gets those from the server's write.</summary>
    public List<long> Server { get; } = [];

    /// <summary>Gets those from the socket, but for the first chunk of a stream.</summary>
    public List<long> Socket { get; } = [];

    /// <summary>Gets those from the socket of the first chunk.</summary>
    public List<long> First { get; } = [];

    /// <summary>The microseconds that the given part of all stays within.</summary>
    public static double Percentile(List<long> ticks, double part)
    {
        ticks.Sort();
        return ticks[(int)(part * (ticks.Count - 1))] * 1e6 / Stopwatch.Frequency;
    }

    public void Add(long sinceServer, long sinceSocket, bool isFirst)
    {
        lock (_gate)
        {
            Server.Add(sinceServer);
            (isFirst ? First : Socket).Add(sinceSocket);
        }
    }
}
