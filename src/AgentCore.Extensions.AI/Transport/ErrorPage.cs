using System.Net;
using System.Text.Json;
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
        text = text is null ? null : BlankPattern().Replace(text, " ").Trim();
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

/// <summary>Reads text from JSON that may hold anything.</summary>
internal static class JsonText
{
    /// <summary>A property's text; <see langword="null"/> where there is none, or half a surrogate pair in it.</summary>
    public static string? Find(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
