using System.Net;
using System.Net.Sockets;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>A server on a bare socket of 127.0.0.1: it can do what no well-behaved server would, and counts what reached it.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawCall, Task> _answer;
    private readonly Task _accepting;
    private int _requests;

    public RawServer(Func<RawCall, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Gets <c>http://127.0.0.1:PORT</c>.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>Gets how many requests began to arrive: for each of them the agent may have run.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over; a listener that has stopped is an InvalidOperationException.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using NetworkStream stream = new(socket, ownsSocket: true);
            while (await RawCall.BeginAsync(socket, stream, () => Interlocked.Increment(ref _requests), _stop.Token) is { } call)
            {
                await _answer(call);
                if (call.IsClosed)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, or the script cut the connection.
        }
    }
}
