using System.Net;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Makes one line of a body that nobody meant for a program.</summary>
internal static partial class ErrorPage
{
    /// <summary>The title of a web page, else the text itself, shortened; <see langword="null"/> for an empty one.</summary>
    public static string? Describe(string body)
    {
        string text = body.Trim();
        if (text.StartsWith('<'))
        {
            Match title = TitlePattern().Match(text);
            return title.Success ? OneLine.Of(WebUtility.HtmlDecode(title.Groups[1].Value)) : "a web page without a title";
        }

        return OneLine.Of(text);
    }

    [GeneratedRegex("<title[^>]*>(.*?)</title>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex TitlePattern();
}
