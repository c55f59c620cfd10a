using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>
/// Puts an answer together from what the dialects read, each thing exactly once: a delta wins over the message that repeats it,
/// a message over the run's result. The updates wait in <see cref="TryTake"/>.
/// </summary>
internal sealed class AnswerAssembler(ResponseIdentity identity, AgentCoreResponseLimits limits, ResponseError errors, bool includeRawEvents)
{
    private readonly Queue<ChatResponseUpdate> _ready = new();
    private readonly ToolActivity _tools = new(limits, errors);
    private readonly DateTimeOffset _createdAt = DateTimeOffset.UtcNow;
    private string? _assistantId;
    private int _messages;
    private bool _textSinceMessage;
    private bool _reasoningSinceMessage;
    private bool _anyText;
    private string? _result;
    private char _heldSurrogate;
    private ChatFinishReason? _finishReason;
    private string? _model;
    private string? _pendingError;
    private ReadOnlyMemory<byte>? _raw;

    public ResponseError Errors { get; } = errors;

    public UsageSum Usage { get; } = new();

    /// <summary>Gets whether anything was understood so far.</summary>
    public bool IsEmpty { get; private set; } = true;

    public bool JsonRequested => identity.JsonRequested;

    public bool TryTake(out ChatResponseUpdate update) => _ready.TryDequeue(out update!);

    /// <summary>The bytes of the event that is read now, for <see cref="ChatResponseUpdate.RawRepresentation"/>.</summary>
    public void BeginEvent(ReadOnlySpan<byte> data) => _raw = includeRawEvents ? data.ToArray() : null;

    /// <summary>The update that tells the session; it joins to the response, not to a message.</summary>
    public ChatResponseUpdate Leading() => new()
    {
        ResponseId = identity.ResponseId,
        ConversationId = identity.ConversationId,
        AdditionalProperties = new() { [AgentCorePropertyNames.RuntimeSessionId] = identity.RuntimeSessionId },
    };

    /// <summary>Something was understood that has no content of its own.</summary>
    public void Understood() => IsEmpty = false;

    public void Text(string delta)
    {
        IsEmpty = false;
        _pendingError = null;
        _textSinceMessage = true;
        _anyText = true;
        if (_heldSurrogate != 0)
        {
            delta = _heldSurrogate + delta;
            _heldSurrogate = '\0';
        }

        if (delta.Length > 0 && char.IsHighSurrogate(delta[^1]))
        {
            _heldSurrogate = delta[^1];
            delta = delta[..^1];
        }

        if (delta.Length > 0)
        {
            Assistant(new TextContent(Surrogates.Mend(delta)));
        }
    }

    public void Reasoning(string? delta, string? protectedData = null)
    {
        IsEmpty = false;
        _reasoningSinceMessage = true;
        if (!string.IsNullOrEmpty(delta) || protectedData is not null)
        {
            Assistant(new TextReasoningContent(delta is null ? null : Surrogates.Mend(delta)) { ProtectedData = protectedData });
        }
    }

    public void Data(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        IsEmpty = false;
        Assistant(new DataContent(bytes, mediaType));
    }

    public void StartTool(string block, string? id, string name)
    {
        IsEmpty = false;
        _tools.Start(block, id, name);
    }

    public void AddToolInput(string block, string piece)
    {
        IsEmpty = false;
        _tools.AddInput(block, piece);
    }

    public void EndBlock(string block)
    {
        IsEmpty = false;
        if (_tools.End(block) is { } call)
        {
            Assistant(call);
        }
    }

    public void ToolCall(string? id, string name, JsonElement arguments)
    {
        IsEmpty = false;
        if (_tools.Call(id, name, arguments) is { } call)
        {
            Assistant(call);
        }
    }

    public void ToolResult(string id, object? result, bool failed)
    {
        IsEmpty = false;
        if (_tools.Result(id, result, failed) is { } content)
        {
            FlushSurrogate();
            foreach (FunctionCallContent call in _tools.EndAll())
            {
                Assistant(call);
            }

            _ready.Enqueue(Update(ChatRole.Tool, NextMessageId(), content));
            _assistantId = null;
        }
    }

    /// <summary>Begins a whole message: which of its parts are new, and not told by deltas before.</summary>
    public (bool Text, bool Reasoning) BeginMessage()
    {
        IsEmpty = false;
        (bool Text, bool Reasoning) isNew = (!_textSinceMessage, !_reasoningSinceMessage);
        EndMessage();
        return isNew;
    }

    /// <summary>Ends a whole message: what comes now is not in it.</summary>
    public void EndMessage() => _textSinceMessage = _reasoningSinceMessage = false;

    /// <summary>What the run came to: the text only where no other came.</summary>
    public void Result(string text)
    {
        IsEmpty = false;
        _pendingError = null;
        _result = text;
    }

    public void Finish(string reason)
    {
        IsEmpty = false;
        _finishReason = FinishReasons.Map(reason);
    }

    public void Model(string? name) => _model = string.IsNullOrEmpty(name) ? _model : name;

    /// <summary>An error that counts only if nothing follows it.</summary>
    public void FailUnlessMoreFollows(string message) => _pendingError = message;

    /// <summary>Ends the answer: what was held back, then the update that closes it.</summary>
    public void Complete()
    {
        _raw = null;
        if (_pendingError is not null)
        {
            throw Errors.FromAgent(_pendingError, code: null);
        }

        if (!_anyText && _result is not null)
        {
            Text(_result);
        }

        FlushSurrogate();
        foreach (FunctionCallContent call in _tools.EndAll())
        {
            Assistant(call);
        }

        ChatResponseUpdate last = Update(ChatRole.Assistant, _assistantId ?? NextMessageId(), content: null);
        last.FinishReason = _finishReason ?? ChatFinishReason.Stop;
        if (Usage.Result is { } usage)
        {
            last.Contents.Add(new UsageContent(usage));
        }

        _ready.Enqueue(last);
    }

    private void Assistant(AIContent content) =>
        _ready.Enqueue(Update(ChatRole.Assistant, _assistantId ??= NextMessageId(), content));

    private void FlushSurrogate()
    {
        if (_heldSurrogate != 0)
        {
            _heldSurrogate = '\0';
            Assistant(new TextContent("\ufffd"));
        }
    }

    private string NextMessageId() => $"{identity.ResponseId}-{++_messages}";

    private ChatResponseUpdate Update(ChatRole role, string messageId, AIContent? content) => new()
    {
        Role = role,
        MessageId = messageId,
        ResponseId = identity.ResponseId,
        ConversationId = identity.ConversationId,
        CreatedAt = _createdAt,
        ModelId = _model,
        Contents = content is null ? [] : new List<AIContent>(1) { content },
        RawRepresentation = _raw,
    };
}
