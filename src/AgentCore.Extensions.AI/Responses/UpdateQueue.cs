using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Makes the updates of one answer, in their fixed sequence: contents under message ids of ours, then the one that closes it.</summary>
internal sealed class UpdateQueue(ResponseIdentity identity, bool includeRawEvents)
{
    private readonly Queue<ChatResponseUpdate> _ready = new();
    private readonly DateTimeOffset _createdAt = DateTimeOffset.UtcNow;
    private string? _assistantId;
    private int _messages;
    private string? _model;
    private char _heldInText;
    private char _heldInReasoning;

    /// <summary>Gets or sets the bytes of the event that contents come from; <see langword="null"/> where they come from none, or nobody asked for them.</summary>
    public ReadOnlyMemory<byte>? Event { get; set; }

    public bool TryTake(out ChatResponseUpdate update) => _ready.TryDequeue(out update!);

    public void BeginEvent(ReadOnlySpan<byte> data)
    {
        if (includeRawEvents)
        {
            Event = data.ToArray();
        }
    }

    public void Model(string? name) => _model = string.IsNullOrEmpty(name) ? _model : Surrogates.Mend(name);

    /// <summary>A piece of text. Half a character at its end is held back until its other half comes.</summary>
    public void Text(string delta)
    {
        FlushReasoning();
        delta = Surrogates.Join(ref _heldInText, delta);
        if (delta.Length > 0)
        {
            Enqueue(new TextContent(delta));
        }
    }

    /// <summary>A piece of reasoning, or what a model wants to be given back with it. Half a character is held back as in <see cref="Text"/>.</summary>
    public void Reasoning(string? delta, string? protectedData)
    {
        FlushText();
        delta = delta is null ? null : Surrogates.Join(ref _heldInReasoning, delta);
        if (!string.IsNullOrEmpty(delta) || protectedData is not null)
        {
            Enqueue(new TextReasoningContent(delta) { ProtectedData = protectedData is null ? null : Surrogates.Mend(protectedData) });
        }
    }

    public void Assistant(AIContent content)
    {
        Flush();
        Enqueue(content);
    }

    /// <summary>A tool's result: a message of its own, after which the assistant begins another.</summary>
    public void Tool(FunctionResultContent result)
    {
        Flush();
        _ready.Enqueue(Update(ChatRole.Tool, NextMessageId(), result));
        _assistantId = null;
    }

    public void Complete(ChatFinishReason finishReason, UsageDetails? usage)
    {
        Flush();
        ChatResponseUpdate last = Update(ChatRole.Assistant, _assistantId ?? NextMessageId(), content: null);
        last.FinishReason = finishReason;
        if (usage is not null)
        {
            last.Contents.Add(new UsageContent(usage));
        }

        _ready.Enqueue(last);
    }

    private void Enqueue(AIContent content) => _ready.Enqueue(Update(ChatRole.Assistant, _assistantId ??= NextMessageId(), content));

    private void Flush()
    {
        FlushText();
        FlushReasoning();
    }

    private void FlushText()
    {
        if (_heldInText != 0)
        {
            _heldInText = '\0';
            Enqueue(new TextContent("\ufffd"));
        }
    }

    private void FlushReasoning()
    {
        if (_heldInReasoning != 0)
        {
            _heldInReasoning = '\0';
            Enqueue(new TextReasoningContent("\ufffd"));
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
        RawRepresentation = Event,
    };
}
