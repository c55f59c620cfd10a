using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentCore.Extensions.AI.Fuzz.Requests;

/// <summary>A response in memory that, like a server's, can't take back its headers once its body has begun.</summary>
internal sealed class MemoryResponse : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature, IDisposable
{
    private readonly HeaderDictionary _headers = [];
    private readonly MemoryStream _body = new();
    private readonly CancellationTokenSource _aborted = new();

    public MemoryResponse()
    {
        Stream = new StartingStream(this);
        Writer = PipeWriter.Create(Stream, new StreamPipeWriterOptions(leaveOpen: true));
        RequestAborted = _aborted.Token;
    }

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers
    {
        get => _headers;
        set => throw new NotSupportedException();
    }

    public bool HasStarted { get; private set; }

    public Stream Stream { get; }

    public PipeWriter Writer { get; }

    public CancellationToken RequestAborted { get; set; }

    public bool IsAborted => _aborted.IsCancellationRequested;

    Stream IHttpResponseFeature.Body
    {
        get => Stream;
        set => throw new NotSupportedException();
    }

    public byte[] Bytes => _body.ToArray();

    public void Abort() => _aborted.Cancel();

    public async Task CompleteAsync()
    {
        await Writer.CompleteAsync().ConfigureAwait(false);
        Start();
    }

    public void DisableBuffering()
    {
    }

    public void OnStarting(Func<object, Task> callback, object state) => throw new NotSupportedException();

    public void OnCompleted(Func<object, Task> callback, object state)
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        Start();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _aborted.Dispose();
        _body.Dispose();
    }

    private void Start()
    {
        HasStarted = true;
        _headers.IsReadOnly = true;
    }

    private sealed class StartingStream(MemoryResponse response) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => response.Start();

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            Flush();
            return Task.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            response.Start();
            response._body.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            response.Start();
            response._body.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
