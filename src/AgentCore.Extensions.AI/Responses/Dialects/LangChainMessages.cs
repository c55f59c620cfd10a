using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>LangChain's messages: as constructors (<c>lc</c>), as plain dumps with a <c>type</c>, and with their fields under <c>data</c>.</summary>
internal static class LangChainMessages
{
    /// <summary>The fields of a message and its class; <see langword="null"/> where it is none.</summary>
    public static string? Find(JsonElement value, out JsonElement fields)
    {
        fields = value;
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (JsonText.Has(value, "lc") && JsonText.TryFind(value, "kwargs", JsonValueKind.Object, out fields)
            && JsonText.TryFind(value, "id", JsonValueKind.Array, out JsonElement path) && path.GetArrayLength() > 0 && path[path.GetArrayLength() - 1].ValueKind == JsonValueKind.String)
        {
            return Kind(JsonText.Read(path[path.GetArrayLength() - 1]));
        }

        fields = value;
        if (JsonText.Find(value, "type") is not { } type || Kind(type) is not { } kind)
        {
            return null;
        }

        return JsonText.Has(value, "content") ? kind
            : JsonText.TryFind(value, "data", JsonValueKind.Object, out fields) && JsonText.Has(fields, "content") ? kind
            : null;
    }

    /// <summary>Reads a message; <see langword="null"/> where it is none of LangChain's.</summary>
    public static AgentMessage? Read(JsonElement value)
    {
        if (Find(value, out JsonElement fields) is not { } kind)
        {
            return null;
        }

        AgentMessage message = new(Messages.RoleOf(kind), JsonText.Find(fields, "id")) { Usage = JsonText.Value(fields, "usage_metadata") };
        JsonElement content = JsonText.Value(fields, "content");
        if (kind == "tool")
        {
            message.Add(ToolContents.Result(JsonText.Find(fields, "tool_call_id"), ToolContents.ResultOf(content), JsonText.Find(fields, "status") == "error"));
        }
        else if (message.Role == ChatRole.Assistant)
        {
            if (JsonText.TryFind(fields, "additional_kwargs", JsonValueKind.Object, out JsonElement additional))
            {
                message.AddReasoning(JsonText.Find(additional, "reasoning_content"));
            }

            ContentBlocks.Read(content, message);
            Messages.ReadToolCalls(JsonText.Value(fields, "tool_calls"), message);
            message.FinishReason = FinishReason(fields);
            message.Model = Metadata(fields, "model_name", "model", "model_id");
        }

        return message;
    }

    public static string? FinishReason(JsonElement fields) => Metadata(fields, "stopReason", "finish_reason", "stop_reason");

    private static string? Metadata(JsonElement fields, params ReadOnlySpan<string> keys) =>
        JsonText.TryFind(fields, "response_metadata", JsonValueKind.Object, out JsonElement metadata) ? JsonText.FindAny(metadata, keys) : null;

    private static string? Kind(string name) => name switch
    {
        "ai" or "AIMessage" => "ai",
        "AIMessageChunk" => "AIMessageChunk",
        "human" or "HumanMessage" or "HumanMessageChunk" => "human",
        "system" or "SystemMessage" or "SystemMessageChunk" => "system",
        "tool" or "ToolMessage" or "ToolMessageChunk" => "tool",
        _ => null,
    };
}
