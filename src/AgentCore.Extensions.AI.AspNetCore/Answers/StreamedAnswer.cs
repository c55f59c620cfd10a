using System.IO.Pipelines;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Answers;

/// <summary>
/// Answers with a stream of events. Until it <see cref="HasBegun"/> a failure may still become an answer of its own;
/// from then on it has to be told in the stream.
/// </summary>
internal sealed class StreamedAnswer : IDisposable
{
    /// <summary>Beyond this much the waiting chunks are sent even while the next is there already.</summary>
    private const int FlushThreshold = 16 * 1024;

    // Measured with npm's and NuGet's clients: cut at once, the connection's end overtakes what was written last.
    private static readonly TimeSpan s_timeToRead = TimeSpan.FromSeconds(1);

    private static readonly Task<bool> s_end = Task.FromResult(false);

    private readonly HttpContext _context;
    private readonly OpenAIChatCompletionsOptions _options;
    private readonly PipeWriter _output;
    private readonly ChunkWriter _chunks;
    private readonly AnswerTranslator _translator;

    public StreamedAnswer(HttpContext context, AnswerIdentity identity, HashSet<string> toolNames, bool includeUsage, OpenAIChatCompletionsOptions options)
    {
        _context = context;
        _options = options;
        _output = context.Response.BodyWriter;
        _chunks = new ChunkWriter(_output, identity, includeUsage);
        _translator = new AnswerTranslator(_chunks, toolNames);
    }

    public bool HasBegun { get; private set; }

    public bool HasUnshownMedia => _translator.HasUnshownMedia;

    public async Task WriteAsync(AnswerCall call)
    {
        IAsyncEnumerator<ChatResponseUpdate> updates = call.RunAsync(_context.RequestAborted).GetAsyncEnumerator();
        await using (updates.ConfigureAwait(false))
        {
            Task<bool>? waiting = await AwaitFirstContentAsync(updates).ConfigureAwait(false);
            if (!HasBegun)
            {
                Begin();
            }

            if (waiting is { IsCompleted: false })
            {
                // The headers go out with it: the caller learns that somebody is at work.
                _chunks.KeepAlive();
            }

            KeepAlive keepAlive = new(_output, _chunks, _options.KeepAliveInterval);
            await using (keepAlive.ConfigureAwait(false))
            {
                await CopyAsync(updates, waiting, keepAlive).ConfigureAwait(false);
            }
        }

        _translator.Complete();
        _chunks.Complete(_translator.FinishReason, _translator.Usage);
        await _output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Tells of a failure in a stream that has begun, and cuts the connection, so that every client notices.</summary>
    public async Task FailAsync(OpenAIError error)
    {
        _chunks.Fail(error);
        await _output.FlushAsync(CancellationToken.None).ConfigureAwait(false);

        // Timers come first in the pool of threads, sockets wait their turn: so does this, or a busy server would cut before it sends.
        await Task.Yield();
        await Task.Delay(s_timeToRead, _context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _context.Abort();
    }

    public void Dispose() => _chunks.Dispose();

    /// <summary>Reads until there is something to show, but only for so long.</summary>
    /// <returns>The read to go on with, which is still under way when the time is up; <see langword="null"/> where content came.</returns>
    private async Task<Task<bool>?> AwaitFirstContentAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        using CancellationTokenSource timer = new();
        Task? timeIsUp = null;
        try
        {
            while (!HasBegun)
            {
                Task<bool> read = updates.MoveNextAsync().AsTask();
                if (!read.IsCompleted)
                {
                    timeIsUp ??= Task.Delay(_options.FirstUpdateTimeout, timer.Token);
                    if (await Task.WhenAny(read, timeIsUp).ConfigureAwait(false) != read)
                    {
                        return read;
                    }
                }

                if (!await read.ConfigureAwait(false))
                {
                    return s_end;
                }

                TakeFirst(updates.Current);
            }

            return null;
        }
        finally
        {
            await timer.CancelAsync().ConfigureAwait(false);
        }
    }

    private void TakeFirst(ChatResponseUpdate update)
    {
        // Content goes to the buffer; what is in it can't be taken back, so the stream has begun even if the same update fails then.
        try
        {
            _translator.Take(update);
        }
        finally
        {
            if (_translator.HasContent)
            {
                Begin();
            }
        }
    }

    private void Begin()
    {
        HasBegun = true;
        HttpResponse response = _context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        _context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task CopyAsync(IAsyncEnumerator<ChatResponseUpdate> updates, Task<bool>? waiting, KeepAlive keepAlive)
    {
        ValueTask<bool> next = waiting is null ? updates.MoveNextAsync() : new ValueTask<bool>(waiting);
        while (true)
        {
            bool isThere = next.IsCompleted;
            if (!isThere || _chunks.Waiting > FlushThreshold)
            {
                _chunks.Flushed();
                await _output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            }

            bool more;
            if (isThere)
            {
                more = await next.ConfigureAwait(false);
            }
            else
            {
                keepAlive.BeginSilence();
                try
                {
                    more = await next.ConfigureAwait(false);
                }
                finally
                {
                    await keepAlive.EndSilenceAsync().ConfigureAwait(false);
                }
            }

            if (!more)
            {
                return;
            }

            _translator.Take(updates.Current);

            // A client that does not look at the token must not go on for nobody.
            _context.RequestAborted.ThrowIfCancellationRequested();
            next = updates.MoveNextAsync();
        }
    }
}
