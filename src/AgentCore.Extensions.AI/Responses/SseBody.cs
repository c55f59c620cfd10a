using System.Runtime.CompilerServices;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>
/// What the parser of server-sent events reads from: gives back the bytes that were looked at first, ends an event that the body leaves
/// unfinished, and bounds the size of one event.
/// </summary>
internal sealed class SseBody(Stream inner, ReadOnlyMemory<byte> first, AgentCoreResponseLimits limits, ResponseError errors, BufferShare buffers) : ReadOnlyStream
{
    private static readonly byte[] s_end = "\n\n"u8.ToArray();
    private ReadOnlyMemory<byte> _first = first;
    private int _endLeft = s_end.Length;
    private long _sinceEvent;

    /// <summary>Gets whether the body is over: an event that comes now was left unfinished.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The parser has come to the end of an event.</summary>
    public void EventEnded()
    {
        buffers.Remove(_sinceEvent);
        _sinceEvent = 0;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_first.IsEmpty)
        {
            int length = Math.Min(buffer.Length, _first.Length);
            _first[..length].CopyTo(buffer);
            _first = _first[length..];
            return Count(length);
        }

        if (!IsOver)
        {
            int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read > 0)
            {
                return Count(read);
            }

            IsOver = true;
        }

        // The parser's buffer may have room for less than all of it.
        int ended = Math.Min(buffer.Length, _endLeft);
        s_end.AsSpan(0, ended).CopyTo(buffer.Span);
        _endLeft -= ended;
        return ended;
    }

    private int Count(int read)
    {
        _sinceEvent += read;
        buffers.Add(read);

        // A read may hold the end of one event and the beginning of the next; what the parser has not told of yet is at most that much more.
        return _sinceEvent <= (long)limits.MaxEventBytes + read
            ? read
            : throw errors.Beyond(nameof(limits.MaxEventBytes), limits.MaxEventBytes, "one of its events is too large");
    }
}
