using System.Buffers;
using System.Runtime.CompilerServices;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>
/// Gives newline-delimited JSON the framing of server-sent events, each line an event, so that one reader with one set of bounds serves both:
/// what an agent streams by lines arrives line by line.
/// </summary>
internal sealed class JsonLinesBody : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly byte[] _read = new byte[4 * 1024];
    private readonly ArrayBufferWriter<byte> _framed = new();
    private int _taken;
    private bool _isInLine;

    public JsonLinesBody(Stream inner, ReadOnlySpan<byte> first)
    {
        _inner = inner;
        Frame(first.StartsWith("\ufeff"u8) ? first[3..] : first);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_taken == _framed.WrittenCount)
        {
            int read = await _inner.ReadAsync(_read, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return 0;
            }

            _framed.ResetWrittenCount();
            _taken = 0;
            Frame(_read.AsSpan(0, read));
        }

        ReadOnlySpan<byte> waiting = _framed.WrittenSpan[_taken..];
        int length = Math.Min(buffer.Length, waiting.Length);
        waiting[..length].CopyTo(buffer.Span);
        _taken += length;
        return length;
    }

    // Empty lines hold nothing; they keep a connection alive.
    private void Frame(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOfAny("\r\n"u8);
            ReadOnlySpan<byte> line = end < 0 ? bytes : bytes[..end];
            if (!line.IsEmpty)
            {
                _framed.Write(_isInLine ? ""u8 : "data:"u8);
                _framed.Write(line);
                _isInLine = true;
            }

            if (end < 0)
            {
                return;
            }

            _framed.Write(_isInLine ? "\n\n"u8 : ""u8);
            _isInLine = false;
            bytes = bytes[(end + 1)..];
        }
    }
}
