using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>One request on a bare socket, whose answer is written byte by byte as the test likes.</summary>
internal sealed class RawCall
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly int _bodyLength;
    private readonly int _bodyRead;
    private readonly CancellationToken _stop;

    private RawCall(Socket socket, NetworkStream stream, int number, string head, int bodyRead, CancellationToken stop)
    {
        (_socket, _stream, Number, Head, _bodyRead, _stop) = (socket, stream, number, head, bodyRead, stop);
        _bodyLength = Header("Content-Length") is { } length ? int.Parse(length, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Gets its place among the requests of this server, from 1.</summary>
    public int Number { get; }

    /// <summary>Gets its first line and its headers.</summary>
    public string Head { get; }

    public bool IsClosed { get; private set; }

    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2 && parts[0].Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(parts => parts[1].Trim()).FirstOrDefault();

    /// <summary>Reads a request's head; <see langword="null"/> where the client closed the connection instead.</summary>
    public static async Task<RawCall?> BeginAsync(Socket socket, NetworkStream stream, Func<int> count, CancellationToken stop)
    {
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), stop);
            if (read == 0)
            {
                return null;
            }

            length += read;
            if (buffer[0] == 0x16)
            {
                // A TLS handshake, which this server knows nothing of.
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop);
                return null;
            }
        }

        return new RawCall(socket, stream, count(), Encoding.ASCII.GetString(buffer, 0, end), length - end - 4, stop);
    }

    /// <summary>Reads the rest of the request's body.</summary>
    public async Task<RawCall> ReadBodyAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        for (int left = _bodyLength - _bodyRead; left > 0;)
        {
            int read = await _stream.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), _stop);
            if (read == 0)
            {
                break;
            }

            left -= read;
        }

        return this;
    }

    public async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), _stop);

    /// <summary>Answers with a body and its length.</summary>
    public async Task AnswerAsync(string status, string body, string contentType, params string[] headers)
    {
        await ReadBodyAsync();
        await WriteAsync($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n" + body);
    }

    /// <summary>Answers as the service does where it refuses.</summary>
    public Task RefuseAsync(string status, string name, string message, params string[] headers) =>
        AnswerAsync(status, $$"""{"message":"{{message}}"}""", "application/json", [$"x-amzn-ErrorType: {name}", .. headers]);

    /// <summary>Ends the connection in order.</summary>
    public Task CloseAsync()
    {
        IsClosed = true;
        _socket.Shutdown(SocketShutdown.Send);
        return Task.CompletedTask;
    }

    /// <summary>Resets the connection.</summary>
    public Task ResetAsync()
    {
        IsClosed = true;
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
        return Task.CompletedTask;
    }

    /// <summary>Says nothing more.</summary>
    public Task StallAsync() => Task.Delay(Timeout.InfiniteTimeSpan, _stop);
}
