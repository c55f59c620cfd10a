using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Vercel's AI SDK: the stream for user interfaces, and the parts of its full stream.</summary>
internal sealed class VercelDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        switch (e.Type)
        {
            case "text-start" or "reasoning-start":
                answer.BeginBlock();
                return true;
            case "text-delta" when JsonText.Value(e.Root, "delta", "text", "textDelta") is { ValueKind: JsonValueKind.String } text:
                answer.TextAlone(text);
                return true;
            case "reasoning-delta" when Delta(e) is { } thought:
                answer.Reasoning(thought);
                return true;
            case "reasoning" when e.Text("textDelta") is { } thought:
                answer.Reasoning(thought);
                return true;
            case "tool-input-start" when e.Text("toolName") is { } name:
                answer.StartTool(CallId(e), CallId(e), name);
                return true;
            case "tool-input-delta":
                answer.AddToolInput(CallId(e), e.Text("inputTextDelta") ?? e.Text("delta") ?? "");
                return true;
            case "tool-input-available" or "tool-input-error" or "tool-call" when e.Text("toolName") is { } name:
                answer.ToolCall(ToolContents.Call(CallId(e), name, JsonText.Value(e.Root, "input", "args")));
                if (e.Type == "tool-input-error")
                {
                    answer.ToolResult(ToolContents.Result(CallId(e), e.Text("errorText"), failed: true));
                }

                return true;
            case "tool-output-available" or "tool-result" when e.Text("toolCallId") is { } id:
                if (!JsonText.IsTrue(e.Root, "preliminary"))
                {
                    answer.ToolResult(ToolContents.Result(id, ToolContents.ResultOf(JsonText.Value(e.Root, "output", "result")), failed: false));
                }

                return true;
            case "tool-output-error" or "tool-error" when e.Text("toolCallId") is { } id:
                answer.ToolResult(ToolContents.Result(id, e.Text("errorText") ?? ErrorText(JsonText.Value(e.Root, "error")), failed: true));
                return true;
            case "file" when e.Text("url") is { } url && url.StartsWith("data:", StringComparison.Ordinal):
                ReadFile(url, answer);
                return true;
            case "finish-step" or "step-finish":
                answer.CallUsage(JsonText.Value(e.Root, "usage"));
                answer.Finish(e.Text("finishReason"));
                return true;
            case "finish":
                answer.Understood();
                answer.Finish(e.Text("finishReason"));
                answer.Usage.SetTotal(JsonText.Value(e.Root, "totalUsage", "usage"));
                if (e.TryObject("messageMetadata", out JsonElement metadata))
                {
                    answer.Usage.SetTotal(JsonText.Value(metadata, "totalUsage", "usage"));
                }

                return true;
            case "start" when e.Root.EnumerateObject().All(property => JsonText.Name(property) is "type" or "messageId" or "messageMetadata"):
                answer.Understood();
                return true;
            case "start-step" or "step-start" or "text-end" or "reasoning-end" or "tool-input-end" or "message-metadata" or "source-url" or "source-document" or "abort" or "file":
                answer.Understood();
                return true;
            default:
                return false;
        }
    }

    private static string? Delta(AgentEvent e) => e.Text("delta") ?? e.Text("text") ?? e.Text("textDelta");

    private static string CallId(AgentEvent e) => e.Text("toolCallId") ?? e.Text("id") ?? "";

    private static object? ErrorText(JsonElement error) => JsonText.Find(error, "message") ?? ToolContents.ResultOf(error);

    private static void ReadFile(string url, AnswerAssembler answer)
    {
        answer.Understood();
        if (ContentBlocks.DataOf(url) is { } file)
        {
            answer.Data(file);
        }
    }
}
