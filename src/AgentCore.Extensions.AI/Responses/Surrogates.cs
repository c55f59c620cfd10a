namespace AgentCore.Extensions.AI.Responses;

/// <summary>Replaces halves of surrogate pairs that stand alone, which no encoder takes.</summary>
internal static class Surrogates
{
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
