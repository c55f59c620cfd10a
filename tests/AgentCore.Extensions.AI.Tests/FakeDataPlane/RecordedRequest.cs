using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentCore.Extensions.AI.Tests.FakeDataPlane;

/// <summary>One request as it came over the wire.</summary>
internal sealed class RecordedRequest
{
    private RecordedRequest(int number, string method, string target, IReadOnlyDictionary<string, string> headers, byte[] body, Task clientLeft)
    {
        Number = number;
        Method = method;
        Target = target;
        Headers = headers;
        Body = body;
        ClientLeft = clientLeft;
    }

    /// <summary>Gets its place among the requests of this server, from 1.</summary>
    public int Number { get; }

    public string Method { get; }

    /// <summary>Gets path and query exactly as they were sent, percent-encoded.</summary>
    public string Target { get; }

    /// <summary>Gets the headers by name in any case; several values of one header are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public byte[] Body { get; }

    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>Gets a task that ends when the client closes the connection while the answer is still under way.</summary>
    public Task ClientLeft { get; }

    /// <summary>Gets a header, or <see langword="null"/> where it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal static async Task<RecordedRequest> ReadAsync(HttpContext context, int number)
    {
        TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        context.RequestAborted.Register(() => left.TrySetResult());

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        return new RecordedRequest(
            number,
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray(),
            left.Task);
    }
}
