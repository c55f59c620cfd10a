using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Arguments and results of tools as text.</summary>
internal static class ToolText
{
    private static readonly JsonWriterOptions s_writerOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gives a call's arguments as a JSON object.</summary>
    /// <exception cref="NotSupportedException">An argument can't be written as JSON.</exception>
    public static string OfArguments(FunctionCallContent call)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writerOptions))
        {
            writer.WriteStartObject();
            foreach ((string name, object? value) in call.Arguments ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(ToJson(value, "An argument", call.Name), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Gives a tool's result: text as it is, anything else as JSON.</summary>
    /// <exception cref="NotSupportedException">The result can't be written as JSON.</exception>
    public static string OfResult(FunctionResultContent result, string toolName) => result.Result switch
    {
        string text => text,
        TextContent text => text.Text,
        // What a function returned as a string arrives as a JSON string; quotes and escapes would only cost the agent's attention.
        JsonElement { ValueKind: JsonValueKind.String } element when TryGetString(element, out string? text) => text,
        var value => ToJson(value, "The result", toolName),
    };

    private static bool TryGetString(JsonElement element, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? text)
    {
        try
        {
            text = element.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: legal in JSON, but no string.
            text = null;
            return false;
        }
    }

    private static string ToJson(object? value, string what, string toolName)
    {
        if (value is null)
        {
            return "null";
        }

        try
        {
            // The type's own metadata, not reflection: a trimmed application gives it through AIJsonUtilities.DefaultOptions.
            JsonTypeInfo typeInfo = AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType());
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, s_writerOptions))
            {
                JsonSerializer.Serialize(writer, value, typeInfo);
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (JsonException) when (value is JsonElement element)
        {
            // Half a surrogate pair again. Its escape is harmless where the JSON is carried as text.
            return element.GetRawText();
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new NotSupportedException(
                $"{what} of the tool '{toolName}' is a {value.GetType().Name}, which can't be written as JSON here. Give a string or a JsonElement instead.", e);
        }
    }
}
