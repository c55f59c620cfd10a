using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using OpenAIGateway.Keys;

namespace OpenAIGateway.Hosting;

/// <summary>One line a call: which key by its name, how it ended and how long it took. No text, no key, and ids as hashes.</summary>
internal sealed partial class CallLog(RequestDelegate next, ILogger<CallLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (logger.IsEnabled(LogLevel.Information) && !context.Request.Path.StartsWithSegments(Health.Path))
            {
                Called(
                    logger,
                    context.Request.Method,
                    Route(context),
                    context.RequestAborted.IsCancellationRequested ? "left" : "ended",
                    context.Response.StatusCode,
                    (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds,
                    context.Features.Get<ApiKey>()?.Name,
                    Hash(context.Response.Headers["x-agentcore-session-id"].ToString()),
                    context.Response.Headers["x-request-id"].ToString());
            }
        }
    }

    // The pattern, since what the caller wrote is the caller's.
    private static string? Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    private static string? Hash(string id) =>
        id.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 6));

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Outcome} with {Status} after {Milliseconds} ms; key {KeyName}, session #{SessionHash}, request {RequestId}")]
    private static partial void Called(
        ILogger logger, string method, string? route, string outcome, int status, long milliseconds, string? keyName, string? sessionHash, string requestId);
}
