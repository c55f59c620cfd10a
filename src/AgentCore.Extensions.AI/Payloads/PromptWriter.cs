using System.Text.Json;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Writes a prompt: a string where it is text, else Converse content blocks.</summary>
/// <remarks>Never a <c>toolUse</c> block: an agent may run what it names without asking its model.</remarks>
internal static class PromptWriter
{
    /// <summary>Writes the prompt as a JSON value.</summary>
    public static void Write(Utf8JsonWriter writer, List<PromptPart> parts)
    {
        PayloadLimit.ThrowIfOver(parts.Sum(part => part.Text?.Length ?? part.Media?.Base64Length ?? 0L));
        if (parts is [{ Text: { } text }])
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartArray();
        foreach (PromptPart part in parts)
        {
            writer.WriteStartObject();
            if (part.Media is { } media)
            {
                WriteMedia(writer, media);
            }
            else
            {
                writer.WriteString("text", part.Text);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMedia(Utf8JsonWriter writer, ConverseMedia media)
    {
        writer.WriteStartObject(media.Kind);
        writer.WriteString("format", media.Format);
        if (media.Name is not null)
        {
            writer.WriteString("name", media.Name);
        }

        writer.WriteStartObject("source");
        if (media.S3Uri is not null)
        {
            writer.WriteStartObject("s3Location");
            writer.WriteString("uri", media.S3Uri);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteBase64String("bytes", media.Bytes.Span);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
