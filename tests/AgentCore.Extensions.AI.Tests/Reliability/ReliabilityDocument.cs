using System.Reflection;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>The parts of docs/reliability.md that tests write, with AGENTCORE_WRITE_DOCUMENTS=1: each stands between two comments that name the test.</summary>
internal static class ReliabilityDocument
{
    private static readonly object s_gate = new();

    public static bool IsWritten => Environment.GetEnvironmentVariable("AGENTCORE_WRITE_DOCUMENTS") == "1";

    private static string FilePath => Path.Combine(
        typeof(ReliabilityDocument).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!,
        "docs",
        "reliability.md");

    /// <summary>Writes a part that is the same wherever it is run, or checks that the document has it.</summary>
    public static void WriteOrCheck(string test, string text)
    {
        if (IsWritten)
        {
            Write(test, text);
            return;
        }

        (string document, Range part) = Find(test);
        document[part].Should().Be(text, "docs/reliability.md tells what these runs showed; AGENTCORE_WRITE_DOCUMENTS=1 writes it anew");
    }

    /// <summary>Writes a part with figures of this machine, which are never checked.</summary>
    public static void WriteFigures(string test, string text)
    {
        if (IsWritten)
        {
            Write(test, text);
        }
    }

    private static void Write(string test, string text)
    {
        lock (s_gate)
        {
            (string document, Range part) = Find(test);
            File.WriteAllText(FilePath, document[..part.Start] + text + document[part.End..]);
        }
    }

    private static (string Document, Range Part) Find(string test)
    {
        string document = File.ReadAllText(FilePath).ReplaceLineEndings("\n");
        string begin = $"<!-- written by {test}: begin -->\n";
        int start = document.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return (document, start..document.IndexOf($"<!-- written by {test}: end -->", StringComparison.Ordinal));
    }
}
