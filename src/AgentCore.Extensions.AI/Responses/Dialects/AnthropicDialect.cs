using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The events of Anthropic's Messages API.</summary>
internal sealed class AnthropicDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        switch (e.Type)
        {
            case "message_start" when e.TryObject("message", out JsonElement message):
                answer.Model(JsonText.Find(message, "model"));
                answer.CallUsage(JsonText.Find(message, "id") ?? "message", JsonText.Value(message, "usage"));
                answer.BeginBlock();
                return true;
            case "content_block_start" when e.TryObject("content_block", out JsonElement block):
                answer.BeginBlock();
                StartBlock(e, block, answer);
                return true;
            case "content_block_delta" when e.TryObject("delta", out JsonElement delta):
                ReadDelta(e, delta, answer);
                return true;
            case "content_block_stop":
                answer.EndBlock(Block(e));
                return true;
            case "message_delta" when e.TryObject("delta", out JsonElement end):
                answer.Finish(JsonText.Find(end, "stop_reason"));
                answer.UpdateCallUsage(JsonText.Value(e.Root, "usage"));
                return true;
            case "message_stop":
                answer.Understood();
                answer.Usage.EndCall();
                return true;
            case "ping":
                answer.Understood();
                return true;
            case "text" when e.Text("text") is not null && e.Text("snapshot") is { } soFar:
                answer.TextSoFar(soFar);
                return true;
            default:
                return false;
        }
    }

    private static void StartBlock(AgentEvent e, JsonElement block, AnswerAssembler answer)
    {
        string type = JsonText.Find(block, "type") ?? "";
        if (type.EndsWith("tool_use", StringComparison.Ordinal) && JsonText.Find(block, "name") is { } name)
        {
            answer.StartTool(Block(e), JsonText.Find(block, "id"), name);
        }
        else if (type.EndsWith("tool_result", StringComparison.Ordinal))
        {
            AgentMessage result = new(ChatRole.Tool);
            ContentBlocks.Read(block, result);
            answer.Message(result);
        }
        else if (type == "text" && JsonText.Find(block, "text") is { Length: > 0 } text)
        {
            answer.Text(text);
        }
        else if (type is "thinking" or "redacted_thinking")
        {
            answer.Reasoning(JsonText.Find(block, "thinking"), JsonText.Find(block, "data"));
        }
    }

    private static void ReadDelta(AgentEvent e, JsonElement delta, AnswerAssembler answer)
    {
        answer.Understood();
        switch (JsonText.Find(delta, "type"))
        {
            case "text_delta" when JsonText.TryFind(delta, "text", JsonValueKind.String, out JsonElement text):
                answer.TextAlone(text);
                break;
            case "thinking_delta":
                answer.Reasoning(JsonText.Find(delta, "thinking"));
                break;
            case "signature_delta":
                answer.Reasoning(null, JsonText.Find(delta, "signature"));
                break;
            case "input_json_delta":
                answer.AddToolInput(Block(e), JsonText.Find(delta, "partial_json") ?? "");
                break;
        }
    }

    private static string Block(AgentEvent e) =>
        JsonText.Value(e.Root, "index") is { ValueKind: JsonValueKind.Number } index && index.TryGetInt64(out long number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : "";
}
