using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>The id that every answer carries, so that a caller can name it to the operator.</summary>
internal static class RequestIds
{
    public const string Header = "x-request-id";

    /// <summary>Gives the answer an id of its own unless it has one.</summary>
    public static string Ensure(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        if (headers.TryGetValue(Header, out var present) && present is [{ Length: > 0 } id])
        {
            return id;
        }

        id = $"req_{Guid.NewGuid():N}";
        headers[Header] = id;
        return id;
    }
}
