using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>Says how <c>UseAgentCoreSessions</c> names sessions.</summary>
public sealed class AgentCoreSessionsOptions
{
    /// <summary>
    /// Gets or sets whether a call that names no session begins one: it gets a new id, all its messages are sent, and the response's
    /// <see cref="ChatResponse.ConversationId"/> tells the id, so that the caller can go on in the same session.
    /// A cache outside of this step would hand the id to the next user: a client from <c>AddAgentCoreChatClient</c> refuses such a pipeline
    /// with an <see cref="InvalidOperationException"/> when it is resolved.
    /// The default is <see langword="false"/>: such a call gets a session for itself alone, and may be answered from a cache.
    /// </summary>
    public bool BeginSessions { get; set; }
}
