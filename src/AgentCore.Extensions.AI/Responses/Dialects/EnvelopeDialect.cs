using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>
/// An object or a list that another dialect knows, wrapped under one key by the agent's author: <c>{"result": {…}}</c>.
/// In a single body it is taken only where all beside it is known metadata, so that nothing is lost.
/// </summary>
internal sealed class EnvelopeDialect : IDialect
{
    private static readonly string[] s_keys = ["message", "result", "response", "output", "data", "event", "chunk", "answer", "content", "delta", "payload", "body"];

    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (!e.IsObject)
        {
            return false;
        }

        foreach (string key in s_keys)
        {
            if (e.Root.TryGetProperty(key, out JsonElement inner) && inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                && (!e.IsBody || HoldsOnly(e.Root, key)) && DialectList.TryReadInner(e, inner, answer))
            {
                TextKeyDialect.ReadMetadata(e.Root, answer);
                return true;
            }
        }

        return false;
    }

    private static bool HoldsOnly(JsonElement root, string key)
    {
        foreach (JsonProperty property in root.EnumerateObject())
        {
            string name = JsonText.Name(property);
            if (name != key && !TextKeyDialect.IsMetadata(name) && property.Value.ValueKind != JsonValueKind.Null)
            {
                return false;
            }
        }

        return true;
    }
}
