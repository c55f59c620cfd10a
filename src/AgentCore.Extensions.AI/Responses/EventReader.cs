using System.Text;
using System.Text.Json;
using AgentCore.Extensions.AI.Responses.Dialects;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Reads one event of a stream: hands it to the dialect that knows it.</summary>
internal sealed partial class EventReader(AnswerAssembler answer, AgentCoreResponseLimits limits, ILogger logger)
{
    private TextDeltas? _deltas;
    private StringBuilder? _unknown;
    private StringBuilder? _reprs;
    private int _frames;
    private bool _unknownIsCut;
    private bool _reprsAreCut;

    private TextDeltas Deltas => _deltas ??= new TextDeltas();

    /// <summary>Reads an event; <see langword="false"/> ends the stream.</summary>
    /// <param name="eventType">Its type; <c>message</c> where it has none.</param>
    /// <param name="data">Its data.</param>
    /// <param name="isUnfinished">Whether the body ended before it did.</param>
    public bool Read(string eventType, ReadOnlySpan<byte> data, bool isUnfinished)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            return false;
        }

        answer.BeginEvent(data);
        if (NestedFrames.TryUnwrap(data, out string? frames))
        {
            return ReadFrames(frames);
        }

        ReadOnlySpan<byte> trimmed = data.Trim(" \t\r\n"u8);
        if (trimmed.SequenceEqual("null"u8))
        {
            answer.Understood();
            return true;
        }

        if (eventType == "error" && !trimmed.IsEmpty && trimmed[0] is not (byte)'{')
        {
            throw answer.Errors.FromAgent(Encoding.UTF8.GetString(trimmed).Trim('"'), code: null);
        }

        if (trimmed.IsEmpty || trimmed[0] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            answer.Text(Encoding.UTF8.GetString(data));
            return true;
        }

        if (!Deltas.TryRead(eventType, trimmed, answer))
        {
            ReadJson(eventType, data, trimmed, isUnfinished);
        }

        return true;
    }

    /// <summary>The stream is over: where nothing of it was understood, the raw text is the answer.</summary>
    public void Complete()
    {
        if (!answer.IsEmpty)
        {
            return;
        }

        if (_reprs is { Length: > 0 })
        {
            answer.Text(Text(_reprs, _reprsAreCut));
        }
        else if (_unknown is { Length: > 0 })
        {
            answer.Text(Text(_unknown, _unknownIsCut));
        }
    }

    private static string Text(StringBuilder kept, bool isCut) =>
        isCut ? $"{kept}\n[…cut: {nameof(AgentCoreResponseLimits.MaxUnknownEventLength)}]" : kept.ToString();

    private void ReadJson(string eventType, ReadOnlySpan<byte> data, ReadOnlySpan<byte> trimmed, bool isUnfinished)
    {
        if (!WholeJson.TryParse(trimmed, limits, answer.Errors, out JsonDocument? document))
        {
            if (isUnfinished)
            {
                throw answer.Errors.BrokenOff("its last event is incomplete.");
            }

            answer.Text(Encoding.UTF8.GetString(data));
            return;
        }

        using (document)
        {
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.String)
            {
                ReadString(JsonText.Read(root));
            }
            else if (!DialectList.TryReadEvent(root, eventType, answer))
            {
                KeepUnknown(root, data);
            }
            else if (answer.OnlyText.ValueKind == JsonValueKind.String)
            {
                Deltas.Learn(eventType, trimmed, answer.OnlyText);
            }
        }
    }

    private void ReadString(string text)
    {
        if (NestedFrames.IsFramed(text))
        {
            ReadFrames(text);
            return;
        }

        if (!PythonRepr.IsOne(text))
        {
            if (!TryReadWritten(text))
            {
                answer.Text(text);
            }

            return;
        }

        // An object that Python could not serialise. Its text counts only where the stream holds nothing better.
        if (PythonRepr.FindData(text) is { } data)
        {
            _reprs ??= new StringBuilder();
            _reprsAreCut |= _reprs.Length + data.Length > limits.MaxUnknownEventLength;
            _reprs.Append(_reprsAreCut ? "" : data);
        }
    }

    // A server framed what its agent had framed already.
    private bool ReadFrames(string frames)
    {
        if (_frames == NestedFrames.MaxDepth)
        {
            answer.Text(frames);
            return true;
        }

        _frames++;
        bool goesOn = NestedFrames.Split(frames).All(frame => Read(frame.Name, Encoding.UTF8.GetBytes(frame.Data), isUnfinished: false));
        _frames--;
        return goesOn;
    }

    // An event that was written as JSON twice. Only what a framework's dialect knows is taken for one: an agent may say JSON.
    private bool TryReadWritten(string text)
    {
        if (text.Length < 2 || text[0] != '{' || !text.AsSpan().TrimEnd().EndsWith("}")
            || !WholeJson.TryParse(Encoding.UTF8.GetBytes(text), limits, errors: null, out JsonDocument? document))
        {
            return false;
        }

        using (document)
        {
            return DialectList.TryReadFramework(document.RootElement, answer);
        }
    }

    private void KeepUnknown(JsonElement root, ReadOnlySpan<byte> data)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            LogUnknown(root.ValueKind == JsonValueKind.Object
                ? string.Join(", ", root.EnumerateObject().Take(20).Select(JsonText.Name))
                : root.ValueKind.ToString());
        }

        if (!answer.IsEmpty)
        {
            return;
        }

        string text = Encoding.UTF8.GetString(data);
        _unknown ??= new StringBuilder();
        _unknownIsCut |= _unknown.Length + text.Length + 1 > limits.MaxUnknownEventLength;
        if (!_unknownIsCut)
        {
            _unknown.Append(_unknown.Length > 0 ? "\n" : "").Append(text);
        }
    }

    [LoggerMessage(10, LogLevel.Debug, "An event of the answer is of no known dialect. Its keys: {Keys}")]
    private partial void LogUnknown(string keys);
}
