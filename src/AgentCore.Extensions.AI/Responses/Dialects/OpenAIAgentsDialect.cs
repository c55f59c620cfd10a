using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>OpenAI's Agents SDK: the model's raw events, and the run's items, which repeat them.</summary>
internal sealed class OpenAIAgentsDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        switch (e.Type)
        {
            case "raw_model_stream_event" or "raw_response_event" when e.TryObject("data", out JsonElement data):
                answer.Understood();
                DialectList.TryReadInner(e, data, answer);
                return true;
            case "run_item_stream_event" when e.TryObject("item", out JsonElement item):
                ReadItem(item, answer);
                return true;
            case "agent_updated_stream_event":
                answer.Understood();
                return true;
            case "output_text_delta" when e.Text("delta") is { } delta:
                answer.Text(delta);
                return true;
            case "response_started":
                answer.Understood();
                return true;
            case "response_done" when e.TryObject("response", out JsonElement response):
                OpenAIItems.ReadAll(JsonText.Value(response, "output"), answer);
                answer.CallUsage(JsonText.Value(response, "usage"));
                return true;
            case "model" when e.TryObject("event", out JsonElement raw):
                // The provider's own event, which the SDK tells in its own words as well; reasoning is here alone.
                answer.Understood();
                if (JsonText.Find(raw, "type") is { } type && type.StartsWith("response.reasoning", StringComparison.Ordinal))
                {
                    DialectList.TryReadInner(e, raw, answer);
                }

                return true;
            default:
                return false;
        }
    }

    private static void ReadItem(JsonElement item, AnswerAssembler answer)
    {
        answer.Understood();
        JsonElement raw = JsonText.Value(item, "rawItem", "raw_item");
        if (JsonText.Find(item, "type") == "tool_call_output_item")
        {
            JsonElement output = JsonText.Value(item, "output");
            answer.ToolResult(ToolContents.Result(
                JsonText.FindAny(raw, "callId", "call_id"),
                ToolContents.ResultOf(output.ValueKind == JsonValueKind.Undefined ? JsonText.Value(raw, "output") : output),
                failed: false));
        }
        else
        {
            OpenAIItems.Read(raw, answer);
        }
    }
}
