using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace AgentCore.Extensions.AI;

/// <summary>
/// Mends JSON that System.Text.Json parses but does not hand out: names and strings with half a surrogate pair, or with bytes that are no UTF-8.
/// Of a streamed text a half may be missing for good reason, so answers are mended only where a value leaves its document as JSON; an error's body is mended whole.
/// </summary>
internal static class JsonMend
{
    /// <summary>How deep a value may be nested; it was parsed before, within the bound of the options, which is no larger.</summary>
    private const int AnyDepth = 1_000;

    /// <summary>Copies a value out of its document, such that whoever gets it can read and write all of it.</summary>
    public static JsonElement Copy(JsonElement value)
    {
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(value);
        bool isUtf8 = Utf8.IsValid(json);
        if (isUtf8 && FindLoneSurrogate(json) < 0)
        {
            return value.Clone();
        }

        byte[] mended = isUtf8 ? json.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        Mend(mended);
        Utf8JsonReader reader = new(mended, new JsonReaderOptions { MaxDepth = AnyDepth });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Replaces, in JSON or a part of it, each escape of a surrogate that stands alone by that of U+FFFD, which is as long.</summary>
    public static void Mend(Span<byte> json)
    {
        while (FindLoneSurrogate(json) is var found and >= 0)
        {
            "\\ufffd"u8.CopyTo(json[found..]);
            json = json[(found + 6)..];
        }
    }

    /// <summary>Where the first escape of a surrogate that stands alone begins; -1 where there is none.</summary>
    public static int FindLoneSurrogate(ReadOnlySpan<byte> json)
    {
        int start = 0;
        while (json[start..].IndexOf((byte)'\\') is var offset and >= 0)
        {
            start += offset;
            if (!TryReadEscape(json[start..], out char code))
            {
                start = Math.Min(start + 2, json.Length);
                continue;
            }

            bool isPair = char.IsHighSurrogate(code) && TryReadEscape(json[(start + 6)..], out char second) && char.IsLowSurrogate(second);
            if (char.IsSurrogate(code) && !isPair)
            {
                return start;
            }

            start += isPair ? 12 : 6;
        }

        return -1;
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> json, out char code)
    {
        code = '\0';
        if (json.Length < 6 || json[0] != '\\' || json[1] != 'u' || !ushort.TryParse(json[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort number))
        {
            return false;
        }

        code = (char)number;
        return true;
    }
}
