using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Strands for TypeScript: model events as they come, five later events that repeat the message, tool events, and the result.</summary>
internal sealed class StrandsTypeScriptDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        switch (e.Type)
        {
            case "modelStreamUpdateEvent" when e.TryObject("event", out JsonElement inner):
                answer.Understood();
                TryRead(e.Inner(inner), answer);
                return true;
            case "nodeStreamUpdateEvent" when e.TryObject("inner", out JsonElement node) && JsonText.TryFind(node, "event", JsonValueKind.Object, out JsonElement nodeEvent):
                using (answer.InScope($"node {e.Text("nodeId")}/"))
                {
                    DialectList.TryReadInner(e, nodeEvent, answer);
                }

                return true;
            case "modelContentBlockStartEvent":
                answer.BeginBlock();
                if (e.TryObject("start", out JsonElement start) && JsonText.Find(start, "name") is { } name)
                {
                    answer.StartTool("", JsonText.Find(start, "toolUseId"), name);
                }

                return true;
            case "modelContentBlockDeltaEvent" when e.TryObject("delta", out JsonElement delta):
                ReadDelta(delta, answer);
                return true;
            case "modelContentBlockStopEvent":
                answer.EndBlock("");
                return true;
            case "modelMessageStopEvent":
                answer.Finish(e.Text("stopReason"));
                return true;
            case "modelMetadataEvent":
                answer.CallUsage(JsonText.Value(e.Root, "usage"));
                return true;
            case "contentBlockEvent" when e.TryObject("contentBlock", out JsonElement block):
                ReadBlock(block, answer);
                return true;
            case "modelMessageEvent" or "messageAddedEvent":
                ReadMessage(JsonText.Value(e.Root, "message"), e.Text("stopReason"), answer);
                return true;
            case "toolResultEvent" or "afterToolCallEvent" when e.TryObject("result", out JsonElement result):
                AgentMessage tool = new(ChatRole.User);
                ContentBlocks.Read(result, tool);
                answer.Message(tool);
                return true;
            case "agentResultEvent" when e.TryObject("result", out JsonElement run):
                ReadResult(run, answer);
                return true;
            case "agentResult":
                ReadResult(e.Root, answer);
                return true;
            case "nodeResultEvent" when e.TryObject("result", out JsonElement nodeResult):
                ReadOutcome(nodeResult, answer);
                return true;
            case "multiAgentResultEvent" when e.TryObject("result", out JsonElement outcome):
                ReadMultiAgentResult(outcome, answer);
                return true;
            case "multiAgentResult":
                ReadMultiAgentResult(e.Root, answer);
                return true;
            default:
                // Marks of the loop: what they hold comes with other events.
                bool isMark = e.Type.EndsWith("Event", StringComparison.Ordinal) && char.IsAsciiLetterLower(e.Type[0])
                    && (e.Type.StartsWith("model", StringComparison.Ordinal) || e.Type.StartsWith("before", StringComparison.Ordinal) || e.Type.StartsWith("after", StringComparison.Ordinal)
                        || e.Type.StartsWith("node", StringComparison.Ordinal) || e.Type.StartsWith("multiAgent", StringComparison.Ordinal) || e.Type.StartsWith("tool", StringComparison.Ordinal));
                if (isMark)
                {
                    answer.Understood();
                }

                return isMark;
        }
    }

    private static void ReadDelta(JsonElement delta, AnswerAssembler answer)
    {
        switch (JsonText.Find(delta, "type"))
        {
            case "textDelta":
                answer.Text(JsonText.Find(delta, "text") ?? "");
                break;
            case "toolUseInputDelta":
                answer.AddToolInput("", JsonText.Find(delta, "input") ?? "");
                break;
            case "reasoningContentDelta":
                answer.Reasoning(JsonText.Find(delta, "text"), JsonText.FindAny(delta, "signature", "redactedContent"));
                break;
        }
    }

    private static void ReadBlock(JsonElement block, AnswerAssembler answer)
    {
        AgentMessage message = new(ChatRole.Assistant);
        ContentBlocks.Read(block, message);
        foreach (AIContent content in message.Contents)
        {
            switch (content)
            {
                case TextContent text:
                    answer.TextBlock(text.Text);
                    break;
                case TextReasoningContent reasoning:
                    answer.ReasoningBlock(reasoning.Text, reasoning.ProtectedData);
                    break;
                case FunctionCallContent call:
                    answer.ToolCall(call);
                    break;
            }
        }
    }

    private static void ReadMessage(JsonElement value, string? stopReason, AnswerAssembler answer)
    {
        answer.Understood();
        if (Messages.Read(value) is { } message)
        {
            answer.Message(message);
        }

        answer.Finish(stopReason);
    }

    private static void ReadResult(JsonElement run, AnswerAssembler answer)
    {
        answer.Finish(JsonText.Find(run, "stopReason"));
        if (Messages.Read(JsonText.Value(run, "lastMessage")) is { } message)
        {
            message.FinishReason = null;
            answer.Result(message);
        }
    }

    private static void ReadMultiAgentResult(JsonElement result, AnswerAssembler answer)
    {
        ReadOutcome(result, answer);
        answer.Usage.SetTotal(JsonText.Value(result, "usage"));
    }

    // What one node, or the whole graph or swarm, came to.
    private static void ReadOutcome(JsonElement outcome, AnswerAssembler answer)
    {
        answer.Understood();
        if (JsonText.Find(outcome, "status") is "FAILED")
        {
            answer.FailUnlessMoreFollows(ErrorOf(outcome) ?? "A node of the agent failed.");
        }

        if (JsonText.TryFind(outcome, "content", JsonValueKind.Array, out JsonElement content))
        {
            AgentMessage message = new(ChatRole.Assistant);
            ContentBlocks.Read(content, message);
            if (message.Contents.Count > 0)
            {
                answer.Result(message);
            }
        }
    }

    // The error stands beside the status, or beside that of the node which failed.
    private static string? ErrorOf(JsonElement outcome)
    {
        JsonElement error = JsonText.Value(outcome, "error");
        if (error.ValueKind is JsonValueKind.String or JsonValueKind.Object)
        {
            return error.ValueKind == JsonValueKind.String ? JsonText.Read(error) : JsonText.Find(error, "message");
        }

        return JsonText.TryFind(outcome, "results", JsonValueKind.Array, out JsonElement results)
            ? results.EnumerateArray().Where(result => result.ValueKind == JsonValueKind.Object).Select(ErrorOf).FirstOrDefault(words => words is not null)
            : null;
    }
}
