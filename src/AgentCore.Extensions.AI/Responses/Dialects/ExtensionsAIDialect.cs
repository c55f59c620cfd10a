using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Microsoft.Extensions.AI's own <c>ChatResponse</c>, <c>ChatMessage</c> and <c>ChatResponseUpdate</c>, in camel or Pascal case.</summary>
internal sealed class ExtensionsAIDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (!e.IsObject)
        {
            return TryReadAll(e.Root, answer);
        }

        if (Contents(e.Root) is { ValueKind: JsonValueKind.Array } contents && (contents.GetArrayLength() == 0 || JsonText.Has(contents[0], "$type")))
        {
            ReadUpdate(e.Root, contents, answer);
            return true;
        }

        JsonElement messages = JsonText.Value(e.Root, "messages", "Messages");
        if (messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0 || Contents(messages[0]).ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (JsonElement message in messages.EnumerateArray())
        {
            ReadUpdate(message, Contents(message), answer);
        }

        ReadEnd(e.Root, answer);
        return true;
    }

    // All updates of an answer, or all messages, in one list.
    private static bool TryReadAll(JsonElement list, AnswerAssembler answer)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0
            || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object || Contents(item).ValueKind != JsonValueKind.Array))
        {
            return false;
        }

        foreach (JsonElement item in list.EnumerateArray())
        {
            ReadUpdate(item, Contents(item), answer);
        }

        return true;
    }

    private static JsonElement Contents(JsonElement message) => JsonText.Value(message, "contents", "Contents");

    private static void ReadUpdate(JsonElement update, JsonElement contents, AnswerAssembler answer)
    {
        answer.Understood();
        string? role = JsonText.FindAny(update, "role", "Role");
        if (contents.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement content in contents.EnumerateArray())
            {
                ReadContent(content, role, answer);
            }
        }

        ReadEnd(update, answer);
    }

    private static void ReadEnd(JsonElement response, AnswerAssembler answer)
    {
        answer.Model(JsonText.FindAny(response, "modelId", "ModelId"));
        answer.Finish(JsonText.FindAny(response, "finishReason", "FinishReason"));
        answer.Usage.SetTotal(JsonText.Value(response, "usage", "Usage"));
    }

    private static void ReadContent(JsonElement content, string? role, AnswerAssembler answer)
    {
        switch (JsonText.Find(content, "$type"))
        {
            case "text" when role is null or "assistant" && JsonText.FindAny(content, "text", "Text") is { } text:
                answer.Text(text);
                break;
            case "reasoning":
                answer.Reasoning(JsonText.FindAny(content, "text", "Text"), JsonText.FindAny(content, "protectedData", "ProtectedData"));
                break;
            case "functionCall" when JsonText.FindAny(content, "name", "Name") is { } name:
                answer.ToolCall(ToolContents.Call(JsonText.FindAny(content, "callId", "CallId"), name, JsonText.Value(content, "arguments", "Arguments")));
                break;
            case "functionResult":
                answer.ToolResult(ToolContents.Result(
                    JsonText.FindAny(content, "callId", "CallId"), ToolContents.ResultOf(JsonText.Value(content, "result", "Result")), failed: false));
                break;
            case "usage":
                answer.CallUsage(JsonText.Value(content, "details", "Details"));
                break;
            case "data" when JsonText.FindAny(content, "uri", "Uri") is { } uri && uri.StartsWith("data:", StringComparison.Ordinal):
                if (ContentBlocks.DataOf(uri) is { } data)
                {
                    answer.Data(data);
                }

                break;
            case "error":
                throw answer.Errors.FromAgent(JsonText.FindAny(content, "message", "Message") ?? "The agent failed.", JsonText.FindAny(content, "errorCode", "ErrorCode"));
        }
    }
}
