using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Writes what is no text of a part of a user message in OpenAI's shape.</summary>
internal static class OpenAIMediaWriter
{
    /// <summary>Writes an image, sound or a file.</summary>
    /// <exception cref="NotSupportedException">The shape has no part for it.</exception>
    public static void WriteData(Utf8JsonWriter writer, DataContent data)
    {
        string mediaType = MediaSource.EssenceOf(data.MediaType);
        if (mediaType.StartsWith("image/", StringComparison.Ordinal))
        {
            writer.WriteString("type", "image_url");
            writer.WriteStartObject("image_url");
            writer.WriteString("url", data.Uri);
        }
        else if (mediaType is "audio/wav" or "audio/x-wav" or "audio/mpeg" or "audio/mp3")
        {
            writer.WriteString("type", "input_audio");
            writer.WriteStartObject("input_audio");
            writer.WriteBase64String("data", data.Data.Span);
            writer.WriteString("format", mediaType.EndsWith("wav", StringComparison.Ordinal) ? "wav" : "mp3");
        }
        else if (mediaType.StartsWith("application/", StringComparison.Ordinal) || mediaType.StartsWith("text/", StringComparison.Ordinal))
        {
            writer.WriteString("type", "file");
            writer.WriteStartObject("file");
            writer.WriteString("filename", string.IsNullOrEmpty(data.Name) ? "document" : data.Name);
            writer.WriteString("file_data", data.Uri);
        }
        else
        {
            throw new NotSupportedException(
                $"Content of the media type '{data.MediaType}' can't be sent: the OpenAI shape carries images, WAV and MP3 sound, and files (application/*, text/*).");
        }

        writer.WriteEndObject();
    }
}
