using System.Text.Json;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Writes the body of an AG-UI run.</summary>
internal static class RunAgentInputWriter
{
    public static void Write(Utf8JsonWriter writer, string threadId, List<PayloadMessage> messages)
    {
        writer.WriteStartObject();
        writer.WriteString("threadId", threadId);
        writer.WriteString("runId", $"run-{Guid.NewGuid():N}");
        writer.WritePropertyName("messages");
        MessagesWriter.Write(writer, messages, MessageShape.AGUI);

        // Required by the protocol before 1.0, empty or not.
        writer.WriteStartObject("state");
        writer.WriteEndObject();
        writer.WriteStartArray("tools");
        writer.WriteEndArray();
        writer.WriteStartArray("context");
        writer.WriteEndArray();
        writer.WriteStartObject("forwardedProps");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
