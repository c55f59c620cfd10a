using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>What every shape of body has to know of data and addresses.</summary>
internal static class MediaSource
{
    /// <summary>Gives data for an address that holds the data itself (<c>data:</c>); anything else as it is.</summary>
    public static AIContent Resolve(AIContent content) =>
        content is UriContent { Uri: { IsAbsoluteUri: true, Scheme: "data" } uri } address ? new DataContent(uri, address.MediaType) : content;

    /// <summary>Whether an address lies in S3, where an agent can read it by itself.</summary>
    public static bool IsS3(Uri uri) => uri.IsAbsoluteUri && uri.Scheme == "s3";

    /// <summary>Makes the exception for an address that nobody would read. It doesn't show the address: it may hold a signature.</summary>
    public static NotSupportedException NotFetched(Uri uri) => new(
        $"{(uri.IsAbsoluteUri ? $"Content at an address of the kind '{uri.Scheme}:'" : "Content at a relative address")} can't be sent: "
        + "this library fetches nothing. Download it and send it as DataContent, or put it into S3 and send its s3: address in a prompt.");

    /// <summary>Gives a media type without its parameters, in lower case.</summary>
    public static string EssenceOf(string mediaType)
    {
        int parameters = mediaType.IndexOf(';', StringComparison.Ordinal);
        return (parameters < 0 ? mediaType : mediaType[..parameters]).Trim().ToLowerInvariant();
    }
}
