using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>An image, document or video as Bedrock's Converse names it.</summary>
internal sealed record ConverseMedia
{
    private ConverseMedia(string kind, string format)
    {
        Kind = kind;
        Format = format;
    }

    /// <summary>Gets the block's name: <c>image</c>, <c>document</c> or <c>video</c>.</summary>
    public string Kind { get; }

    /// <summary>Gets Converse's name of the format, such as <c>png</c>.</summary>
    public string Format { get; }

    /// <summary>Gets a document's name; <see langword="null"/> for other kinds, which have none.</summary>
    public string? Name { get; private init; }

    /// <summary>Gets the content itself, where there is no <see cref="S3Uri"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>Gets where the content lies.</summary>
    public string? S3Uri { get; private init; }

    /// <summary>Gets the characters that <see cref="Bytes"/> take in the body.</summary>
    public long Base64Length => (Bytes.Length + 2L) / 3 * 4;

    /// <summary>Maps data or an address.</summary>
    /// <exception cref="NotSupportedException">Converse doesn't know the media type, or the address isn't one of S3.</exception>
    public static ConverseMedia From(AIContent content, DocumentNames documentNames)
    {
        AIContent media = MediaSource.Resolve(content);
        if (media is DataContent data)
        {
            return Create(data.MediaType, data.Name, documentNames) with { Bytes = data.Data };
        }

        var address = (UriContent)media;
        if (!MediaSource.IsS3(address.Uri))
        {
            throw MediaSource.NotFetched(address.Uri);
        }

        string fileName = Uri.UnescapeDataString(address.Uri.Segments[^1]);
        return Create(address.MediaType, fileName, documentNames) with { S3Uri = address.Uri.OriginalString };
    }

    private static ConverseMedia Create(string mediaType, string? fileName, DocumentNames documentNames)
    {
        (string kind, string format) = MediaSource.EssenceOf(mediaType) switch
        {
            "image/png" => ("image", "png"),
            "image/jpeg" or "image/jpg" => ("image", "jpeg"),
            "image/gif" => ("image", "gif"),
            "image/webp" => ("image", "webp"),
            "application/pdf" => ("document", "pdf"),
            "text/csv" or "application/csv" => ("document", "csv"),
            "application/msword" => ("document", "doc"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => ("document", "docx"),
            "application/vnd.ms-excel" => ("document", "xls"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => ("document", "xlsx"),
            "text/html" => ("document", "html"),
            "text/plain" => ("document", "txt"),
            "text/markdown" => ("document", "md"),
            "video/x-matroska" or "video/matroska" => ("video", "mkv"),
            "video/quicktime" => ("video", "mov"),
            "video/mp4" => ("video", "mp4"),
            "video/webm" => ("video", "webm"),
            "video/x-flv" => ("video", "flv"),
            "video/mpeg" => ("video", "mpeg"),
            "video/x-ms-wmv" => ("video", "wmv"),
            "video/3gpp" => ("video", "three_gp"),
            _ => throw new NotSupportedException(
                $"Content of the media type '{mediaType}' can't be sent: a prompt carries images (PNG, JPEG, GIF, WebP), documents (PDF, Word, Excel, CSV, HTML, Markdown, text) and videos."),
        };
        return new ConverseMedia(kind, format) { Name = kind == "document" ? documentNames.Take(fileName) : null };
    }
}
