using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>OpenAI's chat completions, in chunks or whole, with the additions of those who imitate them.</summary>
internal sealed class OpenAIChatDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (!e.TryArray("choices", out JsonElement choices))
        {
            return false;
        }

        answer.Understood();
        answer.Model(e.Text("model"));
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
                    answer.StartTool(block, JsonText.Find(call, "id"), name);
                }

                answer.AddToolInput(block, JsonText.Find(function, "arguments") ?? "");
            }
        }
    }
}
