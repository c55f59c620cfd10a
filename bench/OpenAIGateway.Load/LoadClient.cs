using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OpenAIGateway.Load;

/// <summary>A connection that asks and reads, with as little of the processor as can be: it shares the machine with the server.</summary>
internal sealed class LoadClient : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _buffer;
    private readonly byte[] _request;
    private NetworkStream? _stream;

    public LoadClient(string model, bool stream, int bufferSize)
    {
        _buffer = new byte[bufferSize];
        string body = $$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hello there, agent."}]}""";
        _request = Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {Servers.Key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    public async Task ConnectAsync(Uri address)
    {
        await _client.ConnectAsync(address.Host, address.Port);
        _stream = _client.GetStream();
    }

    /// <summary>Asks once, and reads an answer that tells its length.</summary>
    public async Task AskAsync()
    {
        await _stream!.WriteAsync(_request);
        int read = 0;
        int length = int.MaxValue;
        while (read < length)
        {
            int count = await _stream.ReadAsync(_buffer.AsMemory(read));
            if (count == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            read += count;
            if (length == int.MaxValue && _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) is var head and >= 0)
            {
                length = head + 4 + ContentLength(_buffer.AsSpan(0, head));
            }
        }
    }

    /// <summary>Asks once, and reads a stream to its end or until it is cancelled; gives the number of bytes.</summary>
    public async Task<long> StreamAsync(CancellationToken cancellationToken)
    {
        await _stream!.WriteAsync(_request, cancellationToken);
        long total = 0;
        while (true)
        {
            int count = await _stream.ReadAsync(_buffer, cancellationToken);
            if (count == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            if (total == 0 && !_buffer.AsSpan(0, count).StartsWith("HTTP/1.1 200"u8))
            {
                throw new IOException(Encoding.ASCII.GetString(_buffer, 0, count));
            }

            total += count;
            if (_buffer.AsSpan(0, count).EndsWith("0\r\n\r\n"u8))
            {
                return total;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> rest = head[(head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
        int end = rest.IndexOf((byte)'\r');
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException(Encoding.ASCII.GetString(head));
        }

        return int.Parse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
