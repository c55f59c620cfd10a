using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>One invocation of an agent runtime: the members of AWS's <c>InvokeAgentRuntime</c>.</summary>
/// <remarks>
/// A function in <see cref="ChatOptions.RawRepresentationFactory"/> may return one to start from:
/// what it sets is kept, and the chat client fills in the rest.
/// </remarks>
public sealed class AgentRuntimeRequest
{
    /// <summary>Gets or sets the runtime to call, in any form that <see cref="AgentCoreChatClientOptions.AgentRuntimeArn"/> takes.</summary>
    public string? AgentRuntimeArn { get; set; }

    /// <summary>Gets or sets the account that owns the runtime: 12 digits; needed with a bare id.</summary>
    public string? AccountId { get; set; }

    /// <summary>Gets or sets the endpoint of the runtime: 1 to 256 characters of printable ASCII; absent, the service takes <c>DEFAULT</c>.</summary>
    public string? Qualifier { get; set; }

    /// <summary>Gets or sets the session: 33 to 256 characters, see <see cref="AI.RuntimeSessionId"/>.</summary>
    public string? RuntimeSessionId { get; set; }

    /// <summary>
    /// Gets or sets the user on whose behalf the agent acts: 1 to 1,024 characters. It selects the user whose stored OAuth tokens the agent gets
    /// and is not verified by AWS: take it from the authenticated principal. Needs the permission <c>InvokeAgentRuntimeForUser</c>.
    /// </summary>
    public string? RuntimeUserId { get; set; }

    /// <summary>Gets or sets the media type of <see cref="Payload"/>: 1 to 256 characters. The default is <c>application/json</c>.</summary>
    public string? ContentType { get; set; }

    /// <summary>Gets or sets the media types that the caller takes: 1 to 256 characters. The default is <c>application/json, text/event-stream</c>.</summary>
    public string? Accept { get; set; }

    /// <summary>Gets or sets the session of an MCP server: 1 to 1,024 characters.</summary>
    public string? McpSessionId { get; set; }

    /// <summary>Gets or sets the protocol version of an MCP server: 1 to 1,024 characters.</summary>
    public string? McpProtocolVersion { get; set; }

    /// <summary>Gets or sets the method called on an MCP server: 1 to 1,024 characters.</summary>
    public string? McpMethod { get; set; }

    /// <summary>Gets or sets the name of the tool or resource called on an MCP server: 1 to 1,024 characters.</summary>
    public string? McpName { get; set; }

    /// <summary>Gets or sets the <c>X-Amzn-Trace-Id</c>: at most 128 characters.</summary>
    public string? TraceId { get; set; }

    /// <summary>Gets or sets the W3C <c>traceparent</c>: at most 128 characters. The default is that of the current activity.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Gets or sets the W3C <c>tracestate</c>: at most 512 characters. The default is that of the current activity.</summary>
    public string? TraceState { get; set; }

    /// <summary>Gets or sets the W3C <c>baggage</c>: at most 8,192 characters. The default is that of the current activity.</summary>
    public string? Baggage { get; set; }

    /// <summary>
    /// Gets further headers, whose names the runtime's allow-list has to hold: at most 20, each value at most 4,096 bytes of ASCII.
    /// Headers that carry the call itself (<c>Authorization</c>, <c>Host</c>, <c>X-Amz-*</c>, …) are refused.
    /// </summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the body: at most 100,000,000 bytes. <see langword="null"/> is filled in from the messages.</summary>
    public ReadOnlyMemory<byte>? Payload { get; set; }

    /// <summary>
    /// Gets or sets the source of the OAuth access token to send. Where it is set, the call is not signed.
    /// The argument says whether the service has just refused a token for this call.
    /// </summary>
    public Func<bool, CancellationToken, ValueTask<string>>? BearerTokenProvider { get; set; }

    /// <summary>Gets or sets whether the service has just refused a token for this call, so that another has to be asked for.</summary>
    public bool BearerTokenRefused { get; set; }

    /// <summary>A copy to fill in: the caller's own stays as it is.</summary>
    internal AgentRuntimeRequest Copy()
    {
        AgentRuntimeRequest copy = new()
        {
            AgentRuntimeArn = AgentRuntimeArn,
            AccountId = AccountId,
            Qualifier = Qualifier,
            RuntimeSessionId = RuntimeSessionId,
            RuntimeUserId = RuntimeUserId,
            ContentType = ContentType,
            Accept = Accept,
            McpSessionId = McpSessionId,
            McpProtocolVersion = McpProtocolVersion,
            McpMethod = McpMethod,
            McpName = McpName,
            TraceId = TraceId,
            TraceParent = TraceParent,
            TraceState = TraceState,
            Baggage = Baggage,
            Payload = Payload,
            BearerTokenProvider = BearerTokenProvider,
            BearerTokenRefused = BearerTokenRefused,
        };
        foreach ((string name, string value) in Headers)
        {
            copy.Headers[name] = value;
        }

        return copy;
    }
}
