using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Invocations;

/// <summary>Decides which of a caller's messages go to the agent.</summary>
internal static class MessageHistory
{
    /// <summary>Leaves out what the agent has in its memory: all up to the last assistant message, but for system messages.</summary>
    /// <exception cref="ArgumentException">Nothing would be left to send.</exception>
    public static IReadOnlyList<ChatMessage> Trim(IReadOnlyList<ChatMessage> messages)
    {
        int last = messages.Count - 1;
        while (last >= 0 && messages[last].Role != ChatRole.Assistant)
        {
            last--;
        }

        if (last < 0)
        {
            return messages;
        }

        List<ChatMessage> kept = new(messages.Count - last);
        bool anythingNew = false;
        for (int i = 0; i < messages.Count; i++)
        {
            bool isSystem = messages[i].Role == ChatRole.System;
            if (isSystem || i > last)
            {
                kept.Add(messages[i]);
                anythingNew |= !isSystem;
            }
        }

        return anythingNew
            ? kept
            : throw new ArgumentException(
                "There is nothing to send: no message follows the last assistant message, and the agent in this session has the earlier ones. "
                + $"For an agent that remembers nothing, set {nameof(AgentCoreChatClientOptions)}.{nameof(AgentCoreChatClientOptions.History)} to {nameof(AgentCoreHistory.Full)}.",
                nameof(messages));
    }
}
