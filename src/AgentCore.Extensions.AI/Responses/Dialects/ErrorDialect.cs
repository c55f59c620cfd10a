using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>
/// Errors inside an answer that began well: <c>{"error": "…", "error_type": "…"}</c> of the Python and .NET hosts, <c>event: error</c> of the TypeScript host,
/// and <c>[{"error": "…"}, 401]</c>, which a habit from another web framework makes of a status.
/// </summary>
internal sealed class ErrorDialect : IDialect
{
    public bool TryRead(JsonElement root, string eventType, AnswerAssembler answer)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 2
            && root[0].ValueKind == JsonValueKind.Object && root[0].TryGetProperty("error", out _) && root[1].ValueKind == JsonValueKind.Number)
        {
            root = root[0];
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind is JsonValueKind.String or JsonValueKind.Object)
        {
            throw answer.Errors.FromAgent(
                error.ValueKind == JsonValueKind.String ? JsonText.Read(error) : JsonText.Find(error, "message") ?? error.GetRawText(),
                JsonText.Find(root, "error_type") ?? JsonText.Find(error, "type") ?? JsonText.Find(error, "code") ?? JsonText.Find(root, "code"));
        }

        return eventType == "error"
            ? throw answer.Errors.FromAgent(JsonText.Find(root, "message") ?? root.GetRawText(), JsonText.Find(root, "code"))
            : false;
    }
}
