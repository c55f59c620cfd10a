using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The events of AG-UI, the protocol between agents and user interfaces; also the names that it gave to reasoning before 1.0.</summary>
internal sealed class AGUIDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer) =>
        e.Type is [>= 'A' and <= 'Z', ..] && (TryReadText(e, answer) || TryReadReasoning(e, answer) || TryReadTool(e, answer) || TryReadRun(e, answer));

    private static bool TryReadText(AgentEvent e, AnswerAssembler answer)
    {
        switch (e.Type)
        {
            case "TEXT_MESSAGE_CONTENT" when JsonText.TryFind(e.Root, "delta", JsonValueKind.String, out JsonElement delta):
                answer.Understood();
                if (!answer.IsOfOthers(e.Text("messageId")))
                {
                    answer.TextAlone(delta);
                }

                return true;
            case "TEXT_MESSAGE_START":
                answer.EndBlock(Chunks(e));
                answer.BeginMessage(e.Text("messageId"), RoleOf(e));
                return true;
            case "TEXT_MESSAGE_CHUNK":
                answer.EndBlock(Chunks(e));
                if (e.Text("messageId") is { } id)
                {
                    answer.BeginMessage(id, RoleOf(e));
                }

                if (JsonText.TryFind(e.Root, "delta", JsonValueKind.String, out JsonElement piece) && !piece.ValueEquals(""u8) && !answer.IsOfOthers(e.Text("messageId")))
                {
                    answer.TextAlone(piece);
                }

                return true;
            case "TEXT_MESSAGE_END":
                answer.Understood();
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadReasoning(AgentEvent e, AnswerAssembler answer)
    {
        switch (e.Type)
        {
            case "REASONING_MESSAGE_CONTENT" or "REASONING_MESSAGE_CHUNK" or "THINKING_TEXT_MESSAGE_CONTENT":
                answer.Reasoning(e.Text("delta"));
                return true;
            case "REASONING_ENCRYPTED_VALUE":
                answer.Reasoning(null, e.Text("encryptedValue"));
                return true;
            case "REASONING_START" or "REASONING_MESSAGE_START" or "REASONING_MESSAGE_END" or "REASONING_END"
                or "THINKING_START" or "THINKING_TEXT_MESSAGE_START" or "THINKING_TEXT_MESSAGE_END" or "THINKING_END":
                answer.Understood();
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadTool(AgentEvent e, AnswerAssembler answer)
    {
        string id = e.Text("toolCallId") ?? "";
        switch (e.Type)
        {
            case "TOOL_CALL_START" when e.Text("toolCallName") is { } name:
                answer.StartTool(id, id, name);
                return true;
            case "TOOL_CALL_ARGS":
                answer.AddToolInput(id, e.Text("delta") ?? "");
                return true;
            case "TOOL_CALL_END":
                answer.EndBlock(id);
                return true;
            case "TOOL_CALL_CHUNK":
                string chunks = Chunks(e);
                if (e.Text("toolCallName") is { } chunked)
                {
                    answer.ContinueTool(chunks, id, chunked);
                }

                answer.AddToolInput(chunks, e.Text("delta") ?? "");
                return true;
            case "TOOL_CALL_RESULT":
                answer.ToolResult(ToolContents.Result(id, AGUIMessages.ResultOf(JsonText.Value(e.Root, "content")), failed: false));
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadRun(AgentEvent e, AnswerAssembler answer)
    {
        switch (e.Type)
        {
            case "RUN_FINISHED":
                Finish(e, answer);
                return true;
            case "RUN_ERROR":
                throw answer.Errors.FromAgent(e.Text("message") ?? "it told no reason.", e.Text("code"));
            case "MESSAGES_SNAPSHOT" when e.TryArray("messages", out JsonElement messages):
                answer.Snapshot(AGUIMessages.Read(messages));
                return true;
            case "RUN_STARTED" or "STEP_STARTED" or "STEP_FINISHED" or "SUBAGENT_STARTED" or "SUBAGENT_FINISHED" or "SUBAGENT_ERROR":
            case "STATE_SNAPSHOT" or "STATE_DELTA" or "ACTIVITY_SNAPSHOT" or "ACTIVITY_DELTA":
            case "RAW" when JsonText.Has(e.Root, "event"):
            case "CUSTOM" when JsonText.Has(e.Root, "name") && JsonText.Has(e.Root, "value"):
                answer.Understood();
                return true;
            default:
                return false;
        }
    }

    private static void Finish(AgentEvent e, AnswerAssembler answer)
    {
        answer.Finish(e.TryObject("outcome", out JsonElement outcome) && JsonText.Find(outcome, "type") is { } type ? type : "stop");
        ReadUsage(e, answer);
        JsonElement result = JsonText.Value(e.Root, "result");
        if (result.ValueKind != JsonValueKind.Undefined)
        {
            // What a run without a word came to.
            answer.Result(result.ValueKind == JsonValueKind.String ? JsonText.Read(result) : JsonText.Raw(result));
        }
    }

    // An entry for each model that the run called.
    private static void ReadUsage(AgentEvent e, AnswerAssembler answer)
    {
        if (e.TryArray("usage", out JsonElement models))
        {
            foreach (JsonElement model in models.EnumerateArray())
            {
                answer.Model(JsonText.Find(model, "model"));
                answer.CallUsage(model);
            }
        }
    }

    // Chunks of calls come one call after the other, only the first of each has to name it, and whatever follows ends it.
    private static string Chunks(AgentEvent e) => "chunks:" + e.Text("subagentRunId");

    private static ChatRole RoleOf(AgentEvent e) => e.Text("role") is { } role ? Messages.RoleOf(role) : ChatRole.Assistant;
}
