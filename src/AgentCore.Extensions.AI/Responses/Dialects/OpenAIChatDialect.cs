using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>OpenAI's chat completions, in chunks or whole, with the additions of those who imitate them.</summary>
internal sealed class OpenAIChatDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (!e.TryArray("choices", out JsonElement choices) || JsonText.Value(e.Root, "error").ValueKind != JsonValueKind.Undefined)
        {
            return false;
        }

        answer.Understood();
        answer.Model(e.Text("model"));
        if (IsTextAlone(e.Root, choices, out JsonElement content))
        {
            answer.Usage.ContinueCall();
            answer.TextAlone(content);
            return true;
        }

        if (choices.GetArrayLength() > 0 && choices[0] is { ValueKind: JsonValueKind.Object } choice)
        {
            ReadChoice(choice, answer);
        }

        if (e.TryObject("usage", out JsonElement usage))
        {
            answer.CallUsage(e.Text("id") ?? "completion", usage);
        }

        return true;
    }

    // Nearly every chunk is a piece of text and nothing else.
    private static bool IsTextAlone(JsonElement root, JsonElement choices, out JsonElement content)
    {
        content = default;
        if (choices.GetArrayLength() != 1 || !JsonText.TryFind(choices[0], "delta", JsonValueKind.Object, out JsonElement delta)
            || !JsonText.TryFind(delta, "content", JsonValueKind.String, out content) || content.ValueEquals(""u8))
        {
            return false;
        }

        return JsonText.Value(root, "usage").ValueKind == JsonValueKind.Undefined
            && JsonText.Value(choices[0], "finish_reason").ValueKind == JsonValueKind.Undefined
            && JsonText.Value(delta, "tool_calls").ValueKind == JsonValueKind.Undefined
            && Messages.ReasoningOf(delta) is null;
    }

    private static void ReadChoice(JsonElement choice, AnswerAssembler answer)
    {
        answer.Usage.ContinueCall();
        if (JsonText.TryFind(choice, "delta", JsonValueKind.Object, out JsonElement delta))
        {
            answer.Reasoning(Messages.ReasoningOf(delta));
            if (JsonText.FindAny(delta, "content", "refusal") is { Length: > 0 } text)
            {
                answer.Text(text);
            }

            ReadToolCallPieces(JsonText.Value(delta, "tool_calls"), answer);
        }
        else if (Messages.Read(JsonText.Value(choice, "message")) is { } message)
        {
            answer.Message(message);
        }
        else if (JsonText.Find(choice, "text") is { } completion)
        {
            answer.Text(completion);
        }

        if (JsonText.Find(choice, "finish_reason") is { Length: > 0 } reason)
        {
            answer.EndBlocks();
            answer.Finish(reason);
            answer.Usage.FinishCall();
        }
    }

    private static void ReadToolCallPieces(JsonElement calls, AnswerAssembler answer)
    {
        if (calls.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (JsonElement call in calls.EnumerateArray())
        {
            string block = JsonText.Value(call, "index") is { ValueKind: JsonValueKind.Number } index ? index.GetRawText() : "";
            if (JsonText.TryFind(call, "function", JsonValueKind.Object, out JsonElement function))
            {
                if (JsonText.Find(function, "name") is { Length: > 0 } name)
                {
                    answer.ContinueTool(block, JsonText.Find(call, "id"), name);
                }

                answer.AddToolInput(block, JsonText.Find(function, "arguments") ?? "");
            }
        }
    }
}
