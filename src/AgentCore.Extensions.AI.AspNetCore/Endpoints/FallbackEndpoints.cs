using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary>Paths and methods that there are not, in OpenAI's shape: SDKs read nothing else.</summary>
internal static class FallbackEndpoints
{
    public static Task NotFoundAsync(HttpContext context) => ErrorWriter.WriteAsync(context, new OpenAIError(
        404, OpenAIError.InvalidRequest, "unknown_url", "There is nothing at this address. POST chat/completions, GET models and GET models/{id} are served."));

    /// <summary>Makes the endpoint for the methods that a path does not have.</summary>
    public static RequestDelegate MethodNotAllowed(string allowed) => context =>
    {
        context.Response.Headers.Allow = allowed;
        return ErrorWriter.WriteAsync(context, new OpenAIError(405, OpenAIError.InvalidRequest, "method_not_allowed", $"This address takes {allowed} only."));
    };
}
