using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>
/// Puts an answer together from what the dialects read, each thing exactly once: a delta wins over the message that repeats it,
/// a message over the run's result, a result over a snapshot. The updates wait in <see cref="TryTake"/>.
/// </summary>
internal sealed class AnswerAssembler(ResponseIdentity identity, AgentCoreResponseLimits limits, ResponseError errors, bool includeRawEvents)
{
    /// <summary>How many ids of whole messages are remembered; frameworks repeat a message soon or never.</summary>
    private const int MaxMessageIds = 1_024;

    private readonly UpdateQueue _updates = new(identity, includeRawEvents);
    private readonly ToolActivity _tools = new(limits, errors);
    private readonly HashSet<string> _messageIds = new(StringComparer.Ordinal);
    private readonly Turn _onlyTurn = new();
    private Dictionary<string, Turn>? _turns;
    private Turn? _turn;
    private string _scope = "";
    private bool _anyText;
    private bool _anyReasoning;
    private AgentMessage? _result;
    private IReadOnlyList<AgentMessage>? _snapshot;
    private ChatFinishReason? _finishReason;
    private string? _pendingError;

    public ResponseError Errors { get; } = errors;

    public UsageSum Usage { get; } = new();

    /// <summary>Gets whether anything was understood so far.</summary>
    public bool IsEmpty { get; private set; } = true;

    public bool JsonRequested => identity.JsonRequested;

    private Turn Now => _turn ?? _onlyTurn;

    public bool TryTake(out ChatResponseUpdate update) => _updates.TryTake(out update);

    /// <summary>The update that tells the session; it joins to the response, not to a message.</summary>
    public ChatResponseUpdate Leading() => new()
    {
        ResponseId = identity.ResponseId,
        ConversationId = identity.ConversationId,
        AdditionalProperties = new() { [AgentCorePropertyNames.RuntimeSessionId] = identity.RuntimeSessionId },
    };

    /// <summary>The bytes of the event that is read now, for <see cref="ChatResponseUpdate.RawRepresentation"/>.</summary>
    public void BeginEvent(ReadOnlySpan<byte> data) => _updates.BeginEvent(data);

    /// <summary>What is read now comes from one of several agents that work side by side, or belongs to one of several messages.</summary>
    public void InScope(string name, Action read)
    {
        (string scope, Turn? turn) = (_scope, _turn);
        _turns ??= new Dictionary<string, Turn>(StringComparer.Ordinal);
        if (!_turns.TryGetValue(name, out _turn))
        {
            if (_turns.Count >= limits.MaxOpenBlocks)
            {
                _turns.Clear();
            }

            _turns[name] = _turn = new Turn();
        }

        _scope = name;
        try
        {
            read();
        }
        finally
        {
            (_scope, _turn) = (scope, turn);
        }
    }

    /// <summary>Something was understood that has no content of its own.</summary>
    public void Understood() => IsEmpty = false;

    public void Text(string delta)
    {
        IsEmpty = false;
        _pendingError = null;
        _anyText = true;
        Now.AddText(delta.Length);
        _updates.Text(delta);
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
        IsEmpty = false;
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
            _updates.Assistant(new TextReasoningContent(delta is null ? null : Surrogates.Mend(delta)) { ProtectedData = protectedData });
        }
    }

    /// <summary>A whole block of reasoning, of which deltas may have told.</summary>
    public void ReasoningBlock(string? text, string? protectedData = null)
    {
        IsEmpty = false;
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

    public void StartTool(string block, string? id, string name)
    {
        IsEmpty = false;
        _tools.Start(_scope + block, id, name);
    }

    public void AddToolInput(string block, string piece)
    {
        IsEmpty = false;
        _tools.AddInput(_scope + block, piece);
    }

    public void EndBlock(string block)
    {
        IsEmpty = false;
        Tell(_tools.End(_scope + block));
    }

    public void ToolCall(FunctionCallContent call)
    {
        IsEmpty = false;
        Tell(_tools.Accept(call));
    }

    public void ToolResult(FunctionResultContent result)
    {
        IsEmpty = false;
        if (_tools.Accept(result) is { } content)
        {
            foreach (FunctionCallContent call in _tools.EndAll())
            {
                Tell(call);
            }

            _updates.Tool(content);
            Now.BeginAnswer();
        }
    }

    /// <summary>A whole message. Of the assistant's what deltas or another event told before is left out; of others only tool results count.</summary>
    public void Message(AgentMessage message)
    {
        IsEmpty = false;
        if (message.Role != ChatRole.Assistant)
        {
            message.Contents.OfType<FunctionResultContent>().ToList().ForEach(ToolResult);
            return;
        }

        string fingerprint = message.Fingerprint;
        Turn turn = Now;
        if ((message.Id is { } id && !IsNewMessage(id)) || turn.IsRepetition(fingerprint))
        {
            return;
        }

        if (message.Usage.ValueKind != JsonValueKind.Undefined && !turn.HasUsage)
        {
            Usage.Add(message.Usage);
        }

        Tell(message, text: !turn.HasText, reasoning: !turn.HasReasoning);
        if (message.IsReasoningAlone)
        {
            turn.EndReasoning();
        }
        else
        {
            turn.EndMessage(fingerprint);
        }
    }

    /// <summary>What the run came to: it counts only where no text came otherwise. A result that goes on where the last one ended is taken with it.</summary>
    public void Result(string text)
    {
        string before = string.Concat(_result?.Contents.OfType<TextContent>().Select(content => content.Text) ?? []);
        AgentMessage result = new(ChatRole.Assistant);
        result.AddText(text.StartsWith(before, StringComparison.Ordinal) ? text : before + text);
        Result(result);
    }

    /// <summary>What the run came to, as a message: it counts only where no text came otherwise.</summary>
    public void Result(AgentMessage message)
    {
        IsEmpty = false;
        _pendingError = null;
        _result = message;
        Usage.AddIfNone(message.Usage);
    }

    /// <summary>All messages up to now: they count at the end, where nothing else told of them.</summary>
    public void Snapshot(IReadOnlyList<AgentMessage> messages)
    {
        IsEmpty = false;
        _snapshot = messages;
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
        Now.HasUsage |= Usage.Update(_scope + callId, usage);
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
        foreach (FunctionCallContent call in _tools.EndAll())
        {
            Tell(call);
        }
    }

    public void Finish(string? reason)
    {
        if (!string.IsNullOrEmpty(reason))
        {
            IsEmpty = false;
            _finishReason = FinishReasons.Map(reason);
        }
    }

    public void Model(string? name) => _updates.Model(name);

    /// <summary>An error that counts only if nothing follows it.</summary>
    public void FailUnlessMoreFollows(string message) => _pendingError = message;

    /// <summary>Ends the answer: what was held back, then the update that closes it.</summary>
    public void Complete()
    {
        _updates.EndEvents();
        string? error = _pendingError;
        if (_snapshot is not null && (!_anyText || _result is null))
        {
            TellSnapshot(_snapshot);
        }

        if (_result is not null)
        {
            Tell(_result, text: !_anyText, reasoning: !_anyReasoning);
        }

        foreach (FunctionCallContent call in _tools.EndAll())
        {
            Tell(call);
        }

        if (error is not null)
        {
            throw Errors.FromAgent(error, code: null);
        }

        _updates.Complete(_finishReason ?? ChatFinishReason.Stop, Usage.Result);
    }

    private bool IsNewMessage(string id)
    {
        if (_messageIds.Count >= MaxMessageIds)
        {
            _messageIds.Clear();
        }

        return _messageIds.Add(id);
    }

    // What follows the last message of the user's is the answer; what comes before is the conversation so far.
    private void TellSnapshot(IReadOnlyList<AgentMessage> messages)
    {
        int first = messages.Count;
        while (first > 0 && !IsTheUsers(messages[first - 1]))
        {
            first--;
        }

        (bool text, bool reasoning) = (!_anyText, !_anyReasoning);
        bool usage = Usage.Result is null;
        foreach (AgentMessage message in messages.Skip(first))
        {
            if (usage)
            {
                Usage.Add(message.Usage);
            }

            Tell(message, text, reasoning);
        }
    }

    // Converse and Anthropic hand in a tool's results under the user's name.
    private static bool IsTheUsers(AgentMessage message) =>
        message.Role == ChatRole.User && !message.Contents.Exists(content => content is FunctionResultContent);

    private void Tell(AgentMessage message, bool text, bool reasoning)
    {
        Model(message.Model);
        foreach (AIContent content in message.Contents)
        {
            switch (content)
            {
                case TextContent words when text && message.Role == ChatRole.Assistant:
                    Text(words.Text);
                    break;
                case TextReasoningContent thought when reasoning:
                    Reasoning(thought.Text, thought.ProtectedData);
                    break;
                case FunctionCallContent call:
                    ToolCall(call);
                    break;
                case FunctionResultContent result:
                    ToolResult(result);
                    break;
                case DataContent data:
                    Data(data);
                    break;
            }
        }

        Finish(message.FinishReason);
    }

    private void Tell(FunctionCallContent? call)
    {
        if (call is not null)
        {
            _updates.Assistant(call);
        }
    }
}
