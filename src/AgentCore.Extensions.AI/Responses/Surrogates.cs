namespace AgentCore.Extensions.AI.Responses;

/// <summary>Keeps surrogate pairs together, and replaces halves that stand alone, which no encoder takes.</summary>
internal static class Surrogates
{
    /// <summary>Joins a piece of a text with half a character that was held back before it, and holds back half a character at its end.</summary>
    public static string Join(ref char held, string piece)
    {
        if (held != 0)
        {
            piece = held + piece;
            held = '\0';
        }

        if (piece.Length > 0 && char.IsHighSurrogate(piece[^1]))
        {
            held = piece[^1];
            piece = piece[..^1];
        }

        return Mend(piece);
    }

    /// <summary>At most so many characters of a text, with a sign where there were more; no pair is cut through.</summary>
    public static string Shorten(string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)] + "…";

    public static string Mend(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !IsPair(text, i++))
            {
                return Replace(text);
            }
        }

        return text;
    }

    private static string Replace(string text) => string.Create(text.Length, text, static (mended, original) =>
    {
        original.CopyTo(mended);
        for (int i = 0; i < mended.Length; i++)
        {
            if (char.IsSurrogate(mended[i]))
            {
                if (IsPair(original, i))
                {
                    i++;
                }
                else
                {
                    mended[i] = '\ufffd';
                }
            }
        }
    });

    private static bool IsPair(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
}
