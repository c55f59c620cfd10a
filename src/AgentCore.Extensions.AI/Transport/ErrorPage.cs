using System.Net;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Makes one line of a body that nobody meant for a program.</summary>
internal static partial class ErrorPage
{
    private const int MaxLength = 500;

    /// <summary>The title of a web page, else the text itself, shortened; <see langword="null"/> for an empty one.</summary>
    public static string? Describe(string body)
    {
        string text = body.Trim();
        if (text.StartsWith('<'))
        {
            Match title = TitlePattern().Match(text);
            return title.Success ? Shorten(WebUtility.HtmlDecode(title.Groups[1].Value)) : "a web page without a title";
        }

        return Shorten(text);
    }

    public static string? Shorten(string? text)
    {
        text = text is null ? null : BlankPattern().Replace(ForeignWords.WithoutSecrets(text)!, " ").Trim();
        return text switch
        {
            null or "" => null,
            { Length: > MaxLength } => text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)] + "…",
            _ => text,
        };
    }

    [GeneratedRegex("<title[^>]*>(.*?)</title>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex TitlePattern();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant)]
    private static partial Regex BlankPattern();
}
