using System.Text;

namespace AgentCore.Extensions.AI.Tests.Responses.Adversarial;

/// <summary>A body that begins somehow and then says the same for ever. It counts what it gave.</summary>
internal sealed class EndlessBody(string start, string repeated) : ReadOnlyStream
{
    private readonly byte[] _start = Encoding.UTF8.GetBytes(start);
    private readonly byte[] _repeated = Encoding.UTF8.GetBytes(repeated);

    public long Given { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        foreach (ref byte next in buffer.Span)
        {
            next = Given < _start.Length ? _start[Given] : _repeated[(Given - _start.Length) % _repeated.Length];
            Given++;
        }

        return ValueTask.FromResult(buffer.Length);
    }
}
