using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Writes one part of a user message in AG-UI's shape.</summary>
internal static class AGUIPartWriter
{
    /// <summary>Writes text, or an image, sound, video or document with its data or its address.</summary>
    public static void Write(Utf8JsonWriter writer, AIContent content)
    {
        writer.WriteStartObject();
        switch (MediaSource.Resolve(content))
        {
            case TextContent text:
                writer.WriteString("type", "text");
                writer.WriteString("text", text.Text);
                break;
            case DataContent data:
                WriteSource(writer, "data", data.MediaType, () => writer.WriteBase64String("value", data.Data.Span));
                break;
            case UriContent address:
                // The agent's to read: nothing is fetched here.
                WriteSource(writer, "url", address.MediaType, () => writer.WriteString("value", address.Uri.OriginalString));
                break;
            default:
                throw new NotSupportedException($"{content.GetType().Name} can't be sent in a user message in the AG-UI shape.");
        }

        writer.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter writer, string type, string mediaType, Action writeValue)
    {
        string kind = MediaSource.EssenceOf(mediaType).Split('/')[0];
        writer.WriteString("type", kind is "image" or "audio" or "video" ? kind : "document");
        writer.WriteStartObject("source");
        writer.WriteString("type", type);
        writeValue();
        writer.WriteString("mimeType", mediaType);
        writer.WriteEndObject();
    }
}
