using System.Net.Http.Headers;

namespace AgentCore.Extensions.AI.Responses;

internal enum BodyKind
{
    Empty,
    ServerSentEvents,
    JsonLines,
    JsonOrText,
    Binary,
}

/// <summary>Tells what a body is by its first bytes, since labels are often wrong; the label decides only where they don't.</summary>
internal static class BodySniffer
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Length = 16;

    public static BodyKind Find(ReadOnlySpan<byte> first, string? contentType)
    {
        ReadOnlySpan<byte> start = first.StartsWith("\ufeff"u8) ? first[3..] : first;
        string mediaType = MediaType(contentType);
        if (mediaType.Length > 0 && !IsText(mediaType))
        {
            return first.IsEmpty ? BodyKind.Empty : BodyKind.Binary;
        }

        start = start.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty)
        {
            return BodyKind.Empty;
        }

        if (start[0] == ':' || StartsWithField(start))
        {
            return BodyKind.ServerSentEvents;
        }

        if (IsJsonLines(mediaType) && start[0] is (byte)'{' or (byte)'[' or (byte)'"')
        {
            return BodyKind.JsonLines;
        }

        // Whatever the label says: a body without a field of the format is a text, which the format would throw away.
        return BodyKind.JsonOrText;
    }

    /// <summary>The media type without parameters, in lower case; empty where the label names none.</summary>
    public static string MediaType(string? contentType)
    {
        string mediaType = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return MediaTypeHeaderValue.TryParse(mediaType, out _) ? mediaType : "";
    }

    private static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.Ordinal)
        || mediaType.EndsWith("json", StringComparison.Ordinal)
        || IsJsonLines(mediaType)
        || mediaType is "application/json-seq" or "application/javascript"
        || mediaType.EndsWith("+xml", StringComparison.Ordinal) || mediaType == "application/xml";

    private static bool IsJsonLines(string mediaType) =>
        mediaType is "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" or "application/jsonlines";

    private static bool StartsWithField(ReadOnlySpan<byte> start) =>
        start.StartsWith("data:"u8) || start.StartsWith("event:"u8) || start.StartsWith("id:"u8) || start.StartsWith("retry:"u8);
}
