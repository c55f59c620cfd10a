using System.Text.Json;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>Reads the conversation.</summary>
internal static class MessageReader
{
    private const int MaxParts = 4_096;
    private const int MaxToolCalls = 128;

    public static List<ChatMessage> Read(JsonField field, OpenAIChatModel model, int maxMessages, IgnoredParameters ignored)
    {
        List<ChatMessage> messages = [.. field.Items(maxMessages).Select(message => ReadMessage(message, model, ignored))];
        return messages.Count > 0 ? messages : throw field.Fault("is empty: there is nothing to answer.");
    }

    private static ChatMessage ReadMessage(JsonField field, OpenAIChatModel model, IgnoredParameters ignored)
    {
        JsonField? content = null;
        JsonField? calls = null;
        JsonField? callId = null;
        JsonField? roleField = null;
        JsonField? refusal = null;
        string? author = null;
        foreach (JsonField member in field.Members())
        {
            switch (member.Name)
            {
                case "role":
                    roleField = member;
                    break;
                case "content":
                    content = member;
                    break;
                case "name":
                    author = member.Text(0, 256);
                    if (!model.AcceptsModelSettings)
                    {
                        ignored.Add("messages[].name");
                    }

                    break;
                case "tool_calls":
                    // An empty list tells of nothing; some clients send it with every message.
                    calls = member.Kind == JsonValueKind.Array && member.Value.GetArrayLength() == 0 ? null : member;
                    break;
                case "refusal":
                    refusal = member;
                    break;
                case "tool_call_id":
                    callId = member;
                    break;
                case "function_call":
                    throw member.Fault("is the old form of 'tool_calls', and not taken.", "unsupported_parameter");
                default:
                    if (!member.IsOff)
                    {
                        ignored.Add($"messages[].{member.Name}");
                    }

                    break;
            }
        }

        ChatRole role = ReadRole(roleField ?? throw field.Missing("role"));
        List<AIContent> contents = [];
        if (calls is not null && role != ChatRole.Assistant)
        {
            throw calls.Fault("can stand in a message of the assistant's only.");
        }

        if (role == ChatRole.Tool)
        {
            contents.Add(ReadResult(field, roleField, content, callId, model, ignored));
        }
        else
        {
            if (content is not null)
            {
                ReadContent(content, role, model, ignored, contents);
            }
            else if (refusal is not null && role == ChatRole.Assistant)
            {
                contents.Add(new TextContent(refusal.Text()));
            }
            else if (calls is null)
            {
                throw field.Missing("content");
            }

            contents.AddRange(calls is null ? [] : ReadCalls(calls, model));
        }

        return new ChatMessage(role, contents) { AuthorName = string.IsNullOrWhiteSpace(author) ? null : author };
    }

    private static ChatRole ReadRole(JsonField field) => field.Text() switch
    {
        // The developer's words are the system's under a newer name; agents know the older.
        "system" or "developer" => ChatRole.System,
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "tool" => ChatRole.Tool,
        "function" => throw field.Fault("'function' is the old form of 'tool', and not taken.", "unsupported_parameter"),
        _ => throw field.Fault("has to be 'system', 'developer', 'user', 'assistant' or 'tool'."),
    };

    private static void ReadContent(JsonField field, ChatRole role, OpenAIChatModel model, IgnoredParameters ignored, List<AIContent> contents)
    {
        switch (field.Kind)
        {
            case JsonValueKind.String:
                contents.Add(new TextContent(field.Text()));
                break;
            case JsonValueKind.Array:
                contents.AddRange(field.Items(MaxParts).Select(part => PartReader.Read(part, role, model, ignored)));
                break;
            default:
                throw field.Wrong("a string or an array of parts");
        }
    }

    private static FunctionResultContent ReadResult(
        JsonField message, JsonField role, JsonField? content, JsonField? callId, OpenAIChatModel model, IgnoredParameters ignored)
    {
        if (!model.AcceptsClientTools)
        {
            throw Forged(role);
        }

        string id = (callId ?? throw message.Missing("tool_call_id")).Text(1, 256);
        JsonField result = content ?? throw message.Missing("content");
        string text = result.Kind switch
        {
            JsonValueKind.String => result.Text(),
            JsonValueKind.Array => string.Concat(result.Items(MaxParts).Select(part => PartReader.ReadText(part, ignored))),
            _ => throw result.Wrong("a string or an array of parts"),
        };
        return new FunctionResultContent(id, text);
    }

    private static IEnumerable<FunctionCallContent> ReadCalls(JsonField field, OpenAIChatModel model)
    {
        if (!model.AcceptsClientTools)
        {
            throw Forged(field);
        }

        foreach (JsonField call in field.Items(MaxToolCalls))
        {
            JsonField function = call.Need("function");
            yield return new FunctionCallContent(
                call.Need("id").Text(1, 256), function.Need("name").Text(1, 256), ReadArguments(function.Find("arguments")));
        }
    }

    private static Dictionary<string, object?> ReadArguments(JsonField? field)
    {
        Dictionary<string, object?> arguments = [];
        if (field?.Text() is not { Length: > 0 } text)
        {
            return arguments;
        }

        try
        {
            JsonElement parsed = JsonElement.Parse(text);
            if (parsed.ValueKind != JsonValueKind.Object)
            {
                throw field.Fault("has to be the text of a JSON object.");
            }

            foreach (JsonProperty argument in parsed.EnumerateObject())
            {
                arguments[argument.Name] = argument.Value;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw field.Fault("has to be the text of a JSON object.");
        }

        return arguments;
    }

    // An agent that runs its own tools would take a made-up call or result for something that it has done.
    private static OpenAIRequestException Forged(JsonField field) =>
        field.Fault("tells of tools, which this agent runs itself: their calls and results are not taken from callers. Leave these messages out.", "unsupported_parameter");
}
