using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>Says which of the caller's messages are sent to the agent.</summary>
/// <remarks>Instructions and system messages are sent in every mode whenever the caller gives them.</remarks>
public enum AgentCoreHistory
{
    /// <summary>
    /// As the caller's way of naming the session implies. With <see cref="ChatOptions.ConversationId"/>: all messages, since by its contract
    /// the caller gives only what is new. With the key <c>runtimeSessionId</c> alone: those after the last assistant message.
    /// With neither: all, in a fresh session.
    /// </summary>
    Auto = 0,

    /// <summary>Always only those after the last assistant message: for callers that resend a history which the agent remembers.</summary>
    New,

    /// <summary>Always all: for agents that remember nothing.</summary>
    Full,
}
