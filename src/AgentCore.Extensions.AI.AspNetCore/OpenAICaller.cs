namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>Who makes a request, and what is allowed to them beyond a plain call.</summary>
public sealed class OpenAICaller
{
    /// <summary>
    /// Gets the owner that session ids are sealed to, together with the end user: for example the configured name of the API key, never the key itself.
    /// Another tenant's ids are refused. The empty text, which is the default, is one tenant like any other.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public string Tenant
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = "";

    /// <summary>
    /// Gets whether session ids of this caller are passed to the agent as they are, unsealed: only for callers who may enter every session of the runtime.
    /// <see langword="false"/> by default.
    /// </summary>
    public bool TrustsSessionIds { get; init; }

    /// <summary>
    /// Gets whether this caller may say on whose behalf the agent acts (<c>runtimeUserId</c>): only for callers that have authenticated that user themselves.
    /// <see langword="false"/> by default, and the parameter is refused.
    /// </summary>
    public bool MayNameRuntimeUser { get; init; }
}
