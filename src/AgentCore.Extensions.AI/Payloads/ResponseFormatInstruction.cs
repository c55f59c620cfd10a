using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Asks for JSON in words, since an agent's payload has no other place for it.</summary>
internal static class ResponseFormatInstruction
{
    /// <summary>Gives the instruction; <see langword="null"/> where text is as good as anything.</summary>
    public static string? For(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return null;
        }

        const string JsonAlone = "Answer with JSON alone: no text before or after it, and no code fence around it.";
        if (json.Schema is not { } schema)
        {
            return JsonAlone;
        }

        string description = string.IsNullOrEmpty(json.SchemaDescription) ? "" : $" ({json.SchemaDescription})";
        return $"{JsonAlone} The JSON has to match this JSON schema{description}:\n{schema.GetRawText()}";
    }
}
