using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Makes the contents that tell of tools which the agent ran itself.</summary>
internal static class ToolContents
{
    /// <summary>A call whose id is empty is given one by <see cref="ToolActivity"/>.</summary>
    public static FunctionCallContent Call(string? id, string name, JsonElement arguments)
    {
        (Dictionary<string, object?>? parsed, Exception? fault) = arguments.ValueKind == JsonValueKind.String
            ? Parse(JsonText.Read(arguments), maxDepth: 0)
            : (Properties(arguments), null);
        return Call(Surrogates.Mend(id ?? ""), name, parsed, fault);
    }

    public static FunctionCallContent Call(string id, string name, string arguments, int maxDepth)
    {
        (Dictionary<string, object?>? parsed, Exception? fault) = Parse(arguments, maxDepth);
        return Call(id, name, parsed, fault);
    }

    public static FunctionResultContent Result(string? id, object? result, bool failed)
    {
        FunctionResultContent content = new(Surrogates.Mend(id ?? ""), result);
        if (failed)
        {
            // The exception does not survive serialisation; the property does.
            content.Exception = new InvalidOperationException("The agent's tool reported an error.");
            content.AdditionalProperties = new() { ["status"] = "error" };
        }

        return content;
    }

    /// <summary>A tool's result: a string as its text, text blocks as one text, one block of JSON as the JSON itself, else what it is.</summary>
    public static object? ResultOf(JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return Surrogates.Mend(JsonText.Read(content));
            case JsonValueKind.Object when content.EnumerateObject().Count() is 1 or 2 && JsonText.Find(content, "type") is "text" && JsonText.Find(content, "text") is { } text:
                return Surrogates.Mend(text);
            case JsonValueKind.Array when content.GetArrayLength() > 0:
                return TextOf(content) is { } texts ? texts : SingleJson(content) ?? JsonMend.Copy(content);
            default:
                return JsonMend.Copy(content);
        }
    }

    private static FunctionCallContent Call(string id, string name, Dictionary<string, object?>? arguments, Exception? fault) =>

        // Informational: the agent has run the tool already, and nobody else must.
        new(id, Surrogates.Mend(name), arguments) { InformationalOnly = true, Exception = fault };

    private static (Dictionary<string, object?>?, Exception?) Parse(string json, int maxDepth)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return (null, null);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (Properties(document.RootElement), null)
                : (new() { ["input"] = JsonMend.Copy(document.RootElement) }, null);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // Half a surrogate pair in the text is an ArgumentException to the parser.
            return (new() { ["input"] = Surrogates.Mend(json) }, new InvalidOperationException("The arguments of the agent's tool call are no JSON, or are nested too deeply.", exception));
        }
    }

    private static Dictionary<string, object?>? Properties(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            return arguments.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : new() { ["input"] = JsonMend.Copy(arguments) };
        }

        Dictionary<string, object?> properties = [];
        foreach (JsonProperty property in arguments.EnumerateObject())
        {
            properties[JsonText.Name(property)] = JsonMend.Copy(property.Value);
        }

        return properties.Count == 0 ? null : properties;
    }

    private static string? TextOf(JsonElement blocks)
    {
        List<string> texts = [];
        foreach (JsonElement block in blocks.EnumerateArray())
        {
            if (JsonText.Find(block, "text") is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }

        return Surrogates.Mend(string.Concat(texts));
    }

    private static JsonElement? SingleJson(JsonElement blocks) =>
        blocks.GetArrayLength() == 1 && blocks[0].ValueKind == JsonValueKind.Object && blocks[0].TryGetProperty("json", out JsonElement json) ? JsonMend.Copy(json) : null;
}
