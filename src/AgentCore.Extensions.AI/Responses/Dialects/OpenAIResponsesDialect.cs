using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The events of OpenAI's Responses API, and the response itself.</summary>
internal sealed class OpenAIResponsesDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (e.IsObject && e.Text("object") == "response")
        {
            ReadResponse(e.Root, answer);
            return true;
        }

        switch (e.Type)
        {
            case "response.output_text.delta" or "response.refusal.delta" when e.Text("delta") is { } delta:
                answer.Text(delta);
                return true;
            case "response.output_text.done" when e.Text("text") is { } text:
                answer.TextBlock(text);
                return true;
            case "response.refusal.done" when e.Text("refusal") is { } refusal:
                answer.TextBlock(refusal);
                return true;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta" or "response.reasoning.delta":
                answer.Reasoning(e.Text("delta"));
                return true;
            case "response.reasoning_summary_text.done" or "response.reasoning_text.done":
                answer.ReasoningBlock(e.Text("text"));
                return true;
            case "response.output_item.added" when e.TryObject("item", out JsonElement added):
                answer.Understood();
                if (JsonText.Find(added, "type") == "function_call" && JsonText.Find(added, "name") is { } name)
                {
                    answer.StartTool(JsonText.Find(added, "id") ?? "", JsonText.FindAny(added, "call_id", "id"), name);
                }

                return true;
            case "response.function_call_arguments.delta":
                answer.AddToolInput(e.Text("item_id") ?? "", e.Text("delta") ?? "");
                return true;
            case "response.function_call_arguments.done":
                answer.EndBlock(e.Text("item_id") ?? "");
                return true;
            case "response.output_item.done" when e.TryObject("item", out JsonElement item):
                OpenAIItems.Read(item, answer);
                return true;
            case "response.completed" or "response.incomplete" or "response.failed" when e.TryObject("response", out JsonElement response):
                ReadResponse(response, answer);
                return true;
            case "response.created" or "response.in_progress" or "response.queued" or "response.content_part.added" or "response.content_part.done"
                or "response.reasoning_summary_part.added" or "response.reasoning_summary_part.done":
                answer.Understood();
                return true;
            default:
                return false;
        }
    }

    private static void ReadResponse(JsonElement response, AnswerAssembler answer)
    {
        answer.Model(JsonText.Find(response, "model"));
        if (JsonText.TryFind(response, "error", JsonValueKind.Object, out JsonElement error))
        {
            throw answer.Errors.FromAgent(JsonText.Find(error, "message") ?? "The model failed.", JsonText.Find(error, "code"));
        }

        OpenAIItems.ReadAll(JsonText.Value(response, "output"), answer);
        answer.CallUsage(JsonText.Value(response, "usage"));
        answer.Finish(JsonText.TryFind(response, "incomplete_details", JsonValueKind.Object, out JsonElement details) ? JsonText.Find(details, "reason") : "stop");
    }
}
