using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>AG-UI's messages in a snapshot: OpenAI's, and two roles more.</summary>
internal static class AGUIMessages
{
    public static List<AgentMessage> Read(JsonElement messages) => [.. messages.EnumerateArray().Select(ReadOne).OfType<AgentMessage>()];

    /// <summary>A tool's result is a string, into which many agents write a string as JSON.</summary>
    public static object? ResultOf(JsonElement content)
    {
        object? result = ToolContents.ResultOf(content);
        if (result is not string { Length: >= 2 } text || text[0] != '"' || text[^1] != '"')
        {
            return result;
        }

        try
        {
            using JsonDocument inner = JsonDocument.Parse(text);
            return ToolContents.ResultOf(inner.RootElement);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static AgentMessage? ReadOne(JsonElement message)
    {
        switch (JsonText.Find(message, "role"))
        {
            case "activity":
                // What an interface may draw: nobody said it.
                return null;
            case "reasoning":
                AgentMessage thought = new(ChatRole.Assistant);
                thought.AddReasoning(JsonText.Find(message, "content"), JsonText.Find(message, "encryptedValue"));
                return thought;
            case "tool":
                AgentMessage result = new(ChatRole.Tool);
                result.Add(ToolContents.Result(JsonText.Find(message, "toolCallId"), ResultOf(JsonText.Value(message, "content")), JsonText.Has(message, "error")));
                return result;
            default:
                return Messages.Read(message);
        }
    }
}
