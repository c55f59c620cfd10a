using System.Net.Http.Headers;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>The headers of an invocation: the same for the service and for a container that is called directly.</summary>
internal static class RequestHeaders
{
    public const string SessionId = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";
    public const string UserId = "X-Amzn-Bedrock-AgentCore-Runtime-User-Id";

    public static Dictionary<string, string> For(AgentRuntimeRequest request)
    {
        TraceContext trace = TraceContext.For(request);
        Dictionary<string, string> headers = new(request.Headers, StringComparer.OrdinalIgnoreCase)
        {
            // As HttpClient will write it: it sets blanks and quotes in its own way, after the signature was made.
            ["Content-Type"] = request.ContentType is { } type ? MediaTypeHeaderValue.Parse(type).ToString() : "application/json",
            ["Accept"] = request.Accept ?? "application/json, text/event-stream",
        };
        Add(headers, SessionId, request.RuntimeSessionId);
        Add(headers, UserId, request.RuntimeUserId);
        Add(headers, "Mcp-Session-Id", request.McpSessionId);
        Add(headers, "Mcp-Protocol-Version", request.McpProtocolVersion);
        Add(headers, "Mcp-Method", request.McpMethod);
        Add(headers, "Mcp-Name", request.McpName);
        Add(headers, "X-Amzn-Trace-Id", request.TraceId);
        Add(headers, "traceparent", trace.TraceParent);
        Add(headers, "tracestate", trace.TraceState);
        Add(headers, "baggage", trace.Baggage);
        return headers;
    }

    private static void Add(Dictionary<string, string> headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = value;
        }
    }
}
