using System.Text.Json;
using AgentCore.Extensions.AI.Responses.Dialects;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>
/// Puts an answer together from what the dialects read, each thing exactly once: a delta wins over the message that repeats it,
/// a message over the run's result, a result over a snapshot. The updates wait in <see cref="TryTake"/>.
/// </summary>
internal sealed partial class AnswerAssembler(ResponseIdentity identity, AgentCoreResponseLimits limits, ResponseError errors, BufferShare buffers, bool includeRawEvents)
{
    private readonly UpdateQueue _updates = new(identity, includeRawEvents);
    private readonly Turns _turns = new(limits.MaxOpenBlocks);
    private readonly Conclusion _conclusion = new();
    private ToolActivity? _tools;
    private bool _anyText;
    private bool _anyReasoning;
    private ChatFinishReason? _finishReason;
    private string? _messageOfOthers;

    public ResponseError Errors { get; } = errors;

    public UsageSum Usage { get; } = new();

    /// <summary>Gets whether anything was understood so far.</summary>
    public bool IsEmpty { get; private set; } = true;

    public bool JsonRequested => identity.JsonRequested;

    private Turn Now => _turns.Now;

    private ToolActivity Tools => _tools ??= new ToolActivity(limits, Errors, buffers);

    /// <summary>Gets or sets the dialect that read the last event: it is asked first about the next.</summary>
    public IDialect? LastDialect { get; set; }

    /// <summary>Gets the string that was all which the event now read had to say, where it was; it lives as long as the event's document.</summary>
    public JsonElement OnlyText { get; private set; }

    public bool TryTake(out ChatResponseUpdate update) => _updates.TryTake(out update);

    /// <summary>The update that tells the session; it joins to the response, not to a message.</summary>
    public ChatResponseUpdate Leading() => new()
    {
        ResponseId = identity.ResponseId,
        ConversationId = identity.ConversationId,
        AdditionalProperties = new() { [AgentCorePropertyNames.RuntimeSessionId] = identity.RuntimeSessionId },
    };

    /// <summary>The bytes of the event that is read now, for <see cref="ChatResponseUpdate.RawRepresentation"/>.</summary>
    public void BeginEvent(ReadOnlySpan<byte> data)
    {
        _updates.BeginEvent(data);
        OnlyText = default;
    }

    /// <summary>What is read until the scope is disposed of comes from one of several agents that work side by side, or belongs to one of several messages.</summary>
    public Turns.ScopeEnd InScope(string name) => _turns.Enter(name);

    /// <summary>Something was understood that has no content of its own.</summary>
    public void Understood() => IsEmpty = false;

    public void Text(string delta)
    {
        IsEmpty = false;
        _conclusion.GoOn();
        _anyText = true;
        Now.AddText(delta.Length);
        _updates.Text(delta);
    }

    /// <summary>A piece of text that is all its event says: one that differs from it in this string alone says that string.</summary>
    public void TextAlone(JsonElement delta)
    {
        Text(JsonText.Read(delta));
        OnlyText = _turns.Scope.Length == 0 ? delta : default;
    }

    /// <summary>A text that begins with what was told of its block before.</summary>
    public void TextSoFar(string text)
    {
        long told = Now.TextLength;
        if (text.Length > told)
        {
            Text(text[(int)told..]);
        }
    }

    /// <summary>A whole block of text, of which deltas may have told.</summary>
    public void TextBlock(string text)
    {
        if (Now.EndTextBlock())
        {
            Text(text);
            Now.BeginBlock();
        }
    }

    public void Reasoning(string? delta, string? protectedData = null)
    {
        IsEmpty = false;
        if (!string.IsNullOrEmpty(delta) || protectedData is not null)
        {
            _anyReasoning = true;
            Now.AddReasoning();
            _updates.Reasoning(delta, protectedData);
        }
    }

    /// <summary>A whole block of reasoning, of which deltas may have told.</summary>
    public void ReasoningBlock(string? text, string? protectedData = null)
    {
        if (Now.EndReasoningBlock())
        {
            Reasoning(text, protectedData);
            Now.EndReasoningBlock();
        }
    }

    public void Data(ReadOnlyMemory<byte> bytes, string mediaType) => Data(new DataContent(bytes, mediaType));

    public void Data(DataContent data)
    {
        IsEmpty = false;
        _updates.Assistant(data);
    }

    /// <summary>A block begins: what deltas told before was of another.</summary>
    public void BeginBlock()
    {
        IsEmpty = false;
        Now.BeginBlock();
    }

    /// <summary>A message begins, or goes on, whose deltas do not say whose it is.</summary>
    public void BeginMessage(string? id, ChatRole role)
    {
        IsEmpty = false;
        _messageOfOthers = role == ChatRole.Assistant ? null : id ?? "";
    }

    /// <summary>Whether a delta belongs to a message that is not the assistant's; one without an id belongs to the message that began last.</summary>
    public bool IsOfOthers(string? messageId) => _messageOfOthers is not null && (messageId ?? _messageOfOthers) == _messageOfOthers;

    /// <summary>A piece of a call that names it again in every piece, or a call that begins where the one before it was not ended.</summary>
    public void ContinueTool(string block, string? id, string name)
    {
        if (id is not { Length: > 0 } || !Tools.IsOpen(_turns.Scope + block, id))
        {
            EndBlock(block);
            StartTool(block, id, name);
        }
    }

    public void StartTool(string block, string? id, string name)
    {
        IsEmpty = false;
        Tools.Start(_turns.Scope + block, id, name);
    }

    public void AddToolInput(string block, string piece)
    {
        IsEmpty = false;
        Tools.AddInput(_turns.Scope + block, piece);
    }

    public void EndBlock(string block)
    {
        IsEmpty = false;
        Tell(_tools?.End(_turns.Scope + block));
    }

    public void ToolCall(FunctionCallContent call)
    {
        IsEmpty = false;
        Tell(Tools.Accept(call));
    }

    public void ToolResult(FunctionResultContent result)
    {
        IsEmpty = false;
        if (result.CallId.Length == 0)
        {
            // It answers the oldest call, of which the end may not have been told.
            EndBlocks();
        }

        if (Tools.Accept(result) is { } content)
        {
            EndBlocks();
            _updates.Tool(content);
            Now.BeginAnswer();
        }
    }

    /// <summary>A model call's usage, which a whole message may tell again.</summary>
    public void CallUsage(JsonElement usage)
    {
        IsEmpty = false;
        Now.HasUsage |= Usage.Add(usage);
    }

    /// <summary>Figures of a model call that are told more than once, each time up to then.</summary>
    public void CallUsage(string callId, JsonElement usage)
    {
        IsEmpty = false;
        Now.HasUsage |= Usage.Update(_turns.Scope + callId, usage);
    }

    /// <summary>Further figures of the model call that was told of last.</summary>
    public void UpdateCallUsage(JsonElement usage)
    {
        IsEmpty = false;
        Now.HasUsage |= Usage.UpdateLast(usage);
    }

    /// <summary>All blocks are over.</summary>
    public void EndBlocks()
    {
        foreach (FunctionCallContent call in _tools?.EndAll() ?? [])
        {
            Tell(call);
        }
    }

    public void Finish(string? reason)
    {
        if (!string.IsNullOrWhiteSpace(reason))
        {
            IsEmpty = false;
            _finishReason = FinishReasons.Map(reason);
        }
    }

    public void Model(string? name) => _updates.Model(name);

    /// <summary>An error that counts only if nothing follows it.</summary>
    public void FailUnlessMoreFollows(string message) => _conclusion.Fail(message);

    /// <summary>Ends the answer: what was held back, then the update that closes it.</summary>
    public void Complete()
    {
        string? error = _conclusion.Error;
        if (!_anyText || _conclusion.Result is null)
        {
            _updates.Event = _conclusion.SnapshotEvent;
            TellSnapshot();
        }

        if (_conclusion.Result is { } result)
        {
            _updates.Event = _conclusion.ResultEvent;
            Tell(result, text: !_anyText, reasoning: !_anyReasoning);
        }

        _updates.Event = null;
        EndBlocks();

        if (error is not null)
        {
            throw Errors.FromAgent(error, code: null);
        }

        _updates.Complete(_finishReason ?? ChatFinishReason.Stop, Usage.Result);
    }

    private void Tell(FunctionCallContent? call)
    {
        if (call is not null)
        {
            _updates.Assistant(call);
        }
    }
}
