using System.Globalization;
using AgentCore.Extensions.AI.AspNetCore;

namespace OpenAIGateway.Hosting;

/// <summary>The answer to a call over a limit. No agent has seen it, so SDKs may send it again.</summary>
internal static class TooManyRequests
{
    public static Task WriteAsync(HttpContext context, TimeSpan retryAfter, string message)
    {
        int seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return OpenAIErrors.WriteAsync(
            context, StatusCodes.Status429TooManyRequests, "rate_limit_error", "rate_limit_exceeded", $"{message} Try again in {seconds} s.");
    }
}
