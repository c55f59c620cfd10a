using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>Every string that a caller gets is Unicode: half a surrogate pair fails in a file, on a wire or in a terminal, far from here.</summary>
internal static class TextRules
{
    /// <summary>500 characters and what says that there were more.</summary>
    private const int MaxNameLength = 501;

    public static void Check(Reading reading)
    {
        Check(reading.Error?.Message, "an error's message");
        Check(reading.Error?.ErrorCode, "an error's name");
        BrokenInvariantException.ThrowUnless(reading.Error?.ErrorCode is not { } name || (name.Length <= MaxNameLength && !name.Any(char.IsControl)), "An error's name is none for a log or a tag.");
        foreach (ChatResponseUpdate update in reading.Updates)
        {
            Check(update.ModelId, "a model's name");
            Check(update.FinishReason?.Value, "a finish reason");
            foreach (AIContent content in update.Contents)
            {
                Check(content);
            }
        }
    }

    private static void Check(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                Check(text.Text, "a text");
                break;
            case TextReasoningContent reasoning:
                Check(reasoning.Text, "reasoning");
                Check(reasoning.ProtectedData, "reasoning's protected data");
                break;
            case FunctionCallContent call:
                Check(call.CallId, "a call's id");
                Check(call.Name, "a tool's name");
                foreach ((string name, object? value) in call.Arguments ?? new Dictionary<string, object?>())
                {
                    Check(name, "an argument's name");
                    CheckValue(value);
                }

                break;
            case FunctionResultContent result:
                Check(result.CallId, "a result's id");
                Check(result.Exception?.Message, "a tool's error");
                CheckValue(result.Result);
                break;
        }
    }

    private static void CheckValue(object? value)
    {
        switch (value)
        {
            case null or bool or double or long:
                break;
            case string text:
                Check(text, "a value");
                break;
            case JsonElement json:
                CheckJson(json);
                break;
            default:
                throw new BrokenInvariantException($"A tool's value is a {value.GetType().Name}.");
        }
    }

    /// <summary>Checks every string and every name. An <see cref="InvalidOperationException"/> says that half a pair is escaped.</summary>
    public static void CheckJson(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                Check(json.GetString(), "a string in JSON");
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in json.EnumerateArray())
                {
                    CheckJson(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in json.EnumerateObject())
                {
                    Check(property.Name, "a name in JSON");
                    CheckJson(property.Value);
                }

                break;
        }
    }

    private static void Check(string? text, string what)
    {
        for (int i = 0; i < text?.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                BrokenInvariantException.ThrowUnless(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]), $"Half a surrogate pair is in {what}.");
                i++;
            }
        }
    }
}
