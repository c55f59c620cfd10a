using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Whole messages with content blocks: <c>{"message": {"role", "content": […]}}</c> beside Converse events, or under <c>result</c> and its like in a body.</summary>
internal sealed class ConverseMessageDialect : IDialect
{
    public bool TryRead(JsonElement root, string eventType, AnswerAssembler answer)
    {
        if (ContentBlocks.AreThese(root))
        {
            ContentBlocks.ReadAssistant(root, answer);
            return true;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (TryReadMessage(root, answer))
        {
            return true;
        }

        foreach (string key in (ReadOnlySpan<string>)["message", "result", "response", "output"])
        {
            if (!root.TryGetProperty(key, out JsonElement value))
            {
                continue;
            }

            if (TryReadMessage(value, answer) || (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("message", out JsonElement inner) && TryReadMessage(inner, answer)))
            {
                return true;
            }

            if (ContentBlocks.AreThese(value))
            {
                ContentBlocks.ReadAssistant(value, answer);
                return true;
            }
        }

        return false;
    }

    private static bool TryReadMessage(JsonElement message, AnswerAssembler answer)
    {
        if (message.ValueKind != JsonValueKind.Object || JsonText.Find(message, "role") is not { } role || !message.TryGetProperty("content", out JsonElement content)
            || !(content.ValueKind == JsonValueKind.String || content.ValueKind == JsonValueKind.Array))
        {
            return false;
        }

        if (role != "assistant")
        {
            ContentBlocks.ReadToolResults(content, answer);
            return true;
        }

        ContentBlocks.ReadAssistant(content, answer);
        if (JsonText.TryFind(message, "metadata", JsonValueKind.Object, out JsonElement metadata) && metadata.TryGetProperty("usage", out JsonElement usage))
        {
            answer.Usage.AddIfNone(usage);
        }

        return true;
    }
}
