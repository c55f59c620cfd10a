using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI;

/// <summary>Makes one line of what others say: for a log or a tag, where a second line would look like one of ours.</summary>
internal static partial class OneLine
{
    private const int MaxLength = 500;

    /// <summary>One line of at most 500 characters; <see langword="null"/> where nothing was said.</summary>
    public static string? Of(string? text)
    {
        text = text is null ? null : BlankPattern().Replace(text, " ").Trim();
        return text switch
        {
            null or "" => null,
            { Length: > MaxLength } => text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "…",
            _ => text,
        };
    }

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex BlankPattern();
}
