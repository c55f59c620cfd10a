namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>A body that comes in pieces of two lengths in turn, and may be lost before its end.</summary>
internal sealed class PieceStream(ReadOnlyMemory<byte> body, int piece, int otherPiece, bool isLost) : Stream
{
    private ReadOnlyMemory<byte> _left = body;
    private int _next = piece;
    private int _afterNext = otherPiece;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_left.IsEmpty && isLost)
        {
            throw new IOException("The connection was reset.");
        }

        int length = Math.Min(Math.Min(_next, buffer.Length), _left.Length);
        _left.Span[..length].CopyTo(buffer);
        _left = _left[length..];
        (_next, _afterNext) = (_afterNext, _next);
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
