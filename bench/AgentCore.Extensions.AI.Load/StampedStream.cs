using System.Diagnostics;
using System.Net.Sockets;

namespace AgentCore.Extensions.AI.Load;

/// <summary>A connection that knows when bytes last came out of its socket.</summary>
internal sealed class StampedStream(Socket socket, StampedStream.Stamp stamp) : NetworkStream(socket, ownsSocket: true)
{
    /// <summary>Has a handler connect in this way.</summary>
    public static void Configure(SocketsHttpHandler handler, Stamp stamp) => handler.ConnectCallback = async (context, cancellationToken) =>
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new StampedStream(socket, stamp);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int length = await base.ReadAsync(buffer, cancellationToken);
        stamp.Last = Stopwatch.GetTimestamp();
        return length;
    }

    /// <summary>When that was.</summary>
    internal sealed class Stamp
    {
        public long Last { get; set; }
    }
}
