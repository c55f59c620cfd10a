using System.Buffers;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>The bounds of a request's members. Every fault is an <see cref="ArgumentException"/> that names the member; nothing was sent then.</summary>
internal static class RequestBounds
{
    public const int MaxPayload = 100_000_000;
    public const int MaxTraceParent = 128;
    public const int MaxTraceState = 512;
    public const int MaxBaggage = 8192;
    private const int MaxHeaders = 20;
    private const int MaxHeaderValue = 4096;
    private const string CustomPrefix = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-";

    private static readonly SearchValues<char> s_tokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly HashSet<string> s_restricted = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Host", "Content-Length", "Content-Type", "Content-Encoding", "Accept", "Accept-Encoding", "Connection", "Keep-Alive",
        "Transfer-Encoding", "Cookie", "Expect", "TE", "Trailer", "Upgrade", "User-Agent", "traceparent", "tracestate", "baggage",
        "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id", "X-Amzn-Bedrock-AgentCore-Runtime-User-Id", "X-Amzn-Trace-Id",
    };

    private static readonly string[] s_restrictedPrefixes = ["X-Amz-", "Proxy-", "Mcp-", "amz-sdk-"];

    public static void Check(AgentRuntimeRequest request)
    {
        CheckOptional(request.RuntimeSessionId, CheckSessionId, nameof(request.RuntimeSessionId));
        CheckOptional(request.Qualifier, CheckQualifier, nameof(request.Qualifier));
        CheckOptional(request.RuntimeUserId, CheckRuntimeUserId, nameof(request.RuntimeUserId));
        CheckText(request.ContentType, 256, nameof(request.ContentType));
        CheckText(request.Accept, 256, nameof(request.Accept));
        CheckText(request.McpSessionId, 1024, nameof(request.McpSessionId));
        CheckText(request.McpProtocolVersion, 1024, nameof(request.McpProtocolVersion));
        CheckText(request.McpMethod, 1024, nameof(request.McpMethod));
        CheckText(request.McpName, 1024, nameof(request.McpName));
        CheckText(request.TraceId, 128, nameof(request.TraceId));
        CheckText(request.TraceParent, MaxTraceParent, nameof(request.TraceParent));
        CheckText(request.TraceState, MaxTraceState, nameof(request.TraceState));
        CheckText(request.Baggage, MaxBaggage, nameof(request.Baggage));
        if (request.ContentType is { } type && !System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out _))
        {
            throw Fault($"'{type}' is not a media type, such as application/json.", nameof(request.ContentType));
        }

        if (request.Headers.Count > MaxHeaders)
        {
            throw Fault($"There are {request.Headers.Count} custom headers; the service takes at most {MaxHeaders}.", nameof(request.Headers));
        }

        foreach ((string name, string value) in request.Headers)
        {
            CheckHeader(name, value, nameof(request.Headers));
        }

        if (request.Payload is { Length: > MaxPayload } payload)
        {
            throw Fault($"The payload has {payload.Length:N0} bytes; the service takes at most {MaxPayload:N0}.", nameof(request.Payload));
        }
    }

    public static void Check(AgentRuntimeStopRequest request)
    {
        if (request.RuntimeSessionId is null)
        {
            throw Fault("A session can't be stopped without its id.", nameof(request.RuntimeSessionId));
        }

        CheckSessionId(request.RuntimeSessionId, nameof(request.RuntimeSessionId));
        CheckOptional(request.Qualifier, CheckQualifier, nameof(request.Qualifier));
        if (request.ClientToken is { } token && (token.Length is < 33 or > 256 || !IsPrintable(token)))
        {
            throw Fault($"The client token has {token.Length} characters; it needs 33 to 256 of printable ASCII.", nameof(request.ClientToken));
        }
    }

    public static void CheckSessionId(string value, string paramName)
    {
        if (RuntimeSessionId.FindFault(value) is { } fault)
        {
            throw new ArgumentException(fault, paramName);
        }
    }

    public static void CheckQualifier(string value, string paramName) => CheckText(value, 256, paramName);

    public static void CheckRuntimeUserId(string value, string paramName) => CheckText(value, 1024, paramName);

    public static void CheckHeader(string name, string value, string paramName)
    {
        if (name.Length is 0 or > 256 || name.AsSpan().ContainsAnyExcept(s_tokenCharacters))
        {
            throw new ArgumentException($"The header name of {name.Length} characters is malformed: letters, digits and '-' of ASCII.", paramName);
        }

        if (IsRestricted(name))
        {
            throw new ArgumentException(
                $"The header '{name}' carries the call itself and can't be set. Take a name of your own, such as {CustomPrefix}Tenant.", paramName);
        }

        if (value is null || value.Length > MaxHeaderValue)
        {
            throw new ArgumentException($"The header '{name}' has {value?.Length.ToString(null, null) ?? "no"} characters; at most {MaxHeaderValue} are allowed.", paramName);
        }

        int wrong = FindUnprintable(value, tabAllowed: true);
        if (wrong >= 0)
        {
            throw new ArgumentException(
                $"The header '{name}' has the character U+{(int)value[wrong]:X4} at position {wrong}; only printable ASCII and tabs are allowed. Encode other text, for example with Uri.EscapeDataString.",
                paramName);
        }
    }

    private static ArgumentException Fault(string message, string paramName) => new(message, paramName);

    private static bool IsRestricted(string name) =>
        !name.StartsWith(CustomPrefix, StringComparison.OrdinalIgnoreCase)
        && (s_restricted.Contains(name) || Array.Exists(s_restrictedPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));

    private static void CheckOptional(string? value, Action<string, string> check, string paramName)
    {
        if (value is not null)
        {
            check(value, paramName);
        }
    }

    private static void CheckText(string? value, int maxLength, string paramName)
    {
        if (value is null)
        {
            return;
        }

        if (value.Length == 0 || value.Length > maxLength)
        {
            throw new ArgumentException($"{paramName} has {value.Length} characters; it needs 1 to {maxLength:N0}.", paramName);
        }

        int wrong = FindUnprintable(value, tabAllowed: false);
        if (wrong >= 0)
        {
            throw new ArgumentException($"{paramName} has the character U+{(int)value[wrong]:X4} at position {wrong}; only printable ASCII is allowed.", paramName);
        }

        // HTTP drops spaces at the ends, and the signature would not match what arrives.
        if (value[0] == ' ' || value[^1] == ' ')
        {
            throw new ArgumentException($"{paramName} begins or ends with a space, which can't be carried in a header.", paramName);
        }
    }

    private static bool IsPrintable(string value) => FindUnprintable(value, tabAllowed: false) < 0;

    private static int FindUnprintable(string value, bool tabAllowed)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] is < ' ' or > '~' && !(tabAllowed && value[i] == '\t'))
            {
                return i;
            }
        }

        return -1;
    }
}
