using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>
/// Objects of the agent author's own making with the text under one key. It is taken only where every other key is known metadata:
/// else the whole object is the answer, and nothing of it may be lost.
/// </summary>
internal sealed class TextKeyDialect : IDialect
{
    private static readonly string[] s_deltas = ["data", "text", "token", "delta", "content"];

    private static readonly string[] s_texts =
    [
        "result", "response", "output", "completion", "answer", "content", "message", "text", "reply",
        "final_output", "generated_text", "outputText", "output_text", "data", "token", "delta",
    ];

    private static readonly HashSet<string> s_metadata = new(StringComparer.OrdinalIgnoreCase)
    {
        "status", "statusCode", "status_code", "session_id", "sessionId", "timestamp", "model", "model_id", "usage", "metadata", "stop_reason", "stopReason", "finish_reason",
        "done", "id", "type", "role", "request_id", "requestId", "trace_id", "traceId", "trackingId", "user_id", "userId", "actor_id", "agent", "created", "created_at", "success", "error", "event",
    };

    public bool TryRead(JsonElement root, string eventType, AnswerAssembler answer)
    {
        if (answer.JsonRequested || root.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        // A stream's objects come many; a body is one, and its text is a result.
        if (eventType.Length > 0 && Find(root, s_deltas) is { } delta)
        {
            answer.Text(delta);
        }
        else if (Find(root, s_texts) is { } text)
        {
            answer.Result(text);
        }
        else
        {
            return false;
        }

        if (root.TryGetProperty("usage", out JsonElement usage))
        {
            answer.Usage.AddIfNone(usage);
        }

        if ((JsonText.Find(root, "stop_reason") ?? JsonText.Find(root, "stopReason") ?? JsonText.Find(root, "finish_reason")) is { } reason)
        {
            answer.Finish(reason);
        }

        answer.Model(JsonText.Find(root, "model"));
        return true;
    }

    private static string? Find(JsonElement root, string[] keys)
    {
        string? found = null;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String && keys.Contains(property.Name) && found is null)
            {
                found = JsonText.Read(property.Value);
            }
            else if (!s_metadata.Contains(property.Name))
            {
                return null;
            }
        }

        return found;
    }
}
