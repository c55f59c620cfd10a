using System.Text;
using System.Text.Json;
using AgentCore.Extensions.AI.Fuzz.Responses;

namespace AgentCore.Extensions.AI.Fuzz.Requests;

/// <summary>What SDKs of OpenAI's need to be able to read an answer.</summary>
internal static class AnswerRules
{
    public static void CheckError(MemoryResponse response)
    {
        CheckHead(response, "application/json");
        JsonElement error = Parse(response.Bytes).GetProperty("error");
        Need(error.GetProperty("message").GetString() is { Length: > 0 }, "An error has no message.");
        Need(error.GetProperty("type").GetString() is { Length: > 0 }, "An error has no type.");
        Need(error.GetProperty("param").ValueKind is JsonValueKind.String or JsonValueKind.Null, "An error's parameter is no string.");
        Need(error.GetProperty("code").ValueKind is JsonValueKind.String or JsonValueKind.Null, "An error's code is no string.");
    }

    public static void CheckWhole(MemoryResponse response)
    {
        CheckHead(response, "application/json");
        JsonElement answer = Parse(response.Bytes);
        Need(answer.GetProperty("object").GetString() == "chat.completion", "An answer is no chat completion.");
        JsonElement choice = answer.GetProperty("choices")[0];
        Need(choice.GetProperty("message").GetProperty("role").GetString() == "assistant", "A message is not the assistant's.");
        Need(choice.GetProperty("finish_reason").ValueKind == JsonValueKind.String, "An answer has no finish reason.");
    }

    /// <summary>Checks events of the form that every SDK reads: <c>data: JSON</c>, a blank line, and <c>[DONE]</c> last.</summary>
    public static void CheckStreamed(MemoryResponse response)
    {
        CheckHead(response, "text/event-stream");
        string[] events = Encoding.UTF8.GetString(response.Bytes).Split("\n\n");
        Need(events is [.., "data: [DONE]", ""], "A stream does not end as it should.");
        bool hasReason = false;
        foreach (string chunk in events[..^2])
        {
            Need(chunk.StartsWith("data: {", StringComparison.Ordinal) && !chunk.Contains('\n'), $"An event is malformed: {chunk}");
            JsonElement parsed = Parse(Encoding.UTF8.GetBytes(chunk["data: ".Length..]));
            Need(parsed.GetProperty("object").GetString() == "chat.completion.chunk", "A chunk is of another kind.");
            Need(!parsed.TryGetProperty("error", out _), "A stream fails.");
            hasReason |= parsed.GetProperty("choices") is var choices && choices.GetArrayLength() > 0 && choices[0].GetProperty("finish_reason").ValueKind == JsonValueKind.String;
        }

        Need(hasReason, "A stream has no finish reason.");
    }

    // What stands in a header goes over the wire as it is.
    private static void CheckHead(MemoryResponse response, string mediaType)
    {
        Need(!response.IsAborted, "The connection was cut.");
        Need(response.Headers.ContentType.ToString().Split(';')[0] == mediaType, $"The answer is {response.Headers.ContentType}.");
        Need(response.Headers.ContentLength is not { } length || length == response.Bytes.Length, "The answer is of another length than its header says.");
        Need(response.Headers["x-request-id"] is [{ Length: > 0 }], "The answer has no request id.");
        foreach ((string name, var values) in response.Headers)
        {
            Need(values.All(value => value is not null && value.All(character => character is >= ' ' and <= '~')), $"The header {name} is malformed.");
        }
    }

    // JSON that .NET parses may still hold what is no Unicode.
    private static JsonElement Parse(byte[] json)
    {
        try
        {
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(json);
            JsonElement root = JsonElement.Parse(json);
            TextRules.CheckJson(root);
            return root;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new BrokenInvariantException($"What was written is no JSON: {exception.Message}", exception);
        }
    }

    private static void Need(bool holds, string message) => BrokenInvariantException.ThrowUnless(holds, message);
}
