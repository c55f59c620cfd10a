using System.Text.Json;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Reads the JSON of an error, which may hold anything.</summary>
internal static class ErrorJson
{
    /// <summary>Parses a body that is JSON or begins with it.</summary>
    /// <exception cref="JsonException">It is neither.</exception>
    public static JsonDocument Parse(ReadOnlySpan<byte> body)
    {
        byte[] mended = body.ToArray();
        JsonMend.Mend(mended);
        Utf8JsonReader reader = new(mended);
        return JsonDocument.ParseValue(ref reader);
    }

    /// <summary>A property's text; <see langword="null"/> where there is none, or bytes in it that are no UTF-8.</summary>
    public static string? FindText(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
                ? text
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The items of a property that is a list; none where it is another thing, or not there.</summary>
    public static IEnumerable<JsonElement> FindItems(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray()
                : [];
        }
        catch (InvalidOperationException)
        {
            return [];
        }
    }
}
