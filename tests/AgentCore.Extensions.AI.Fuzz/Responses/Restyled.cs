using System.Text;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>
/// The same events in other clothes: spaces that mean nothing, another number of them in each event than in the one before.
/// What is read without parsing because it looks like the last event looks like no other then.
/// </summary>
internal static class Restyled
{
    private static readonly byte[] s_begin = "data: {"u8.ToArray();

    /// <summary>Makes the body; <see langword="null"/> where it has fewer than two events to change.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> body)
    {
        List<byte> restyled = new(body.Length + 64);
        int events = 0;
        while (!body.IsEmpty)
        {
            int end = body.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? body : body[..(end + 1)];
            body = body[line.Length..];
            if (line.StartsWith(s_begin) && IsJson(line["data: ".Length..]))
            {
                restyled.AddRange(s_begin);
                restyled.AddRange(Enumerable.Repeat((byte)' ', events++ % 3));
                line = line[s_begin.Length..];
            }

            restyled.AddRange(line);
        }

        return events < 2 ? null : [.. restyled];
    }

    /// <summary>What an agent said word for word has its spaces.</summary>
    public static string Plain(string reading) => new StringBuilder(reading).Replace("{  ", "{").Replace("{ ", "{").ToString();

    private static bool IsJson(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
