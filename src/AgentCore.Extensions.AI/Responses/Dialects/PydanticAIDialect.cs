using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Pydantic AI's events: the start of a part already holds its first text.</summary>
internal sealed class PydanticAIDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (!e.IsObject || e.Text("event_kind") is not { } kind)
        {
            return false;
        }

        answer.Understood();
        switch (kind)
        {
            case "part_start" when e.TryObject("part", out JsonElement part):
                StartPart(Block(e), part, answer);
                break;
            case "part_delta" when e.TryObject("delta", out JsonElement delta):
                ReadDelta(Block(e), delta, answer);
                break;
            case "part_end":
                answer.EndBlock(Block(e));
                break;
            case "function_tool_call" or "builtin_tool_call" when e.TryObject("part", out JsonElement call) && JsonText.Find(call, "tool_name") is { } name:
                answer.ToolCall(ToolContents.Call(JsonText.Find(call, "tool_call_id"), name, JsonText.Value(call, "args")));
                break;
            case "function_tool_result" or "builtin_tool_result":
                JsonElement result = JsonText.Value(e.Root, "result", "part");
                answer.ToolResult(ToolContents.Result(
                    JsonText.Find(result, "tool_call_id"), ToolContents.ResultOf(JsonText.Value(result, "content")), JsonText.Find(result, "part_kind") == "retry-prompt"));
                break;
            case "agent_run_result" when e.TryObject("result", out JsonElement run):
                answer.Usage.SetTotal(JsonText.Value(run, "usage"));
                if (JsonText.Find(run, "output") is { } output)
                {
                    answer.Result(output);
                }

                break;
        }

        return true;
    }

    private static string Block(AgentEvent e) => JsonText.Value(e.Root, "index") is { ValueKind: JsonValueKind.Number } index ? index.GetRawText() : "";

    private static void StartPart(string block, JsonElement part, AnswerAssembler answer)
    {
        answer.EndBlock(block);
        switch (JsonText.Find(part, "part_kind"))
        {
            case "text" when JsonText.Find(part, "content") is { Length: > 0 } text:
                answer.Text(text);
                break;
            case "thinking":
                answer.Reasoning(JsonText.Find(part, "content"), JsonText.Find(part, "signature"));
                break;
            case "tool-call" or "builtin-tool-call" when JsonText.Find(part, "tool_name") is { } name:
                answer.StartTool(block, JsonText.Find(part, "tool_call_id"), name);
                AddArguments(block, JsonText.Value(part, "args"), answer);
                break;
        }
    }

    private static void ReadDelta(string block, JsonElement delta, AnswerAssembler answer)
    {
        switch (JsonText.Find(delta, "part_delta_kind"))
        {
            case "text":
                answer.Text(JsonText.Find(delta, "content_delta") ?? "");
                break;
            case "thinking":
                answer.Reasoning(JsonText.Find(delta, "content_delta"), JsonText.Find(delta, "signature_delta"));
                break;
            case "tool_call":
                AddArguments(block, JsonText.Value(delta, "args_delta"), answer);
                break;
        }
    }

    private static void AddArguments(string block, JsonElement arguments, AnswerAssembler answer)
    {
        if (arguments.ValueKind != JsonValueKind.Undefined)
        {
            answer.AddToolInput(block, arguments.ValueKind == JsonValueKind.String ? JsonText.Read(arguments) : JsonText.Raw(arguments));
        }
    }
}
