using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Whole messages in the form that most frameworks share: <c>role</c> and <c>content</c>, beside which tool calls, reasoning and usage may stand.</summary>
internal static class Messages
{
    /// <summary>Reads a message; <see langword="null"/> where it is none.</summary>
    public static AgentMessage? Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (LangChainMessages.Read(message) is { } langChain)
        {
            return langChain;
        }

        JsonElement content = JsonText.Value(message, "content");
        if (JsonText.Find(message, "role") is not { } role
            || !(content.ValueKind is JsonValueKind.String or JsonValueKind.Array || JsonText.Has(message, "content") || JsonText.Has(message, "tool_calls")))
        {
            return null;
        }

        AgentMessage read = new(RoleOf(role), JsonText.Find(message, "trackingId"))
        {
            FinishReason = JsonText.FindAny(message, "stop_reason", "stopReason", "finish_reason"),
            Model = JsonText.Find(message, "model"),
            Usage = JsonText.TryFind(message, "metadata", JsonValueKind.Object, out JsonElement metadata) ? JsonText.Value(metadata, "usage") : JsonText.Value(message, "usage"),
        };
        if (role == "tool")
        {
            read.Add(ToolContents.Result(JsonText.FindAny(message, "tool_call_id", "toolCallId"), ToolContents.ResultOf(content), failed: false));
            return read;
        }

        read.AddReasoning(ReasoningOf(message));
        ContentBlocks.Read(content, read);
        read.AddText(JsonText.Find(message, "refusal"));
        ReadToolCalls(JsonText.Value(message, "tool_calls", "toolCalls"), read);
        return read;
    }

    /// <summary>Reads a list of messages; <see langword="null"/> where it holds anything else.</summary>
    public static List<AgentMessage>? ReadAll(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            return null;
        }

        List<AgentMessage> messages = new(list.GetArrayLength());
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (Read(item) is not { } message)
            {
                return null;
            }

            messages.Add(message);
        }

        return messages;
    }

    /// <summary>Reads tool calls as OpenAI writes them (<c>function</c> with a string of arguments) or flat (<c>name</c> and <c>args</c>).</summary>
    public static void ReadToolCalls(JsonElement calls, AgentMessage message)
    {
        if (calls.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (JsonElement call in calls.EnumerateArray())
        {
            JsonElement function = JsonText.TryFind(call, "function", JsonValueKind.Object, out JsonElement nested) ? nested : call;
            if (JsonText.FindAny(function, "name", "tool_name") is { } name)
            {
                message.Add(ToolContents.Call(JsonText.FindAny(call, "id", "tool_call_id", "tool_id"), name, JsonText.Value(function, "arguments", "args", "input", "tool_kwargs")));
            }
        }
    }

    /// <summary>Reasoning that stands beside the content, under the names that OpenAI's imitators give it.</summary>
    public static string? ReasoningOf(JsonElement message) => JsonText.FindAny(message, "reasoning_content", "reasoning", "thinking");

    public static ChatRole RoleOf(string role) => role switch
    {
        "assistant" or "ai" or "model" or "AIMessage" or "AIMessageChunk" => ChatRole.Assistant,
        "tool" or "function" => ChatRole.Tool,
        "system" or "developer" => ChatRole.System,
        _ => ChatRole.User,
    };
}
