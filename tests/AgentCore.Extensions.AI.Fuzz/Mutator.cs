using System.Text;

namespace AgentCore.Extensions.AI.Fuzz;

/// <summary>Makes inputs of seeds by chance, the same ones for the same number on every machine.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, IReadOnlyList<byte[]> words, int seed)
{
    private const int MaxLength = 64 * 1024;

    // What stands in the place of a value where nobody expects it.
    private static readonly byte[][] s_values =
    [
        .. new[]
        {
            "null", "true", "0", "-1", "1e400", "1.5", "99999999999999999999", "\"\"", "\"\\ud83d\"", "\"\\udc4b\"", "\"\\u0000\"", "\"data:\"", "{}", "[]", "[[]]", "[null]", "[{}]", "{\"\":1}",
            "{\"\\ud83d\":1}", "{\"type\":\"text\"}", "[{\"type\":\"text\",\"text\":\"x\"}]", "\"{\\\"a\\\":1}\"", "\"data: {}\\n\\n\"",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        List<byte> input = [.. seeds[_random.Next(seeds.Count)]];
        for (int times = 1 << _random.Next(5); times > 0; times--)
        {
            Mutate(input);
        }

        return [.. input.Take(MaxLength)];
    }

    private void Mutate(List<byte> input)
    {
        int at = _random.Next(input.Count + 1);
        switch (_random.Next(9))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)_random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, Length(input.Count - at));
                break;
            case 3:
                input.InsertRange(at, Slice(input));
                break;
            case 4:
                input.InsertRange(at, Slice(seeds[_random.Next(seeds.Count)]));
                break;
            case 5 or 6:
                input.InsertRange(at, words[_random.Next(words.Count)]);
                break;
            default:
                ReplaceValue(input, at);
                break;
        }
    }

    // From one sign of JSON to the next stands a value, more often than not.
    private void ReplaceValue(List<byte> input, int at)
    {
        int start = input.FindIndex(at, value => value is (byte)':' or (byte)',' or (byte)'[');
        if (start < 0)
        {
            return;
        }

        int end = input.FindIndex(start + 1, value => value is (byte)',' or (byte)'}' or (byte)']');
        input.RemoveRange(start + 1, (end < 0 ? input.Count : end) - start - 1);
        input.InsertRange(start + 1, _random.Next(3) == 0 ? words[_random.Next(words.Count)] : s_values[_random.Next(s_values.Length)]);
    }

    private IEnumerable<byte> Slice(IReadOnlyList<byte> bytes)
    {
        int start = _random.Next(bytes.Count + 1);
        return [.. bytes.Skip(start).Take(Length(bytes.Count - start))];
    }

    private int Length(int max) => _random.Next(Math.Min(max, _random.Next(4) == 0 ? 1_000 : 30) + 1);
}
