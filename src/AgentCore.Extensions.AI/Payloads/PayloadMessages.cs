using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Finds what there is to send, the same for every shape of body.</summary>
internal static class PayloadMessages
{
    private static readonly ChatRole s_developer = new("developer");

    /// <summary>
    /// Gives the instructions, the caller's messages in their order and, after the leading system messages
    /// (many agents take none later), what the response format asks for.
    /// </summary>
    /// <exception cref="ArgumentException">The messages hold nothing to send.</exception>
    /// <exception cref="NotSupportedException">The messages hold something that no payload carries.</exception>
    public static List<PayloadMessage> Collect(AgentCorePayloadContext context)
    {
        List<PayloadMessage> messages = [];
        foreach (ChatMessage message in context.Messages)
        {
            ChatRole role = KnownRole(message.Role);
            List<AIContent> contents = [.. message.Contents.Where(IsSent)];
            if (contents.Count > 0)
            {
                messages.Add(new PayloadMessage(role, contents, message.MessageId));
            }
        }

        if (messages.Count == 0)
        {
            throw PayloadFault.InMessages("The messages hold nothing to send to the agent.");
        }

        if (ResponseFormatInstruction.For(context.Options?.ResponseFormat) is { } formatInstruction)
        {
            int leading = messages.FindIndex(message => message.Role != ChatRole.System);
            messages.Insert(leading < 0 ? messages.Count : leading, System(formatInstruction));
        }

        if (!string.IsNullOrEmpty(context.Options?.Instructions))
        {
            messages.Insert(0, System(context.Options.Instructions));
        }

        return messages;
    }

    private static PayloadMessage System(string text) => new(ChatRole.System, [new TextContent(text)]);

    private static ChatRole KnownRole(ChatRole role) =>
        role == ChatRole.System || role == ChatRole.User || role == ChatRole.Assistant || role == ChatRole.Tool ? role
        : role == s_developer ? ChatRole.System
        : throw new NotSupportedException($"A message with the role '{role}' can't be sent to the agent: use system, user, assistant or tool.");

    private static bool IsSent(AIContent content) => content switch
    {
        TextContent text => text.Text.Length > 0,
        DataContent or UriContent or FunctionCallContent or FunctionResultContent => true,
        // What an earlier answer brought beside its text: its thoughts stay with the model that had them, the others are notes to the caller.
        TextReasoningContent or UsageContent or ErrorContent => false,
        _ when content.GetType() == typeof(AIContent) => false,
        _ => throw new NotSupportedException(
            $"{content.GetType().Name} can't be sent to the agent. AgentCorePayloadOptions.Factory can write a payload of your own that carries it."),
    };
}
