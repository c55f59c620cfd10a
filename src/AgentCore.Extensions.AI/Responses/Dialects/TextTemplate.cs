using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>
/// The bytes around the text of the last event that was parsed: an agent writes the same around every piece of its answer.
/// An event with those very bytes, and between them a string without escapes, is that event with another text, and need not be parsed.
/// </summary>
internal sealed class TextTemplate
{
    /// <summary>How many bytes may stand around a text.</summary>
    private const int MaxLength = 512;

    // What a JSON string has to escape.
    private static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private byte[] _around = [];
    private int _prefixLength;
    private int _length;

    /// <summary>Keeps what stands around the text of an event.</summary>
    /// <param name="data">An event that is one text and nothing else of meaning.</param>
    /// <param name="quoted">Where its text is, with the quotes.</param>
    public void Learn(ReadOnlySpan<byte> data, Range quoted)
    {
        ReadOnlySpan<byte> prefix = data[..(quoted.Start.Value + 1)];
        ReadOnlySpan<byte> suffix = data[(quoted.End.Value - 1)..];
        _length = prefix.Length + suffix.Length;
        if (_length > MaxLength)
        {
            _length = 0;
            return;
        }

        if (_around.Length < _length)
        {
            _around = new byte[MaxLength];
        }

        prefix.CopyTo(_around);
        suffix.CopyTo(_around.AsSpan(prefix.Length));
        _prefixLength = prefix.Length;
    }

    /// <summary>The text of an event that differs from the last in nothing else.</summary>
    public bool TryMatch(ReadOnlySpan<byte> data, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (_length == 0 || data.Length < _length)
        {
            return false;
        }

        ReadOnlySpan<byte> around = _around.AsSpan(0, _length);
        if (!data.StartsWith(around[.._prefixLength]) || !data.EndsWith(around[_prefixLength..]))
        {
            return false;
        }

        ReadOnlySpan<byte> between = data[_prefixLength..^(_length - _prefixLength)];
        if (between.ContainsAny(s_special))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(between);
        return true;
    }
}
