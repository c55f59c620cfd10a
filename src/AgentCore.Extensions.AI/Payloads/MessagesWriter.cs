using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Writes messages in OpenAI's shape, or in another's that differs from it in names.</summary>
internal static class MessagesWriter
{
    /// <summary>Writes the messages as a JSON array.</summary>
    /// <exception cref="NotSupportedException">A message holds something that this shape can't carry.</exception>
    public static void Write(Utf8JsonWriter writer, List<PayloadMessage> messages, MessageShape shape)
    {
        PayloadLimit.ThrowIfOver(messages.SelectMany(message => message.Contents).Sum(LengthOf));
        writer.WriteStartArray();
        foreach (PayloadMessage message in messages)
        {
            // Results follow the calls that they answer, and come before what the user says next.
            bool resultsFirst = message.Role == ChatRole.User;
            if (resultsFirst)
            {
                WriteResults(writer, message, shape);
            }

            WriteMessage(writer, message, shape);
            if (!resultsFirst)
            {
                WriteResults(writer, message, shape);
            }
        }

        writer.WriteEndArray();
    }

    private static long LengthOf(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        DataContent data => (data.Data.Length + 2L) / 3 * 4,
        _ => 0,
    };

    private static void WriteResults(Utf8JsonWriter writer, PayloadMessage message, MessageShape shape)
    {
        foreach (FunctionResultContent result in message.Contents.OfType<FunctionResultContent>())
        {
            writer.WriteStartObject();

            // A message of a tool's own has one result as a rule; of more, each needs an id.
            shape.WriteId(writer, message.Role == ChatRole.Tool && message.Contents.Count == 1 ? message.Id : null);
            writer.WriteString("role", "tool");
            writer.WriteString(shape.ToolCallId, result.CallId);
            writer.WriteString("content", ToolText.OfResult(result, result.CallId));
            writer.WriteEndObject();
        }
    }

    private static void WriteMessage(Utf8JsonWriter writer, PayloadMessage message, MessageShape shape)
    {
        List<FunctionCallContent> calls = [.. message.Contents.OfType<FunctionCallContent>()];
        List<AIContent> spoken = [.. message.Contents.Where(content => content is not (FunctionCallContent or FunctionResultContent))];
        if (calls.Count == 0 && spoken.Count == 0)
        {
            return;
        }

        ThrowIfMisplaced(message.Role, calls, spoken, shape);
        writer.WriteStartObject();
        shape.WriteId(writer, message.Id);
        writer.WriteString("role", message.Role.Value);
        WriteContent(writer, message.Role, spoken, shape);
        if (calls.Count > 0)
        {
            WriteCalls(writer, calls, shape);
        }

        writer.WriteEndObject();
    }

    private static void ThrowIfMisplaced(ChatRole role, List<FunctionCallContent> calls, List<AIContent> spoken, MessageShape shape)
    {
        if (calls.Count > 0 && role != ChatRole.Assistant)
        {
            throw new NotSupportedException($"A function call can't be sent in a message of the role '{role}': only an assistant message carries it.");
        }

        if (role == ChatRole.Tool)
        {
            throw new NotSupportedException($"A tool message in the {shape.Name} shape holds FunctionResultContent alone, whose CallId names the call that it answers.");
        }

        if (role != ChatRole.User && spoken.Find(content => content is not TextContent) is { } media)
        {
            throw new NotSupportedException($"{media.GetType().Name} can't be sent in a message of the role '{role}' in the {shape.Name} shape: only a user message carries it.");
        }
    }

    private static void WriteContent(Utf8JsonWriter writer, ChatRole role, List<AIContent> spoken, MessageShape shape)
    {
        if (spoken.Count == 0)
        {
            shape.WriteNoContent(writer);
        }
        else if (spoken.TrueForAll(content => content is TextContent))
        {
            // A string, which every agent reads. Streamed answers are put together from pieces and join without a gap.
            string separator = role == ChatRole.Assistant ? "" : "\n\n";
            writer.WriteString("content", string.Join(separator, spoken.Cast<TextContent>().Select(text => text.Text)));
        }
        else
        {
            writer.WriteStartArray("content");
            foreach (AIContent content in spoken)
            {
                MessagePartWriter.Write(writer, content, shape);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteCalls(Utf8JsonWriter writer, List<FunctionCallContent> calls, MessageShape shape)
    {
        writer.WriteStartArray(shape.ToolCalls);
        foreach (FunctionCallContent call in calls)
        {
            writer.WriteStartObject();
            writer.WriteString("id", call.CallId);
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", call.Name);
            writer.WriteString("arguments", ToolText.OfArguments(call));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
