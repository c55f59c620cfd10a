using System.Text;

namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>
/// Bytes, read as an answer and how it comes. The first <see cref="OptionsLength"/> say how it is cut and read; what follows has the form of a fixture:
/// status line, headers, blank line, body.
/// </summary>
internal sealed class ResponseInput
{
    public const int OptionsLength = 3;

    /// <summary>A repeated body is no longer than this: enough for what is not linear to show, little enough for thousands of runs.</summary>
    private const int MaxRepeated = 256 * 1024;

    private ResponseInput(ReadOnlySpan<byte> options, ReadOnlySpan<byte> message)
    {
        Piece = options[0] == 0 ? int.MaxValue : options[0];
        OtherPiece = options[1] == 0 ? int.MaxValue : options[1];
        IncludeRawEvents = (options[2] & 1) != 0;
        HasSmallLimits = (options[2] & 2) != 0;
        AsksForJson = (options[2] & 4) != 0;
        IsLost = (options[2] & 8) != 0;
        int times = options[2] >> 4 is > 7 and var exponent ? 1 << (exponent - 7) : 1;

        (int headEnd, int bodyStart) = FindBody(message);
        foreach (string line in Encoding.Latin1.GetString(message[..headEnd]).Split('\n', StringSplitOptions.TrimEntries))
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            ContentType ??= parts is [var type, _] && type.Equals("content-type", StringComparison.OrdinalIgnoreCase) ? parts[1] : null;
            ContentEncoding ??= parts is [var encoding, _] && encoding.Equals("content-encoding", StringComparison.OrdinalIgnoreCase) ? parts[1] : null;
        }

        byte[] once = message[bodyStart..].ToArray();
        Body = times == 1 ? once : [.. Enumerable.Repeat(once, Math.Clamp(times, 1, 1 + (MaxRepeated / Math.Max(1, once.Length)))).SelectMany(bytes => bytes)];
    }

    public int Piece { get; }

    public int OtherPiece { get; }

    public bool IncludeRawEvents { get; }

    public bool HasSmallLimits { get; }

    public bool AsksForJson { get; }

    /// <summary>Gets whether the connection is lost where the body ends.</summary>
    public bool IsLost { get; }

    public string? ContentType { get; }

    public string? ContentEncoding { get; }

    public byte[] Body { get; }

    public static ResponseInput Read(ReadOnlySpan<byte> input)
    {
        Span<byte> options = stackalloc byte[OptionsLength];
        int given = Math.Min(input.Length, OptionsLength);
        input[..given].CopyTo(options);
        return new ResponseInput(options, input[given..]);
    }

    private static (int HeadEnd, int BodyStart) FindBody(ReadOnlySpan<byte> message)
    {
        int withReturns = message.IndexOf("\r\n\r\n"u8);
        int without = message.IndexOf("\n\n"u8);
        return withReturns >= 0 && (without < 0 || withReturns < without) ? (withReturns, withReturns + 4)
            : without >= 0 ? (without, without + 2)
            : (0, 0);
    }
}
