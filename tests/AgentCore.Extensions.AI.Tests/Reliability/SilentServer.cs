using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>A server that says what it is given once something has come, and then nothing more; it knows when its one client has left.</summary>
internal sealed class SilentServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    /// <param name="words">What it says; a TLS handshake or a call that gets nothing waits for ever.</param>
    public SilentServer(ReadOnlyMemory<byte> words)
    {
        _listener.Start();
        Closed = ServeAsync(words);
    }

    public string Authority => _listener.LocalEndpoint.ToString()!;

    /// <summary>Gets a task that ends with the time, by <see cref="Stopwatch"/>, at which the connection's end was seen here.</summary>
    public Task<long> Closed { get; }

    public void Dispose() => _listener.Dispose();

    private async Task<long> ServeAsync(ReadOnlyMemory<byte> words)
    {
        using Socket socket = await _listener.AcceptSocketAsync();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            await socket.ReceiveAsync(buffer);
            await socket.SendAsync(words);
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }

        return Stopwatch.GetTimestamp();
    }
}
