using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The blocks of whole messages: Converse's, which are named by their key, and those of others, which have a <c>type</c>.</summary>
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

    /// <summary>Reads content: a text, or blocks.</summary>
    public static void Read(JsonElement content, AgentMessage message)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            message.AddText(JsonText.Read(content));
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement block in content.EnumerateArray())
            {
                ReadBlock(block, message);
            }
        }
        else if (content.ValueKind == JsonValueKind.Object)
        {
            ReadBlock(content, message);
        }
    }

    private static bool IsBlock(JsonElement block)
    {
        if (block.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        // An object of the author's own with a text among other things is no block: nothing of it may be lost.
        int others = 0;
        bool known = false;
        foreach (JsonProperty property in block.EnumerateObject())
        {
            switch (JsonText.Name(property))
            {
                case "text" when property.Value.ValueKind == JsonValueKind.String:
                case "toolUse" or "toolResult" or "reasoningContent" or "reasoning" or "thinking" or "reasoning_content" or "tool_use" or "functionCall" or "functionResponse":
                    known = true;
                    break;
                case "type" or "id" or "index" or "annotations" or "citations" or "signature" or "trackingId" or "cache_control" or "extras" or "logprobs" or "name" or "input":
                    break;
                default:
                    others++;
                    break;
            }
        }

        return known && others == 0;
    }

    private static void ReadBlock(JsonElement block, AgentMessage message)
    {
        if (block.ValueKind == JsonValueKind.String)
        {
            message.AddText(JsonText.Read(block));
        }
        else if (block.ValueKind == JsonValueKind.Object && !TryReadConverse(block, message))
        {
            ReadTyped(JsonText.Find(block, "type") ?? UntypedKind(block), block, message);
        }
    }

    private static bool TryReadConverse(JsonElement block, AgentMessage message)
    {
        if (JsonText.TryFind(block, "toolUse", JsonValueKind.Object, out JsonElement tool))
        {
            message.Add(Call(tool, "toolUseId"));
        }
        else if (JsonText.TryFind(block, "toolResult", JsonValueKind.Object, out JsonElement result))
        {
            message.Add(ToolContents.Result(
                JsonText.Find(result, "toolUseId"), ToolContents.ResultOf(JsonText.Value(result, "content")), JsonText.Find(result, "status") == "error"));
        }
        else if (JsonText.TryFind(block, "reasoningContent", JsonValueKind.Object, out JsonElement reasoning)
            || JsonText.TryFind(block, "reasoning", JsonValueKind.Object, out reasoning)
            || JsonText.TryFind(block, "reasoning_content", JsonValueKind.Object, out reasoning))
        {
            JsonElement inner = JsonText.TryFind(reasoning, "reasoningText", JsonValueKind.Object, out JsonElement nested) ? nested : reasoning;
            message.AddReasoning(JsonText.Find(inner, "text"), JsonText.FindAny(inner, "signature", "redactedContent"));
        }
        else if (JsonText.TryFind(block, "image", JsonValueKind.Object, out JsonElement image) && Media(image) is { } data)
        {
            message.Add(data);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void ReadTyped(string type, JsonElement block, AgentMessage message)
    {
        switch (type)
        {
            case "text" or "output_text" or "text_delta" or "textBlock":
                message.AddText(JsonText.Find(block, "text"));
                break;
            case "refusal":
                message.AddText(JsonText.Find(block, "refusal"));
                break;
            case "thinking" or "reasoning" or "reasoning_text" or "summary_text" or "redacted_thinking" or "reasoningBlock":
                message.AddReasoning(Thought(block), JsonText.FindAny(block, "signature", "data"));
                break;
            case "tool_use" or "server_tool_use" or "mcp_tool_use" or "tool_call" or "toolUseBlock":
                message.Add(Call(block, "id", "tool_use_id", "toolUseId"));
                break;
            case "image" when JsonText.TryFind(block, "source", JsonValueKind.Object, out JsonElement source) && JsonText.Find(source, "data") is { } base64:
                message.Add(DataOf(base64, JsonText.Find(source, "media_type")));
                break;
            default:
                if (type == "tool_result" || type.EndsWith("_tool_result", StringComparison.Ordinal))
                {
                    message.Add(ToolContents.Result(
                        JsonText.FindAny(block, "tool_use_id", "toolUseId"), ToolContents.ResultOf(JsonText.Value(block, "content")), JsonText.IsTrue(block, "is_error")));
                }

                break;
        }
    }

    // Frameworks that write their classes as plain objects lose the type.
    private static string UntypedKind(JsonElement block) =>
        JsonText.Has(block, "tool_use_id") ? "tool_result"
        : JsonText.Has(block, "thinking") ? "thinking"
        : JsonText.Has(block, "name") && JsonText.Has(block, "input") ? "tool_use"
        : JsonText.Has(block, "text") ? "text"
        : "";

    private static string? Thought(JsonElement block)
    {
        if (JsonText.FindAny(block, "thinking", "reasoning", "text") is { } text)
        {
            return text;
        }

        JsonElement parts = JsonText.Value(block, "summary", "content");
        return parts.ValueKind == JsonValueKind.Array
            ? string.Concat(parts.EnumerateArray().Select(part => JsonText.Find(part, "text")))
            : null;
    }

    private static FunctionCallContent? Call(JsonElement tool, params ReadOnlySpan<string> idKeys) =>
        JsonText.Find(tool, "name") is { } name ? ToolContents.Call(JsonText.FindAny(tool, idKeys), name, JsonText.Value(tool, "input", "args", "arguments")) : null;

    private static DataContent? Media(JsonElement image) =>
        JsonText.TryFind(image, "source", JsonValueKind.Object, out JsonElement source) && JsonText.Find(source, "bytes") is { } base64
            ? DataOf(base64, $"image/{JsonText.Find(image, "format") ?? "png"}")
            : null;

    /// <summary>Binary content from its base64; <see langword="null"/> where that is malformed.</summary>
    public static DataContent? DataOf(string base64, string? mediaType)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length) && length > 0
            ? new DataContent(bytes.AsMemory(0, length), BodySniffer.MediaType(mediaType) is { Length: > 0 } type ? type : "application/octet-stream")
            : null;
    }

    /// <summary>Binary content from its <c>data:</c> address; <see langword="null"/> where that is malformed.</summary>
    public static DataContent? DataOf(string uri)
    {
        try
        {
            return new DataContent(uri);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // A malformed address is a FormatException of its own kind.
            return null;
        }
    }
}
