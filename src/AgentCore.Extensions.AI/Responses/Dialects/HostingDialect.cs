using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>AWS's hosting for .NET: <c>{"chunk": "…"}</c>, then <c>{"message": "everything", "done": true}</c>.</summary>
internal sealed class HostingDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        JsonElement root = e.Root;
        if (JsonText.Find(root, "chunk") is { } chunk)
        {
            answer.Text(chunk);
            return true;
        }

        if (JsonText.Find(root, "message") is { } message && root.TryGetProperty("done", out JsonElement done) && done.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            answer.Result(message);
            return true;
        }

        return false;
    }
}
