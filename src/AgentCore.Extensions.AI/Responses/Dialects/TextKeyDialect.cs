using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>
/// Objects of the agent author's own making with the text under one key. It is taken only where every other key is known metadata:
/// else the whole object is the answer, and nothing of it may be lost.
/// </summary>
internal sealed class TextKeyDialect : IDialect
{
    private static readonly string[] s_deltas = ["data", "text", "token", "delta", "content"];

    private static readonly HashSet<string> s_ends = new(StringComparer.Ordinal)
    {
        "final", "final_answer", "final_result", "result", "complete", "completed", "done", "end", "message_complete",
    };

    private static readonly string[] s_texts =
    [
        "result", "response", "output", "completion", "answer", "content", "message", "text", "reply",
        "final_output", "generated_text", "outputText", "output_text", "data", "token", "delta",
    ];

    private static readonly HashSet<string> s_metadata = new(StringComparer.OrdinalIgnoreCase)
    {
        "status", "statusCode", "status_code", "session_id", "sessionId", "timestamp", "model", "model_id", "usage", "metadata", "stop_reason", "stopReason", "finish_reason",
        "done", "complete", "index", "finishReason", "name", "author", "node", "step", "sequence", "id", "type", "role", "request_id", "requestId", "trace_id", "traceId", "trackingId", "user_id", "userId", "actor_id", "agent", "created", "created_at", "success", "error", "event",
    };

    public static bool IsMetadata(string name) => s_metadata.Contains(name);

    /// <summary>Reads what stands beside the text.</summary>
    public static void ReadMetadata(JsonElement root, AnswerAssembler answer)
    {
        answer.Usage.AddIfNone(JsonText.Value(root, "usage"));
        answer.Finish(JsonText.FindAny(root, "stop_reason", "stopReason", "finish_reason", "finishReason"));
        answer.Model(JsonText.Find(root, "model"));
    }

    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (answer.JsonRequested || !e.IsObject)
        {
            return false;
        }

        // A stream's objects come many; a body is one, and its text is a result, as is that of the event which ends a stream.
        bool isEnd = e.IsBody || s_ends.Contains(e.Type) || JsonText.IsTrue(e.Root, "done");
        if (!isEnd && Find(e.Root, s_deltas) is { } delta)
        {
            if (e.Type is "thinking" or "reasoning" or "thought")
            {
                answer.Reasoning(delta);
            }
            else
            {
                answer.Text(delta);
            }
        }
        else if (Find(e.Root, s_texts) is { } text)
        {
            answer.Result(text);
        }
        else
        {
            return false;
        }

        ReadMetadata(e.Root, answer);
        return true;
    }

    private static string? Find(JsonElement root, string[] keys)
    {
        string? found = null;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            string name = JsonText.Name(property);
            if (found is null && property.Value.ValueKind == JsonValueKind.String && keys.Contains(name))
            {
                found = JsonText.Read(property.Value);
            }
            else if (property.Value.ValueKind != JsonValueKind.Null && !(s_metadata.Contains(name) && (name != "role" || property.Value.ValueKind == JsonValueKind.String)))
            {
                return null;
            }
        }

        return found;
    }
}
