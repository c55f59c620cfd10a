using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>LlamaIndex's workflow events: a delta beside all text so far, tool calls with their results, and the output.</summary>
internal sealed class LlamaIndexDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (!e.IsObject)
        {
            return false;
        }

        if (e.Text("delta") is { } delta && (JsonText.Has(e.Root, "response") || JsonText.Has(e.Root, "current_agent_name") || JsonText.Has(e.Root, "currentAgentName")))
        {
            answer.Reasoning(e.Text("thinking_delta"));
            if (delta.Length > 0)
            {
                answer.Text(delta);
            }

            answer.Understood();
            return true;
        }

        if ((e.Text("tool_name") ?? e.Text("toolName")) is { } tool && JsonText.Value(e.Root, "tool_kwargs", "toolKwargs") is { ValueKind: not JsonValueKind.Undefined } arguments)
        {
            ReadTool(e, tool, arguments, answer);
            return true;
        }

        if (e.TryObject("response", out JsonElement response) && JsonText.TryFind(response, "blocks", JsonValueKind.Array, out JsonElement blocks))
        {
            AgentMessage message = new(ChatRole.Assistant);
            message.AddText(string.Concat(blocks.EnumerateArray().Select(block => JsonText.Find(block, "text"))));
            answer.Message(message);
            return true;
        }

        return e.Type != "error" && !e.IsBody && JsonText.Has(e.Root, "current_agent_name") && Understand(answer);
    }

    private static bool Understand(AnswerAssembler answer)
    {
        answer.Understood();
        return true;
    }

    private static void ReadTool(AgentEvent e, string tool, JsonElement arguments, AnswerAssembler answer)
    {
        string? id = e.Text("tool_id") ?? e.Text("toolId");
        answer.ToolCall(ToolContents.Call(id, tool, arguments));
        if (JsonText.Value(e.Root, "tool_output", "toolOutput") is { ValueKind: not JsonValueKind.Undefined } output)
        {
            JsonElement content = output.ValueKind == JsonValueKind.Object ? JsonText.Value(output, "content", "blocks", "result", "raw_output") : output;
            answer.ToolResult(ToolContents.Result(id, ToolContents.ResultOf(content), JsonText.IsTrue(output, "is_error") || JsonText.IsTrue(output, "isError")));
        }
    }
}
