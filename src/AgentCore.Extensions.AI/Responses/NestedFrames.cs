using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Server-sent events inside the data of a server-sent event: the agent's author framed what the framework frames as well.</summary>
internal static class NestedFrames
{
    /// <summary>How many frames around frames are opened: one is a mistake that people make, many are an attack.</summary>
    public const int MaxDepth = 4;

    public static bool IsFramed(string text) =>
        (text.StartsWith("data:", StringComparison.Ordinal) || (text.StartsWith("event:", StringComparison.Ordinal) && text.Contains("\ndata:", StringComparison.Ordinal)))
        && text.EndsWith('\n');

    public static bool TryUnwrap(ReadOnlySpan<byte> data, [NotNullWhen(true)] out string? frames)
    {
        frames = data.StartsWith("data:"u8) && data.EndsWith("\n"u8) ? Encoding.UTF8.GetString(data) : null;
        return frames is not null;
    }

    /// <summary>The events, with their names.</summary>
    public static IEnumerable<(string Name, string Data)> Split(string frames)
    {
        foreach (string frame in frames.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string name = "message";
            List<string> data = [];
            foreach (string line in frame.Split('\n'))
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    data.Add(line["data:".Length..] is [' ', ..] spaced ? spaced[1..] : line["data:".Length..]);
                }
                else if (line.StartsWith("event:", StringComparison.Ordinal))
                {
                    name = line["event:".Length..].Trim();
                }
            }

            if (data.Count > 0)
            {
                yield return (name, string.Join('\n', data));
            }
        }
    }
}
