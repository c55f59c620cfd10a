using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>One event of a stream, or a whole body, as the dialects are asked about it.</summary>
/// <param name="Root">Its JSON.</param>
/// <param name="Name">Its name in the framing of server-sent events; empty where it has none.</param>
/// <param name="IsBody">Whether it is all that the agent answered.</param>
/// <param name="Depth">How many wrappings it was taken out of.</param>
internal readonly record struct AgentEvent(JsonElement Root, string Name, bool IsBody, int Depth = 0)
{
    /// <summary>Gets what kind of event it calls itself; an event's name serves where the agent's framework moved the kind there.</summary>
    public string Type { get; } = JsonText.Find(Root, "type") ?? Name;

    public bool IsObject => Root.ValueKind == JsonValueKind.Object;

    /// <summary>What this event wraps.</summary>
    public AgentEvent Inner(JsonElement value) => new(value, "", IsBody, Depth + 1);

    public string? Text(string key) => JsonText.Find(Root, key);

    public bool TryObject(string key, out JsonElement value) => JsonText.TryFind(Root, key, JsonValueKind.Object, out value);

    public bool TryArray(string key, out JsonElement value) => JsonText.TryFind(Root, key, JsonValueKind.Array, out value);
}
