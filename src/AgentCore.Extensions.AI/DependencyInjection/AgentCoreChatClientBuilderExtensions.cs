using AgentCore.Extensions.AI;
using AgentCore.Extensions.AI.Invocations;

namespace Microsoft.Extensions.AI;

/// <summary>Adds AgentCore's steps to a <see cref="ChatClientBuilder"/>.</summary>
public static class AgentCoreChatClientBuilderExtensions
{
    /// <summary>
    /// Tells the pipeline which session, runtime and endpoint a call belongs to. Put it outermost, above all above a cache: a call in a session is then
    /// never answered from the cache, and two agents that share one don't get each other's answers.
    /// </summary>
    /// <remarks>
    /// It works on requests only. The key <see cref="AgentCorePropertyNames.RuntimeSessionId"/> becomes <see cref="ChatOptions.ConversationId"/>, with only what follows
    /// the last assistant message sent; the runtime and its endpoint are written into <see cref="ChatOptions.AdditionalProperties"/>.
    /// </remarks>
    /// <param name="builder">The pipeline, which ends in an <see cref="AgentCoreChatClient"/>.</param>
    /// <param name="configure">Says how sessions are named; by default a call that names none gets one for itself alone.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the pipeline is built: it ends in no <see cref="AgentCoreChatClient"/>.</exception>
    public static ChatClientBuilder UseAgentCoreSessions(this ChatClientBuilder builder, Action<AgentCoreSessionsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AgentCoreSessionsOptions options = new();
        configure?.Invoke(options);
        return builder.Use(innerClient => new AgentCoreSessionsChatClient(innerClient, options));
    }
}
