namespace AgentCore.Extensions.AI;

/// <summary>The end of one runtime session: the members of AWS's <c>StopRuntimeSession</c>.</summary>
public sealed class AgentRuntimeStopRequest
{
    /// <summary>Gets or sets the runtime, in any form that <see cref="AgentCoreChatClientOptions.AgentRuntimeArn"/> takes.</summary>
    public string? AgentRuntimeArn { get; set; }

    /// <summary>Gets or sets the account that owns the runtime: 12 digits; needed with a bare id.</summary>
    public string? AccountId { get; set; }

    /// <summary>Gets or sets the endpoint of the runtime: 1 to 256 characters of printable ASCII; absent, the service takes <c>DEFAULT</c>.</summary>
    public string? Qualifier { get; set; }

    /// <summary>Gets or sets the session to end: 33 to 256 characters.</summary>
    public string? RuntimeSessionId { get; set; }

    /// <summary>Gets or sets what tells a repetition from a second request: 33 to 256 characters. The default is a fresh one.</summary>
    public string? ClientToken { get; set; }

    /// <inheritdoc cref="AgentRuntimeRequest.BearerTokenProvider"/>
    public Func<bool, CancellationToken, ValueTask<string>>? BearerTokenProvider { get; set; }

    /// <inheritdoc cref="AgentRuntimeRequest.BearerTokenRefused"/>
    public bool BearerTokenRefused { get; set; }
}
