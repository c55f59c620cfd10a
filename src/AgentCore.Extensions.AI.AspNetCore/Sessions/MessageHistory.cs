using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Sessions;

/// <summary>Takes from a resent conversation what the agent in a session does not know yet.</summary>
internal static class MessageHistory
{
    /// <summary>Leaves out all up to the last assistant message, but for system messages.</summary>
    public static List<ChatMessage> Trim(List<ChatMessage> messages)
    {
        int last = messages.FindLastIndex(message => message.Role == ChatRole.Assistant);
        if (last < 0)
        {
            return messages;
        }

        List<ChatMessage> kept = [.. messages.Where((message, index) => index > last || message.Role == ChatRole.System)];
        return kept.Exists(message => message.Role != ChatRole.System)
            ? kept
            : throw new OpenAIRequestException(OpenAIError.BadRequest(
                "'messages' has nothing new: no message of the user's follows the last one of the assistant's, and in this session the agent knows the earlier ones.", "messages", "invalid_value"));
    }
}
