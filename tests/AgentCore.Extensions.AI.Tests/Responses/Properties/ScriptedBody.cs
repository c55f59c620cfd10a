namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>A body in memory that comes in reads of a chosen size, and ends well or in a lost connection.</summary>
/// <param name="bytes">What comes.</param>
/// <param name="nextRead">How many bytes the next read gives at most; at least 1.</param>
/// <param name="breaksOff">Whether the connection is lost after the last byte.</param>
internal sealed class ScriptedBody(ReadOnlyMemory<byte> bytes, Func<int> nextRead, bool breaksOff = false) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _rest = bytes;

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
}
