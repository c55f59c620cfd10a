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
    /// <summary>How many bytes are looked at, not counting white space before them.</summary>
    public const int Length = 16;

    // Some servers and proxies send white space to keep a connection alive until the answer is there. Without end it is no answer.
    private const int MaxWhiteSpace = 64 * 1024;

    /// <summary>
    /// Whether the first bytes are enough: a whole field's name with its colon, or a first character that begins none.
    /// Waiting for more would hold back the first event.
    /// </summary>
    public static bool CanTell(ReadOnlySpan<byte> first)
    {
        ReadOnlySpan<byte> start = Start(first);
        return start.Length >= Length || first.Length >= MaxWhiteSpace
            || (!start.IsEmpty && start[0] != 0xEF && (start.Contains((byte)':') || !"deir"u8.Contains(start[0])));
    }

    /// <summary>What the first bytes say after a byte order mark and white space.</summary>
    public static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> first) =>
        (first.StartsWith("\ufeff"u8) ? first[3..] : first).TrimStart(" \t\r\n"u8);

    public static BodyKind Find(ReadOnlySpan<byte> first, string? contentType)
    {
        string mediaType = MediaType(contentType);
        if (mediaType.Length > 0 && !IsText(mediaType))
        {
            return first.IsEmpty ? BodyKind.Empty : BodyKind.Binary;
        }

        ReadOnlySpan<byte> start = Start(first);
        if (start.IsEmpty)
        {
            return first.Length < MaxWhiteSpace ? BodyKind.Empty : BodyKind.JsonOrText;
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
