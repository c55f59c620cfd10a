using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Writes one part of a user message.</summary>
internal static class MessagePartWriter
{
    /// <summary>Writes text, data or an address.</summary>
    /// <exception cref="NotSupportedException">The shape has no part for it.</exception>
    public static void Write(Utf8JsonWriter writer, AIContent content, MessageShape shape)
    {
        writer.WriteStartObject();
        switch (MediaSource.Resolve(content))
        {
            case TextContent text:
                writer.WriteString("type", "text");
                writer.WriteString("text", text.Text);
                break;
            case DataContent data:
                shape.WriteData(writer, data);
                break;
            case UriContent address:
                shape.WriteAddress(writer, address);
                break;
            default:
                throw new NotSupportedException($"{content.GetType().Name} can't be sent in a user message in the {shape.Name} shape.");
        }

        writer.WriteEndObject();
    }
}
