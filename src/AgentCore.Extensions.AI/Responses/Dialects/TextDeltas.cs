using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>
/// The hot path: the events that nearly every streamed answer consists of, read from the bytes without a document.
/// Whatever differs in the least is left to the dialects.
/// </summary>
internal sealed class TextDeltas
{
    private readonly TextTemplate _template = new();

    // What a dialect read from the last event. Another event in between may change what the same bytes mean to it.
    private readonly TextTemplate _last = new();
    private string? _lastType;

    public bool TryRead(string eventType, ReadOnlySpan<byte> data, AnswerAssembler answer)
    {
        if (_template.TryMatch(data, out string? repeated) || (eventType == _lastType && _last.TryMatch(data, out repeated) && repeated.Length > 0))
        {
            answer.Text(repeated);
            return true;
        }

        _lastType = null;

        try
        {
            Utf8JsonReader reader = new(data);
            if (!reader.Read())
            {
                return false;
            }

            return reader.TokenType == JsonTokenType.String ? TryReadString(ref reader, answer)
                : reader.TokenType == JsonTokenType.StartObject && TryReadObject(ref reader, data, answer);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is the reader's word for a name with half a surrogate pair.
            return false;
        }
    }

    /// <summary>A dialect has read an event that is one text and nothing else.</summary>
    public void Learn(string eventType, ReadOnlySpan<byte> data, JsonElement text)
    {
        ReadOnlySpan<byte> quoted = JsonMarshal.GetRawUtf8Value(text);
        int start = data.IndexOf(quoted);
        if (start >= 0 && data[(start + 1)..].IndexOf(quoted) < 0)
        {
            _last.Learn(data, start..(start + quoted.Length));
            _lastType = eventType;
        }
    }

    private static bool TryReadString(ref Utf8JsonReader reader, AnswerAssembler answer)
    {
        string text = JsonText.Read(ref reader);
        if (reader.Read() || text is ['{', ..] || NestedFrames.IsFramed(text))
        {
            return false;
        }

        answer.Text(text);
        return true;
    }

    private bool TryReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, AnswerAssembler answer)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        if (reader.ValueTextEquals("chunk"u8))
        {
            return TryReadLastText(ref reader, data, depth: 1, answer);
        }

        int depth = 1;
        if (reader.ValueTextEquals("event"u8) && !TryEnter(ref reader, ref depth))
        {
            return false;
        }

        return reader.ValueTextEquals("contentBlockDelta"u8) && TryEnter(ref reader, ref depth)
            && TrySkipIndex(ref reader)
            && reader.ValueTextEquals("delta"u8) && TryEnter(ref reader, ref depth)
            && reader.ValueTextEquals("text"u8) && TryReadLastText(ref reader, data, depth, answer);
    }

    // Into the object under the current name, to its first name.
    private static bool TryEnter(ref Utf8JsonReader reader, ref int depth)
    {
        depth++;
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
    }

    private static bool TrySkipIndex(ref Utf8JsonReader reader) =>
        !reader.ValueTextEquals("contentBlockIndex"u8)
        || (reader.Read() && reader.TokenType == JsonTokenType.Number && reader.Read() && reader.TokenType == JsonTokenType.PropertyName);

    // The text under the current name, which closes all objects but for a block index beside them.
    private bool TryReadLastText(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, int depth, AnswerAssembler answer)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        string text = JsonText.Read(ref reader);
        Range quoted = (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
        while (reader.Read())
        {
            bool isIndex = reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("contentBlockIndex"u8)
                && reader.Read() && reader.TokenType == JsonTokenType.Number;
            if (!isIndex && reader.TokenType != JsonTokenType.EndObject)
            {
                return false;
            }

            depth -= isIndex ? 0 : 1;
        }

        if (depth != 0)
        {
            return false;
        }

        _template.Learn(data, quoted);
        answer.Text(text);
        return true;
    }
}
