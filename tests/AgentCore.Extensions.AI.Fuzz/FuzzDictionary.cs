using System.Globalization;
using System.Text;

namespace AgentCore.Extensions.AI.Fuzz;

/// <summary>Words that lead an input deeper, in the form that AFL++ and libFuzzer read: one in quotes a line, <c>\xNN</c> for a byte.</summary>
internal static class FuzzDictionary
{
    public static IReadOnlyList<byte[]> Read(string target) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Seeds", $"{target}.dict")).Where(line => line.StartsWith('"')).Select(line => Unescape(line.Trim()[1..^1])),
    ];

    private static byte[] Unescape(string word)
    {
        List<byte> bytes = [];
        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(word[i].ToString()));
            }
            else if (word[++i] == 'x')
            {
                bytes.Add(byte.Parse(word.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)word[i]);
            }
        }

        return [.. bytes];
    }
}
