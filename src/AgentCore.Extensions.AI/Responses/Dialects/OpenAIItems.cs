using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The items of OpenAI's Responses API, in its own spelling and in that of the Agents SDK for JavaScript.</summary>
internal static class OpenAIItems
{
    public static void Read(JsonElement item, AnswerAssembler answer)
    {
        answer.Understood();
        switch (JsonText.Find(item, "type"))
        {
            case "message" when JsonText.Find(item, "role") is null or "assistant":
                AgentMessage message = new(ChatRole.Assistant, JsonText.Find(item, "id"));
                ContentBlocks.Read(JsonText.Value(item, "content"), message);
                answer.Message(message);
                break;
            case "reasoning":
                AgentMessage thought = new(ChatRole.Assistant, JsonText.Find(item, "id"));
                ContentBlocks.Read(item, thought);
                answer.Message(thought);

                break;
            case "function_call" or "mcp_call" when JsonText.Find(item, "name") is { } name:
                answer.ToolCall(ToolContents.Call(JsonText.FindAny(item, "call_id", "callId", "id"), name, JsonText.Value(item, "arguments")));
                if (JsonText.Value(item, "output") is { ValueKind: JsonValueKind.String } mcpOutput)
                {
                    answer.ToolResult(ToolContents.Result(JsonText.FindAny(item, "call_id", "callId", "id"), ToolContents.ResultOf(mcpOutput), failed: false));
                }

                break;
            case "function_call_output" or "function_call_result":
                answer.ToolResult(ToolContents.Result(JsonText.FindAny(item, "call_id", "callId"), ToolContents.ResultOf(JsonText.Value(item, "output")), failed: false));
                break;
        }
    }

    public static void ReadAll(JsonElement items, AnswerAssembler answer)
    {
        if (items.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in items.EnumerateArray())
            {
                Read(item, answer);
            }
        }
    }
}
