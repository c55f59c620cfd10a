using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Makes the updates of one answer, in their fixed sequence: contents under message ids of ours, then the one that closes it.</summary>
internal sealed class UpdateQueue(ResponseIdentity identity, bool includeRawEvents)
{
    private readonly Queue<ChatResponseUpdate> _ready = new();
    private readonly DateTimeOffset _createdAt = DateTimeOffset.UtcNow;
    private ReadOnlyMemory<byte>? _raw;
    private string? _assistantId;
    private int _messages;
    private string? _model;
    private char _heldSurrogate;

    public bool TryTake(out ChatResponseUpdate update) => _ready.TryDequeue(out update!);

    public void BeginEvent(ReadOnlySpan<byte> data)
    {
        if (includeRawEvents)
        {
            _raw = data.ToArray();
        }
    }

    public void EndEvents() => _raw = null;

    public void Model(string? name) => _model = string.IsNullOrEmpty(name) ? _model : name;

    /// <summary>A piece of text. Half a character at its end is held back until its other half comes.</summary>
    public void Text(string delta)
    {
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
            Enqueue(new TextContent(Surrogates.Mend(delta)));
        }
    }

    public void Assistant(AIContent content)
    {
        FlushSurrogate();
        Enqueue(content);
    }

    /// <summary>A tool's result: a message of its own, after which the assistant begins another.</summary>
    public void Tool(FunctionResultContent result)
    {
        FlushSurrogate();
        _ready.Enqueue(Update(ChatRole.Tool, NextMessageId(), result));
        _assistantId = null;
    }

    public void Complete(ChatFinishReason finishReason, UsageDetails? usage)
    {
        FlushSurrogate();
        ChatResponseUpdate last = Update(ChatRole.Assistant, _assistantId ?? NextMessageId(), content: null);
        last.FinishReason = finishReason;
        if (usage is not null)
        {
            last.Contents.Add(new UsageContent(usage));
        }

        _ready.Enqueue(last);
    }

    private void Enqueue(AIContent content) => _ready.Enqueue(Update(ChatRole.Assistant, _assistantId ??= NextMessageId(), content));

    private void FlushSurrogate()
    {
        if (_heldSurrogate != 0)
        {
            _heldSurrogate = '\0';
            Enqueue(new TextContent("\ufffd"));
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
