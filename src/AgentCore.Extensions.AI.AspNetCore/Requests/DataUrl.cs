using System.Buffers;
using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>Reads data that stands in a request as base64: straight from the body's bytes, since images are large.</summary>
internal static class DataUrl
{
    private const int MaxHeaderLength = 256;

    /// <summary>Reads <c>data:TYPE;base64,DATA</c>.</summary>
    public static DataContent Read(JsonField field, string advice)
    {
        ReadOnlySpan<byte> url = Bytes(field);
        int comma = url[..Math.Min(url.Length, MaxHeaderLength)].IndexOf((byte)',');
        if (comma < 0 || !Ascii.EqualsIgnoreCase(url[..Math.Min(5, comma)], "data:"u8))
        {
            throw field.Fault($"is no data: address. {advice}");
        }

        string header = Encoding.UTF8.GetString(url[5..comma]);
        if (!header.EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParse(header[..^";base64".Length], out MediaTypeHeaderValue? mediaType)
            || mediaType.MediaType is null)
        {
            throw field.Fault($"is a data: address of another form. {advice}");
        }

        return new DataContent(Decode(field, url[(comma + 1)..]), mediaType.MediaType);
    }

    /// <summary>Reads base64.</summary>
    public static byte[] Decode(JsonField field) => Decode(field, Bytes(field));

    private static byte[] Decode(JsonField field, ReadOnlySpan<byte> base64)
    {
        byte[] data = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, data, out _, out int length) != OperationStatus.Done || length == 0)
        {
            throw field.Fault("is not valid base64, or has no data.");
        }

        return length == data.Length ? data : data[..length];
    }

    private static ReadOnlySpan<byte> Bytes(JsonField field)
    {
        if (field.Kind != JsonValueKind.String)
        {
            throw field.Wrong("a string");
        }

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(field.Value)[1..^1];

        // Some writers of JSON escape every slash, and base64 is full of them.
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(field.Text()) : raw;
    }
}
