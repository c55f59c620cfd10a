using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Reads JSON strings that System.Text.Json refuses: with half a surrogate pair (which the next delta may complete) or bytes that are no UTF-8.</summary>
internal static class JsonText
{
    public static string Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        }
    }

    public static string Read(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(JsonMarshal.GetRawUtf8Value(element)[1..^1]);
        }
    }

    /// <summary>A value as it stands in the JSON.</summary>
    public static string Raw(JsonElement element) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>A property's name.</summary>
    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Surrogates.Mend(Unescape(JsonMarshal.GetRawUtf8PropertyName(property)));
        }
    }

    /// <summary>The string under the first of some keys that holds one.</summary>
    public static string? FindAny(JsonElement element, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (Find(element, key) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>What is under the first of some keys that is there and not null; <see cref="JsonValueKind.Undefined"/> where none is.</summary>
    public static JsonElement Value(JsonElement element, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return default;
    }

    public static bool IsTrue(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Whether an object has one of some keys, whatever is under it.</summary>
    public static bool Has(JsonElement element, string key) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out _);

    /// <summary>The string under a key, or <see langword="null"/> where there is none.</summary>
    public static string? Find(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? Read(value)
            : null;

    /// <summary>The object or array under a key.</summary>
    public static bool TryFind(JsonElement element, string key, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out value) && value.ValueKind == kind;
    }

    private static string Unescape(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.UTF8.GetString(utf8);
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            char escape = text[++i];
            if (escape == 'u' && i + 4 < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                result.Append((char)code);
                i += 4;
            }
            else
            {
                result.Append(escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => escape });
            }
        }

        return result.ToString();
    }
}
