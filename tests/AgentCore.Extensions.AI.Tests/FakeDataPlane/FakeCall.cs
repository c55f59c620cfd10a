using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.Tests.FakeDataPlane;

/// <summary>One request, and the ways a service, a container or a bad network can answer it.</summary>
internal sealed class FakeCall(HttpContext context, RecordedRequest request)
{
    /// <summary>Gets the raw context, for what the methods here don't do.</summary>
    public HttpContext Context { get; } = context;

    public RecordedRequest Request { get; } = request;

    /// <summary>Gets a token that is cancelled when the client has left.</summary>
    public CancellationToken ClientLeft => Context.RequestAborted;

    /// <summary>Sets a header of the answer.</summary>
    public FakeCall With(string name, string value)
    {
        Context.Response.Headers[name] = value;
        return this;
    }

    /// <summary>Answers 200 with a body in one piece and its length.</summary>
    public Task AnswerAsync(string body, string? contentType = "application/json") => AnswerAsync(HttpStatusCode.OK, body, contentType);

    /// <summary>Answers with a body in one piece and its length.</summary>
    public async Task AnswerAsync(HttpStatusCode status, string body, string? contentType = "application/json")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        Begin(status, contentType);
        Context.Response.ContentLength = bytes.Length;
        await Context.Response.Body.WriteAsync(bytes, ClientLeft);
    }

    /// <summary>Answers with an error as the service does: its name in <c>x-amzn-ErrorType</c>, its words in the body.</summary>
    public Task FailAsync(HttpStatusCode status, string name, string message) =>
        With("x-amzn-ErrorType", name).AnswerAsync(status, JsonSerializer.Serialize(new { message }));

    /// <summary>Sets status and type of an answer that is then streamed with <see cref="WriteAsync(string)"/>.</summary>
    public FakeCall Begin(HttpStatusCode status = HttpStatusCode.OK, string? contentType = "text/event-stream")
    {
        Context.Response.StatusCode = (int)status;
        Context.Response.ContentType = contentType;
        Context.Response.Headers.TryAdd("x-amzn-RequestId", $"request-{Request.Number}");
        return this;
    }

    /// <summary>Sends text at once.</summary>
    public Task WriteAsync(string text) => WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends bytes at once.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await Context.Response.Body.WriteAsync(bytes, ClientLeft);
        await Context.Response.Body.FlushAsync(ClientLeft);
    }

    /// <summary>Streams a body in pieces, each sent at once.</summary>
    public async Task StreamAsync(string contentType, params string[] pieces)
    {
        Begin(contentType: contentType);
        foreach (string piece in pieces)
        {
            await WriteAsync(piece);
        }
    }

    /// <summary>Streams a body byte by byte, so that every boundary inside it falls between two reads.</summary>
    public async Task StreamByteByByteAsync(string contentType, string body)
    {
        Begin(contentType: contentType);
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        for (int i = 0; i < bytes.Length; i++)
        {
            await WriteAsync(bytes.AsMemory(i, 1));
            await Task.Yield();
        }
    }

    /// <summary>Says nothing (more) until the client leaves.</summary>
    public async Task StallAsync()
    {
        if (Context.Response.StatusCode == 200 && Context.Response.ContentType is not null)
        {
            await Context.Response.StartAsync(ClientLeft);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, ClientLeft);
    }

    /// <summary>Cuts the connection: before any answer, or in the middle of one.</summary>
    public Task DropAsync()
    {
        Context.Abort();
        return Task.CompletedTask;
    }
}
