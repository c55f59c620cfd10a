namespace AgentCore.Extensions.AI.Responses;

internal enum BodyKind
{
    Empty,
    ServerSentEvents,
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

        // Whatever the label says: a body without a field of the format is a text, which the format would throw away.
        return BodyKind.JsonOrText;
    }

    /// <summary>The media type without parameters, in lower case.</summary>
    public static string MediaType(string? contentType) => (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.Ordinal)
        || mediaType.EndsWith("json", StringComparison.Ordinal)
        || mediaType is "application/x-ndjson" or "application/jsonl" or "application/json-seq" or "application/javascript" or "application/problem+json"
        || mediaType.EndsWith("+xml", StringComparison.Ordinal) || mediaType == "application/xml";

    private static bool StartsWithField(ReadOnlySpan<byte> start) =>
        start.StartsWith("data:"u8) || start.StartsWith("event:"u8) || start.StartsWith("id:"u8) || start.StartsWith("retry:"u8);
}
