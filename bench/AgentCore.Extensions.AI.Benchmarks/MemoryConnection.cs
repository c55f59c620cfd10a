using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>The connection to a server that is not there: every request is answered with the same bytes as soon as its last byte is written.</summary>
internal sealed class MemoryConnection : Stream
{
    private readonly byte[] _response;
    private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly Stream _read;

    private MemoryConnection(Answer answer)
    {
        _response = [
            .. Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.1 200 OK\r\nContent-Type: {answer.ContentType}\r\nContent-Length: {answer.Body.Length}\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n")),
            .. answer.Body];
        _read = _pipe.Reader.AsStream();
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Has a handler "connect" to such servers.</summary>
    public static void Configure(SocketsHttpHandler handler, Answer answer) =>
        handler.ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new MemoryConnection(answer));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _read.ReadAsync(buffer, cancellationToken);

    // Small requests of HTTP/1.1 are written whole, and their bodies are JSON objects.
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Span.EndsWith("}"u8))
        {
            await _pipe.Writer.WriteAsync(_response, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
