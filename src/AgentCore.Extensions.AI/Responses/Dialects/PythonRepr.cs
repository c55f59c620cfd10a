using System.Text;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Python's way of writing an object that JSON can't hold: <c>{'data': 'Hel', 'agent': &lt;strands.agent…</c>. Unfiltered Strands streams are full of them.</summary>
internal static class PythonRepr
{
    /// <summary>Whether a text begins as a dictionary's representation does: a brace and a quoted word with a colon.</summary>
    public static bool IsOne(string text)
    {
        if (!text.StartsWith("{'", StringComparison.Ordinal))
        {
            return false;
        }

        int end = 2;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end > 2 && text.AsSpan(end).StartsWith("': ");
    }

    /// <summary>The text under a leading <c>data</c>, or <see langword="null"/>.</summary>
    public static string? FindData(string text)
    {
        const string Start = "{'data': ";
        if (!text.StartsWith(Start, StringComparison.Ordinal) || text.Length <= Start.Length || text[Start.Length] is not ('\'' or '"'))
        {
            return null;
        }

        char quote = text[Start.Length];
        StringBuilder data = new();
        for (int i = Start.Length + 1; i < text.Length && text[i] != quote; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                data.Append(i < text.Length ? text[i] : '\\');
                continue;
            }

            i += AppendEscape(data, text, i);
        }

        return data.ToString();
    }

    // Appends what the escape at an index means, and tells how many more characters it took.
    private static int AppendEscape(StringBuilder data, string text, int index)
    {
        int digits = text[index] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0 && index + digits < text.Length
            && uint.TryParse(text.AsSpan(index + 1, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null, out uint code)
            && Rune.IsValid(code))
        {
            data.Append(new Rune(code).ToString());
            return digits;
        }

        data.Append(text[index] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
        return 0;
    }
}
