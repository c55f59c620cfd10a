using System.Globalization;
using System.Text;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Keeps content from looking like the elements that mark a transcript's roles.</summary>
internal static class TranscriptText
{
    private static readonly string[] s_elements = ["system", "user", "assistant", "tool_call", "tool_result"];

    /// <summary>
    /// Escapes whatever would open or close an element. A model reads more loosely than a parser does, so case, white space,
    /// slashes and invisible characters make no difference. All else stays as it is: this is not XML, and code and quotations stay readable.
    /// </summary>
    public static string Escape(string text)
    {
        StringBuilder? escaped = null;
        int copied = 0;
        for (int i = text.IndexOf('<'); i >= 0; i = NextBracket(text, i + 1))
        {
            if (MayMark(text.AsSpan(i + 1)))
            {
                escaped ??= new StringBuilder(text.Length + 16);
                escaped.Append(text, copied, i - copied).Append("&lt;");
                copied = i + 1;
            }
        }

        return escaped is null ? text : escaped.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Escapes an attribute's value, so that it can end neither the value nor the element nor the line.</summary>
    public static string EscapeAttribute(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' => escaped.Append(' '),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static int NextBracket(string text, int from) => from < text.Length ? text.IndexOf('<', from) : -1;

    /// <summary>Whether what follows an opening bracket names an element, or is the end, after which our own text goes on.</summary>
    private static bool MayMark(ReadOnlySpan<char> rest)
    {
        int start = 0;
        while (start < rest.Length && (rest[start] is '/' or '\\' || IsBlank(rest[start])))
        {
            start++;
        }

        if (start == rest.Length)
        {
            return true;
        }

        foreach (string element in s_elements)
        {
            if (StartsWithName(rest[start..], element))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithName(ReadOnlySpan<char> text, string name)
    {
        int position = 0;
        foreach (char expected in name)
        {
            while (position < text.Length && IsInvisible(text[position]))
            {
                position++;
            }

            if (position == text.Length || char.ToLowerInvariant(text[position]) != expected)
            {
                return false;
            }

            position++;
        }

        while (position < text.Length && IsInvisible(text[position]))
        {
            position++;
        }

        // <username> is another element, and its author's own business.
        return position == text.Length || !(char.IsLetterOrDigit(text[position]) || text[position] is '_' or '-');
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || IsInvisible(c);

    private static bool IsInvisible(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format && !char.IsWhiteSpace(c)
        // Variation selectors, the combining grapheme joiner and Hangul fillers are shown as nothing, too.
        || c is (>= '\uFE00' and <= '\uFE0F') or '\u034F' or '\u115F' or '\u1160' or '\u3164' or '\uFFA0';
}
