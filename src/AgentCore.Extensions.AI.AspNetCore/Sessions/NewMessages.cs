using AgentCore.Extensions.AI.AspNetCore.Errors;
using AgentCore.Extensions.AI.Invocations;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Sessions;

/// <summary>Takes from a resent conversation what the agent in a session does not know yet, by the client's own rule.</summary>
internal static class NewMessages
{
    /// <summary>Leaves out all up to the last assistant message, but for system messages.</summary>
    public static IReadOnlyList<ChatMessage> Of(IReadOnlyList<ChatMessage> messages)
    {
        try
        {
            return MessageHistory.Trim(messages);
        }
        catch (ArgumentException)
        {
            // The client tells its developer which option to set; a caller here has messages alone.
            throw new OpenAIRequestException(OpenAIError.BadRequest(
                "'messages' has nothing new: no message of the user's follows the last one of the assistant's, and in this session the agent knows the earlier ones.", "messages", "invalid_value"));
        }
    }
}
