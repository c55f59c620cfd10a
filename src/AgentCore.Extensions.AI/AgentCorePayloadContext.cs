using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>What a payload is made from.</summary>
public sealed class AgentCorePayloadContext
{
    /// <summary>Makes a context; for tests of payload functions.</summary>
    /// <param name="messages">The messages that are to be sent.</param>
    /// <param name="runtimeSessionId">The session that the call belongs to.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public AgentCorePayloadContext(IReadOnlyList<ChatMessage> messages, string runtimeSessionId)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(runtimeSessionId);
        Messages = messages;
        RuntimeSessionId = runtimeSessionId;
    }

    /// <summary>Gets the messages that are to be sent: already trimmed by <see cref="AgentCoreChatClientOptions.History"/>, without <see cref="ChatOptions.Instructions"/>. At least one. Do not change them.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>Gets the session that the call belongs to.</summary>
    public string RuntimeSessionId { get; }

    /// <summary>Gets the options of the call; <see langword="null"/> where it has none. Do not change them.</summary>
    public ChatOptions? Options { get; init; }
}
