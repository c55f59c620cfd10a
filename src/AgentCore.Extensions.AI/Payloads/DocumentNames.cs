using System.Globalization;
using System.Text;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>
/// Gives the documents of one request names that Converse takes: letters and digits of ASCII, single spaces, hyphens,
/// parentheses and brackets, each name once.
/// </summary>
internal sealed class DocumentNames
{
    // Converse takes 200 characters; the rest is for a number behind them.
    private const int MaxLength = 190;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives a name that is like a file's name without its ending.</summary>
    public string Take(string? fileName)
    {
        string name = Clean(Path.GetFileNameWithoutExtension(fileName ?? ""));
        name = name.Length == 0 ? "document" : name;
        string unique = name;
        for (int number = 2; !_taken.Add(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
        }

        return unique;
    }

    private static string Clean(string name)
    {
        var clean = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '(' or ')' or '[' or ']')
            {
                clean.Append(c);
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }

            if (clean.Length == MaxLength)
            {
                break;
            }
        }

        return clean.ToString().TrimEnd();
    }
}
