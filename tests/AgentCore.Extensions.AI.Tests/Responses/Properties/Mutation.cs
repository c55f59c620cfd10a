using System.Text;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>Changes of an answer that no agent of good will makes, by a seed that makes them again.</summary>
internal static partial class Mutation
{
    // What stands in the place of a value where nobody expects it.
    private static readonly string[] s_values =
    [
        "null", "true", "0", "-1", "1e400", "1.5", "99999999999999999999", "\"\"", "\" \"", "\"\\ud83d\"", "\"\\udc4b\"", "\"\\u0000\"", "\"x\"", "\"data:\"", "\"data:,\"",
        "\"\\ndata: 1\\n\"", "\"error\"", "\"tool\"", "{}", "[]", "[[]]", "[null]", "[{}]", "{\"\":1}", "{\"\\ud83d\":1}", "{\"text\":null}", "{\"type\":\"text\"}", "[{\"type\":\"text\",\"text\":\"x\"}]",
    ];

    public static byte[] Of(byte[] body, int seed)
    {
        Random random = new(seed);
        byte[] mutated = body;
        for (int times = random.Next(1, 4); times > 0 && mutated.Length > 0; times--)
        {
            mutated = random.Next(8) switch
            {
                0 => FlipBits(mutated, random),
                1 => WithoutSlice(mutated, random),
                2 => WithSliceTwice(mutated, random),
                3 => WithSlicesSwapped(mutated, random),
                4 => WithLinesSwapped(mutated, random),
                5 => WithLineTwice(mutated, random),
                _ => WithAnotherValue(mutated, random),
            };
        }

        return mutated;
    }

    private static byte[] FlipBits(byte[] body, Random random)
    {
        byte[] flipped = [.. body];
        for (int times = random.Next(1, 9); times > 0; times--)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    private static byte[] WithoutSlice(byte[] body, Random random)
    {
        (int start, int end) = Slice(body.Length, random);
        return [.. body[..start], .. body[end..]];
    }

    private static byte[] WithSliceTwice(byte[] body, Random random)
    {
        (int start, int end) = Slice(body.Length, random);
        int at = random.Next(body.Length + 1);
        return [.. body[..at], .. body[start..end], .. body[at..]];
    }

    private static byte[] WithSlicesSwapped(byte[] body, Random random)
    {
        int[] cuts = [.. Enumerable.Range(0, 4).Select(_ => random.Next(body.Length + 1)).Order()];
        return [.. body[..cuts[0]], .. body[cuts[2]..cuts[3]], .. body[cuts[1]..cuts[2]], .. body[cuts[0]..cuts[1]], .. body[cuts[3]..]];
    }

    private static byte[] WithLinesSwapped(byte[] body, Random random)
    {
        string[] lines = Encoding.Latin1.GetString(body).Split('\n');
        (int first, int second) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[first], lines[second]) = (lines[second], lines[first]);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] WithLineTwice(byte[] body, Random random)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(body).Split('\n')];
        string line = lines[random.Next(lines.Count)];
        lines.InsertRange(random.Next(lines.Count), [line, ""]);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] WithAnotherValue(byte[] body, Random random)
    {
        string text = Encoding.Latin1.GetString(body);
        MatchCollection values = Value().Matches(text);
        if (values.Count == 0)
        {
            return body;
        }

        Match value = values[random.Next(values.Count)];
        return Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, value.Index), s_values[random.Next(s_values.Length)], text.AsSpan(value.Index + value.Length)));
    }

    private static (int Start, int End) Slice(int length, Random random)
    {
        int start = random.Next(length);
        return (start, random.Next(start, Math.Min(length, start + 200) + 1));
    }

    // A string (or a key), a number, a word, or an object or array without another one in it.
    [GeneratedRegex("""  "(?:[^"\\\r\n]|\\.)*" | -?\d+ | true | false | null | \{[^{}\[\]\r\n]*\} | \[[^{}\[\]\r\n]*\]  """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Value();
}
