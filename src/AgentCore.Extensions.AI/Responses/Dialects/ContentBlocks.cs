using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The blocks of a whole message: Converse's, and the alike ones of others with a <c>type</c>.</summary>
internal static class ContentBlocks
{
    /// <summary>Whether a value is a list of nothing but content blocks.</summary>
    public static bool AreThese(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array || content.GetArrayLength() == 0)
        {
            return false;
        }

        foreach (JsonElement block in content.EnumerateArray())
        {
            if (!IsBlock(block))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a whole message of the assistant. What deltas told before is not told again.</summary>
    public static void ReadAssistant(JsonElement content, AnswerAssembler answer)
    {
        (bool Text, bool Reasoning) isNew = answer.BeginMessage();
        if (content.ValueKind == JsonValueKind.String && isNew.Text)
        {
            answer.Text(JsonText.Read(content));
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement block in content.EnumerateArray())
            {
                ReadBlock(block, isNew, answer);
            }
        }

        answer.EndMessage();
    }

    /// <summary>Reads the tool results that agents keep in a message of the user's; its text was never the agent's.</summary>
    public static void ReadToolResults(JsonElement content, AnswerAssembler answer)
    {
        answer.Understood();
        if (content.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (JsonElement block in content.EnumerateArray())
        {
            if (JsonText.TryFind(block, "toolResult", JsonValueKind.Object, out JsonElement result) && JsonText.Find(result, "toolUseId") is { } id)
            {
                answer.ToolResult(id, ResultOf(result), failed: JsonText.Find(result, "status") == "error");
            }
        }
    }

    private static bool IsBlock(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object
        && (JsonText.Find(block, "text") is not null
            || block.TryGetProperty("toolUse", out _) || block.TryGetProperty("toolResult", out _)
            || block.TryGetProperty("reasoningContent", out _) || block.TryGetProperty("reasoning", out _));

    private static void ReadBlock(JsonElement block, (bool Text, bool Reasoning) isNew, AnswerAssembler answer)
    {
        if (isNew.Text && JsonText.Find(block, "text") is { } text)
        {
            answer.Text(text);
        }
        else if (isNew.Reasoning && (JsonText.TryFind(block, "reasoningContent", JsonValueKind.Object, out JsonElement reasoning)
            || JsonText.TryFind(block, "reasoning", JsonValueKind.Object, out reasoning)))
        {
            JsonElement inner = JsonText.TryFind(reasoning, "reasoningText", JsonValueKind.Object, out JsonElement nested) ? nested : reasoning;
            answer.Reasoning(JsonText.Find(inner, "text"), JsonText.Find(inner, "signature"));
        }
        else if (JsonText.TryFind(block, "toolUse", JsonValueKind.Object, out JsonElement tool) && JsonText.Find(tool, "name") is { } name)
        {
            answer.ToolCall(JsonText.Find(tool, "toolUseId"), name, tool.TryGetProperty("input", out JsonElement input) ? input : default);
        }
    }

    private static object? ResultOf(JsonElement result)
    {
        if (!result.TryGetProperty("content", out JsonElement content))
        {
            return null;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.String ? JsonText.Read(content) : content.Clone();
        }

        List<string> texts = [];
        foreach (JsonElement part in content.EnumerateArray())
        {
            if (JsonText.Find(part, "text") is not { } text)
            {
                // One block of JSON is the result itself; a mixture stays as it is.
                return content.GetArrayLength() == 1 && part.ValueKind == JsonValueKind.Object && part.TryGetProperty("json", out JsonElement json) ? json.Clone() : content.Clone();
            }

            texts.Add(text);
        }

        return string.Concat(texts);
    }
}
