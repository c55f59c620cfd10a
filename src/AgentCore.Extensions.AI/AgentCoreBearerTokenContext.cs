using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>What a <see cref="AgentCoreChatClientOptions.BearerTokenProvider"/> is told about the call that needs a token.</summary>
public sealed class AgentCoreBearerTokenContext
{
    /// <summary>Makes a context; for tests of token providers.</summary>
    /// <param name="agentRuntimeArn">The runtime that is called, as it was named.</param>
    /// <exception cref="ArgumentNullException"><paramref name="agentRuntimeArn"/> is <see langword="null"/>.</exception>
    public AgentCoreBearerTokenContext(string agentRuntimeArn)
    {
        ArgumentNullException.ThrowIfNull(agentRuntimeArn);
        AgentRuntimeArn = agentRuntimeArn;
    }

    /// <summary>Gets the runtime that is called, as it was named.</summary>
    public string AgentRuntimeArn { get; }

    /// <summary>Gets the options of the call; <see langword="null"/> where it has none, and when a session is stopped. Do not change them.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>Gets the container's services; <see langword="null"/> where the client was made without a container.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Gets whether the service has just refused a token for this call: a cached one must not be given again.</summary>
    public bool RefusedBefore { get; init; }
}
