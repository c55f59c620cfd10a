using AgentCore.Extensions.AI.AspNetCore;

namespace OpenAIGateway.Hosting;

/// <summary>Gives a body to answers that have none, so that SDKs have something to show.</summary>
internal static class Unanswered
{
    public static Task WriteAsync(HttpContext context)
    {
        (string? code, string message) = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("not_found", "There is no such address. The chat API is at /v1/chat/completions, the models are at /v1/models."),
            StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "This address takes another method: see the header Allow."),
            _ => ((string?)null, "The request was not accepted."),
        };
        return OpenAIErrors.WriteAsync(
            context, context.Response.StatusCode, context.Response.StatusCode < 500 ? "invalid_request_error" : "api_error", code, message);
    }
}
