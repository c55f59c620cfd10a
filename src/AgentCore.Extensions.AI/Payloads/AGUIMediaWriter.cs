using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Writes what is no text of a part of a user message in AG-UI's shape: an image, sound, video or document.</summary>
internal static class AGUIMediaWriter
{
    public static void WriteData(Utf8JsonWriter writer, DataContent data)
    {
        BeginSource(writer, "data", data.MediaType);
        writer.WriteBase64String("value", data.Data.Span);
        EndSource(writer, data.MediaType);
    }

    /// <summary>Writes an address, which is the agent's to read: nothing is fetched here.</summary>
    public static void WriteAddress(Utf8JsonWriter writer, UriContent address)
    {
        BeginSource(writer, "url", address.MediaType);
        writer.WriteString("value", address.Uri.OriginalString);
        EndSource(writer, address.MediaType);
    }

    private static void BeginSource(Utf8JsonWriter writer, string type, string mediaType)
    {
        string kind = MediaSource.EssenceOf(mediaType).Split('/')[0];
        writer.WriteString("type", kind is "image" or "audio" or "video" ? kind : "document");
        writer.WriteStartObject("source");
        writer.WriteString("type", type);
    }

    private static void EndSource(Utf8JsonWriter writer, string mediaType)
    {
        writer.WriteString("mimeType", mediaType);
        writer.WriteEndObject();
    }
}
