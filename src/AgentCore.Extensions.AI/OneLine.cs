using System.Text.RegularExpressions;
using AgentCore.Extensions.AI.Responses;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI;

/// <summary>Makes one line of what others say: for a log or a tag, where a second line would look like one of ours.</summary>
internal static partial class OneLine
{
    private const int MaxLength = 500;

    /// <summary>One line of at most 500 characters, without secrets; <see langword="null"/> where nothing was said.</summary>
    public static string? Of(string? text)
    {
        text = ForeignWords.WithoutSecrets(text) is { } words ? BlankPattern().Replace(words, " ").Trim() : null;
        return string.IsNullOrEmpty(text) ? null : Surrogates.Shorten(text, MaxLength);
    }

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex BlankPattern();
}
