namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>A body in memory that comes in reads of a chosen size, and ends well or in a lost connection.</summary>
/// <param name="bytes">What comes.</param>
/// <param name="nextRead">How many bytes the next read gives at most; at least 1.</param>
/// <param name="breaksOff">Whether the connection is lost after the last byte.</param>
internal sealed class ScriptedBody(ReadOnlyMemory<byte> bytes, Func<int> nextRead, bool breaksOff = false) : Stream
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>All bytes at once, if the reader has room for them.</summary>
    public static ScriptedBody Whole(ReadOnlyMemory<byte> bytes) => new(bytes, () => int.MaxValue);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty && breaksOff)
        {
            return ValueTask.FromException<int>(new IOException("Connection reset by peer."));
        }

        int length = Math.Min(Math.Min(buffer.Length, _rest.Length), nextRead());
        _rest[..length].CopyTo(buffer);
        _rest = _rest[length..];
        return ValueTask.FromResult(length);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Nothing reads an answer synchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
