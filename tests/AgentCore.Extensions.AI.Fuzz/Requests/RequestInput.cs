using System.Text;

namespace AgentCore.Extensions.AI.Fuzz.Requests;

/// <summary>Bytes, read as a request: how long the pieces of its body are, lines of headers, a blank line, the body. Headers that a server would refuse are left out.</summary>
internal sealed class RequestInput
{
    private RequestInput(int piece, IReadOnlyList<(string Name, string Value)> headers, ReadOnlyMemory<byte> body) => (Piece, Headers, Body) = (piece, headers, body);

    public int Piece { get; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public static RequestInput Read(byte[] input)
    {
        if (input.Length == 0)
        {
            return new RequestInput(int.MaxValue, [], default);
        }

        int piece = input[0] == 0 ? int.MaxValue : input[0];
        ReadOnlySpan<byte> message = input.AsSpan(1);
        int headEnd = message.IndexOf("\n\n"u8);
        return headEnd < 0
            ? new RequestInput(piece, [], input.AsMemory(1))
            : new RequestInput(piece, [.. ReadHeaders(Encoding.UTF8.GetString(message[..headEnd]))], input.AsMemory(1 + headEnd + 2));
    }

    private static IEnumerable<(string Name, string Value)> ReadHeaders(string head)
    {
        foreach (string line in head.Split('\n'))
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts is [{ Length: > 0 } name, var value] && name.All(IsOfToken) && !value.Any(char.IsControl))
            {
                yield return (name, value);
            }
        }
    }

    private static bool IsOfToken(char character) => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character);
}
