using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>Writes errors in OpenAI's shape, for middleware that answers before an endpoint does: authentication, rate limits, routes that don't exist.</summary>
public static class OpenAIErrors
{
    /// <summary>
    /// Answers with <c>{"error":{"message","type","param","code"}}</c> and, where none is set yet, a header <c>x-request-id</c>.
    /// Does nothing where the answer has begun.
    /// </summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="statusCode">The HTTP status: 400 to 599.</param>
    /// <param name="type">The kind of error, such as <c>invalid_request_error</c>, <c>rate_limit_error</c> or <c>api_error</c>.</param>
    /// <param name="code">The error's name for programs, such as <c>invalid_api_key</c>; <see langword="null"/> for none.</param>
    /// <param name="message">What is wrong and what to do, for people. Don't tell what happened inside.</param>
    /// <param name="param">The parameter at fault, such as <c>messages[2].content</c>; <see langword="null"/> for none.</param>
    /// <returns>A task that ends when the answer is written.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="httpContext"/>, <paramref name="type"/> or <paramref name="message"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is no error's.</exception>
    public static Task WriteAsync(HttpContext httpContext, int statusCode, string type, string? code, string message, string? param = null)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        return ErrorWriter.WriteAsync(httpContext, new OpenAIError(statusCode, type, code, message, param));
    }
}
