using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Claude Agent SDK: messages of the assistant and of its tools, partial ones as <c>stream_event</c>, and the run's result.</summary>
internal sealed class ClaudeAgentDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        switch (e.Type)
        {
            case "stream_event" when e.TryObject("event", out JsonElement inner):
                answer.Understood();
                DialectList.TryReadInner(e, inner, answer);
                return true;
            case "assistant" when e.TryObject("message", out JsonElement message):
                Read(message, ChatRole.Assistant, e.Text("uuid"), answer);
                return true;
            case "user" when e.TryObject("message", out JsonElement results):
                Read(results, ChatRole.User, id: null, answer);
                return true;
            case "system" when e.Text("subtype") is not null:
                answer.Understood();
                return true;
            case "result" when JsonText.Has(e.Root, "subtype"):
                ReadResult(e, answer);
                return true;
            default:
                return e.IsObject && JsonText.Has(e.Root, "num_turns") && JsonText.Has(e.Root, "is_error") && ReadResult(e, answer);
        }
    }

    private static void Read(JsonElement value, ChatRole role, string? id, AnswerAssembler answer)
    {
        AgentMessage message = new(role, id) { Model = JsonText.Find(value, "model") };
        ContentBlocks.Read(JsonText.Value(value, "content"), message);

        // One message comes as one event a block, each with the whole message's usage.
        if (role == ChatRole.Assistant && JsonText.Find(value, "id") is { } messageId)
        {
            answer.CallUsage(messageId, JsonText.Value(value, "usage"));
        }

        answer.Message(message);
    }

    private static bool ReadResult(AgentEvent e, AnswerAssembler answer)
    {
        answer.Understood();
        answer.Usage.SetTotal(JsonText.Value(e.Root, "usage"));
        string? subtype = e.Text("subtype");
        if (JsonText.IsTrue(e.Root, "is_error") || subtype?.StartsWith("error", StringComparison.Ordinal) == true)
        {
            throw answer.Errors.FromAgent(e.Text("result") is { Length: > 0 } words ? words : subtype ?? "The agent failed.", subtype);
        }

        if (e.Text("result") is { } text)
        {
            answer.Result(text);
        }

        return true;
    }
}
