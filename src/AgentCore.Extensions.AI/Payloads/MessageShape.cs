using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>In what the shapes of messages differ.</summary>
internal sealed class MessageShape
{
    public static MessageShape OpenAI { get; } = new()
    {
        Name = "OpenAI",
        ToolCallId = "tool_call_id",
        ToolCalls = "tool_calls",
        WriteId = static (_, _) => { },
        WriteNoContent = static writer => writer.WriteNull("content"),
        WriteData = OpenAIMediaWriter.WriteData,
        WriteAddress = static (_, address) => throw MediaSource.NotFetched(address.Uri),
    };

    public static MessageShape AGUI { get; } = new()
    {
        Name = "AG-UI",
        ToolCallId = "toolCallId",
        ToolCalls = "toolCalls",

        // Agents know a message again by its id, so one that has none must not share another's.
        WriteId = static (writer, id) => writer.WriteString("id", string.IsNullOrEmpty(id) ? $"msg-{Guid.NewGuid():N}" : id),
        WriteNoContent = static _ => { },
        WriteData = AGUIMediaWriter.WriteData,
        WriteAddress = AGUIMediaWriter.WriteAddress,
    };

    /// <summary>Gets what it is called in errors.</summary>
    public required string Name { get; init; }

    public required string ToolCallId { get; init; }

    public required string ToolCalls { get; init; }

    /// <summary>Gets what writes a message's id.</summary>
    public required Action<Utf8JsonWriter, string?> WriteId { get; init; }

    /// <summary>Gets what writes the content of a message that holds nothing but calls.</summary>
    public required Action<Utf8JsonWriter> WriteNoContent { get; init; }

    /// <summary>Gets what writes a part of a user message that holds data.</summary>
    public required Action<Utf8JsonWriter, DataContent> WriteData { get; init; }

    /// <summary>Gets what writes a part of a user message that holds an address.</summary>
    public required Action<Utf8JsonWriter, UriContent> WriteAddress { get; init; }
}
