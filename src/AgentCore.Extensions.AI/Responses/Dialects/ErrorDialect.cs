using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>
/// Errors inside an answer that began well: <c>{"error": "…", "error_type": "…"}</c> of the Python and .NET hosts, <c>event: error</c> of the TypeScript host,
/// and <c>[{"error": "…"}, 401]</c>, which a habit from another web framework makes of a status.
/// </summary>
internal sealed class ErrorDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        JsonElement root = e.Root;
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 2
            && root[0].ValueKind == JsonValueKind.Object && root[0].TryGetProperty("error", out _) && root[1].ValueKind == JsonValueKind.Number)
        {
            root = root[0];
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        JsonElement error = JsonText.Value(root, "error");
        if (error.ValueKind == JsonValueKind.Object || (error.ValueKind == JsonValueKind.String && JsonText.Read(error).Length > 0))
        {
            throw answer.Errors.FromAgent(
                error.ValueKind == JsonValueKind.String ? JsonText.Read(error) : JsonText.FindAny(error, "message", "detail", "error") ?? JsonText.Raw(error),
                JsonText.FindAny(root, "error_type", "error_code", "errorType") ?? JsonText.FindAny(error, "code", "type") ?? JsonText.Find(root, "code"));
        }

        if (error.ValueKind == JsonValueKind.String && JsonText.Find(root, "error_type") is { Length: > 0 } errorType)
        {
            // Python's exception without words of its own.
            throw answer.Errors.FromAgent(JsonText.Find(root, "message") ?? errorType, errorType);
        }

        bool saysError = e.Name == "error" || e.Type == "error" || (e.Text("status") is "error" or "failed" && JsonText.FindAny(root, "result", "response", "output", "answer") is null);
        return saysError && (e.Name == "error" || e.Type == "error" || e.Text("message") is not null)
            ? throw answer.Errors.FromAgent(JsonText.FindAny(root, "errorText", "message", "detail", "text", "content") ?? JsonText.Raw(root), JsonText.FindAny(root, "code", "error_type", "error_code"))
            : false;
    }
}
