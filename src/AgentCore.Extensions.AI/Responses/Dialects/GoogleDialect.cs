using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Google's ADK and Gemini: <c>content.parts</c>, in camel or snake case; ADK's partial events are deltas, which a whole one repeats.</summary>
internal sealed class GoogleDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (!e.IsObject)
        {
            return false;
        }

        if (e.TryArray("candidates", out JsonElement candidates))
        {
            ReadCandidates(e, candidates, answer);
            return true;
        }

        bool isEvent = JsonText.Has(e.Root, "invocationId") || JsonText.Has(e.Root, "invocation_id");
        JsonElement parts = e.TryObject("content", out JsonElement content) ? JsonText.Value(content, "parts") : default;
        if (!isEvent && parts.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        using (answer.InScope($"{e.Text("author")}/{e.Text("branch")}/"))
        {
            ReadEvent(e, content, parts, answer);
        }

        return true;
    }

    private static void ReadEvent(AgentEvent e, JsonElement content, JsonElement parts, AnswerAssembler answer)
    {
        bool isPartial = JsonText.IsTrue(e.Root, "partial");
        answer.Understood();
        ReadUsage(e.Root, answer);
        if (!isPartial)
        {
            answer.Usage.EndCall();
        }

        ReadParts(parts, JsonText.Find(content, "role") == "user" ? ChatRole.User : ChatRole.Assistant, isPartial, answer);
        answer.Finish(JsonText.FindAny(e.Root, "finishReason", "finish_reason"));
        if (JsonText.FindAny(e.Root, "errorMessage", "error_message") is { Length: > 0 } message)
        {
            throw answer.Errors.FromAgent(message, JsonText.FindAny(e.Root, "errorCode", "error_code"));
        }
    }

    private static void ReadCandidates(AgentEvent e, JsonElement candidates, AnswerAssembler answer)
    {
        answer.Understood();
        answer.Model(JsonText.FindAny(e.Root, "modelVersion", "model_version"));
        ReadUsage(e.Root, answer);
        foreach (JsonElement candidate in candidates.EnumerateArray().Take(1))
        {
            JsonElement content = JsonText.Value(candidate, "content");
            ReadParts(JsonText.Value(content, "parts"), ChatRole.Assistant, isPartial: true, answer);
            answer.Finish(JsonText.FindAny(candidate, "finishReason", "finish_reason"));
        }
    }

    private static void ReadUsage(JsonElement root, AnswerAssembler answer) => answer.CallUsage("call", JsonText.Value(root, "usageMetadata", "usage_metadata"));

    private static void ReadParts(JsonElement parts, ChatRole role, bool isPartial, AnswerAssembler answer)
    {
        if (parts.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        AgentMessage message = new(role);
        foreach (JsonElement part in parts.EnumerateArray())
        {
            ReadPart(part, isPartial, message, answer);
        }

        if (!isPartial || message.Contents.Count > 0)
        {
            message.Contents.OfType<FunctionResultContent>().ToList().ForEach(answer.ToolResult);
            answer.Message(message);
        }
    }

    private static void ReadPart(JsonElement part, bool isPartial, AgentMessage message, AnswerAssembler answer)
    {
        if (JsonText.Find(part, "text") is { } text)
        {
            bool isThought = JsonText.IsTrue(part, "thought");
            if (isPartial && isThought)
            {
                answer.Reasoning(text);
            }
            else if (isPartial)
            {
                answer.Text(text);
            }
            else if (isThought)
            {
                message.AddReasoning(text);
            }
            else
            {
                message.AddText(text);
            }
        }
        else if (JsonText.Value(part, "functionCall", "function_call") is { ValueKind: JsonValueKind.Object } call && JsonText.Find(call, "name") is { } name)
        {
            answer.ToolCall(ToolContents.Call(JsonText.Find(call, "id"), name, JsonText.Value(call, "args")));
        }
        else if (JsonText.Value(part, "functionResponse", "function_response") is { ValueKind: JsonValueKind.Object } response)
        {
            message.Add(ToolContents.Result(JsonText.Find(response, "id"), ToolContents.ResultOf(JsonText.Value(response, "response")), failed: false));
        }
        else if (JsonText.Value(part, "inlineData", "inline_data") is { ValueKind: JsonValueKind.Object } data && JsonText.Find(data, "data") is { } base64)
        {
            message.Add(ContentBlocks.DataOf(base64, JsonText.FindAny(data, "mimeType", "mime_type")));
        }
    }
}
