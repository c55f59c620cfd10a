using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>Reads an image's address in S3, where the operator allows it. The agent reads it with its own permissions, so the list is the only guard.</summary>
internal static class S3Address
{
    // What one reader takes for part of the key and another for something else is not passed on.
    private static readonly SearchValues<char> s_characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-.!()=+@$&,");

    /// <summary>Reads the address, or gives <see langword="null"/> where it is none of S3.</summary>
    public static UriContent? TryRead(JsonField field, IReadOnlyCollection<string> allowed)
    {
        // Data is large; only an address is worth a string.
        if (allowed.Count == 0 || field.Kind != JsonValueKind.String
            || JsonMarshal.GetRawUtf8Value(field.Value).Length > 2_048
            || field.Text() is not { } address || !address.StartsWith("s3://", StringComparison.Ordinal))
        {
            return null;
        }

        if (!allowed.Any(prefix => IsBelow(address, prefix)))
        {
            throw field.Fault("is none of the addresses in S3 that may be used here.");
        }

        string path = address["s3://".Length..];
        if (path.AsSpan().ContainsAnyExcept(s_characters) || path.Split('/').Any(step => step is "" or "." or ".."))
        {
            throw field.Fault("has a character or a step ('..', '//') that addresses in S3 may not have here.");
        }

        string? mediaType = Path.GetExtension(address).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".webp" => "image/webp",
            _ => null,
        };
        return mediaType is null
            ? throw field.Fault("has to end in '.png', '.jpg', '.jpeg', '.gif' or '.webp', which tells what it is.")
            : new UriContent(new Uri(address), mediaType);
    }

    // "s3://bucket" is not the beginning of "s3://bucket-of-another/".
    private static bool IsBelow(string address, string prefix) =>
        prefix.Length > 0 && address.StartsWith(prefix, StringComparison.Ordinal)
        && (prefix[^1] == '/' || (address.Length > prefix.Length && address[prefix.Length] == '/'));
}
