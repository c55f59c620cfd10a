using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>The body of a request in memory, within its limits of size, time and depth. What is read of it does not outlive it.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    private byte[] _buffer;
    private int _length;
    private JsonDocument? _document;

    private RequestBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public static async ValueTask<RequestBody> ReadAsync(HttpContext context, OpenAIChatCompletionsOptions options)
    {
        HttpRequest request = context.Request;
        CheckKind(request);
        long limit = options.MaxRequestBodySize;
        if (request.ContentLength > limit)
        {
            throw new OpenAIRequestException(OpenAIError.BodyTooLarge(limit));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature && feature.MaxRequestBodySize < limit)
        {
            feature.MaxRequestBodySize = limit;
        }

        // A declared length is only a promise: memory is given for what has come.
        RequestBody body = new((int)Math.Clamp(request.ContentLength ?? 0, 1, FirstBuffer));
        try
        {
            await body.FillAsync(context, limit, options.RequestBodyTimeout).ConfigureAwait(false);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public JsonField Parse(int maxDepth)
    {
        ReadOnlyMemory<byte> json = _buffer.AsMemory(0, _length);
        if (json.Span.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        if (!Utf8.IsValid(json.Span))
        {
            throw new OpenAIRequestException(OpenAIError.BadRequest("The body is not valid UTF-8.", code: "invalid_json"));
        }

        try
        {
            _document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
            return JsonField.Root(_document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new OpenAIRequestException(OpenAIError.BadRequest($"The body is not valid JSON: {exception.Message}", code: "invalid_json"));
        }
        catch (InvalidOperationException)
        {
            throw new OpenAIRequestException(OpenAIError.BadRequest("The body has a key with half a surrogate pair, which is no character.", code: "invalid_json"));
        }
    }

    public void Dispose()
    {
        _document?.Dispose();
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // JSON alone: what a page of another site can send without asking the browser's leave is something else.
    private static void CheckKind(HttpRequest request)
    {
        string? fault =
            request.Headers.ContentEncoding is { Count: > 0 } encoding && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase)
                ? "The body has to be sent as it is, without a Content-Encoding."
            : !MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
                || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                ? "The body has to be JSON: send 'Content-Type: application/json'."
            : type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)
                ? "The body has to be in UTF-8."
            : null;
        if (fault is not null)
        {
            throw new OpenAIRequestException(new OpenAIError(415, OpenAIError.InvalidRequest, "unsupported_media_type", fault));
        }
    }

    private async ValueTask FillAsync(HttpContext context, long limit, TimeSpan timeout)
    {
        PipeReader reader = context.Request.BodyReader;
        CancellationTokenSource? deadline = null;
        try
        {
            while (true)
            {
                if (!reader.TryRead(out ReadResult read))
                {
                    // Most bodies are here already and need no clock.
                    deadline ??= StartClock(context, timeout);
                    read = await reader.ReadAsync(deadline.Token).ConfigureAwait(false);
                }

                if (read.IsCanceled)
                {
                    throw new OperationCanceledException();
                }

                if (_length + read.Buffer.Length > limit)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    throw new OpenAIRequestException(OpenAIError.BodyTooLarge(limit));
                }

                Append(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new OpenAIRequestException(OpenAIError.BodyTooSlow(timeout));
        }
        catch (BadHttpRequestException exception)
        {
            throw new OpenAIRequestException(
                exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? OpenAIError.BodyTooLarge(limit)
                : exception.StatusCode == StatusCodes.Status408RequestTimeout ? OpenAIError.BodyTooSlow(timeout)
                : OpenAIError.BadRequest("The body of the request is malformed, or broke off.", code: "invalid_body"));
        }
        catch (IOException)
        {
            throw new OpenAIRequestException(OpenAIError.BadRequest("The body of the request broke off.", code: "invalid_body"));
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    private static CancellationTokenSource StartClock(HttpContext context, TimeSpan timeout)
    {
        CancellationTokenSource clock = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        clock.CancelAfter(timeout);
        return clock;
    }

    private void Append(ReadOnlySequence<byte> bytes)
    {
        int needed = checked(_length + (int)bytes.Length);
        if (needed > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(_buffer.Length * 2L, Array.MaxLength)));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length = needed;
    }
}
