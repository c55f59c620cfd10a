using System.Reflection;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Documents.Tests;

/// <summary>A Markdown file of the repository.</summary>
internal sealed partial class Document
{
    private static readonly string[] s_folders = ["docs", "src", "samples", "bench", "tests"];

    private Document(string path)
    {
        FullPath = path;
        Name = Path.GetRelativePath(Root, path).Replace('\\', '/');
        Text = File.ReadAllText(path);
    }

    public static string Root { get; } = typeof(Document).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Gets all of them but those of packages and of builds.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.GetFiles(Root, "*.md")
            .Concat(s_folders.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.GetFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Where(path => !path.Replace('\\', '/').Split('/').Any(part => part is "node_modules" or "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new Document(path)),
    ];

    /// <summary>Gets its path from the root of the repository.</summary>
    public string Name { get; }

    public string FullPath { get; }

    public string Text { get; }

    /// <summary>Gets where it links to inside the repository, without the part behind <c>#</c>.</summary>
    public IEnumerable<string> LocalLinks => Link().Matches(WithoutBlocks())
        .Select(match => match.Groups["target"].Value.Split('#')[0])
        .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal));

    public static Document Named(string name) => All.Single(document => document.Name == name);

    /// <summary>The blocks of code in one language, with the number of the line each begins at.</summary>
    public IEnumerable<(int Line, string Code)> Blocks(string language)
    {
        string[] lines = Text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() != $"```{language}")
            {
                continue;
            }

            int first = i + 1;
            while (++i < lines.Length && lines[i].Trim() != "```")
            {
            }

            yield return (first + 1, string.Join('\n', lines[first..i]));
        }
    }

    private string WithoutBlocks() => Block().Replace(Text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
