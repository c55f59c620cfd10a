namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>A body that comes in pieces of two lengths in turn, and may be lost before its end.</summary>
internal sealed class PieceStream(ReadOnlyMemory<byte> body, int piece, int otherPiece, bool isLost) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _left = body;
    private int _next = piece;
    private int _afterNext = otherPiece;

    public bool IsDisposed { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (_left.IsEmpty && isLost)
        {
            throw new IOException("The connection was reset.");
        }

        int length = Math.Min(Math.Min(_next, buffer.Length), _left.Length);
        _left[..length].CopyTo(buffer);
        _left = _left[length..];
        (_next, _afterNext) = (_afterNext, _next);
        return ValueTask.FromResult(length);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
