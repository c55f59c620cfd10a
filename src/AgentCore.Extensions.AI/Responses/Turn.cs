namespace AgentCore.Extensions.AI.Responses;

/// <summary>
/// What deltas have told since the last whole block and the last whole message, so that neither is told again.
/// Agents that work side by side have a turn each.
/// </summary>
internal sealed class Turn
{
    private bool _textInBlock;
    private bool _reasoningInBlock;
    private string? _lastMessage;

    /// <summary>Gets whether text came since the last whole message.</summary>
    public bool HasText { get; private set; }

    /// <summary>Gets whether reasoning came since the last whole message.</summary>
    public bool HasReasoning { get; private set; }

    /// <summary>Gets or sets whether a model call's usage came since the last whole message.</summary>
    public bool HasUsage { get; set; }

    /// <summary>Gets how many characters of text came since the last block began.</summary>
    public long TextLength { get; private set; }

    public void AddText(int length)
    {
        HasText = _textInBlock = true;
        TextLength += length;
    }

    public void AddReasoning() => HasReasoning = _reasoningInBlock = true;

    public void BeginBlock()
    {
        _textInBlock = _reasoningInBlock = false;
        TextLength = 0;
    }

    /// <summary>A whole block of text came: whether it is new.</summary>
    public bool EndTextBlock()
    {
        bool isNew = !_textInBlock;
        BeginBlock();
        return isNew;
    }

    /// <summary>A whole block of reasoning came: whether it is new.</summary>
    public bool EndReasoningBlock()
    {
        bool isNew = !_reasoningInBlock;
        _reasoningInBlock = false;
        return isNew;
    }

    /// <summary>Whether a message without an id only says again what the last one said, with nothing in between.</summary>
    public bool IsRepetition(string fingerprint) => !HasText && !HasReasoning && fingerprint.Length > 0 && fingerprint == _lastMessage;

    public void EndMessage(string fingerprint)
    {
        HasText = HasReasoning = HasUsage = false;
        BeginBlock();
        _lastMessage = fingerprint;
    }

    /// <summary>A whole thought came whose text is still to come.</summary>
    public void EndReasoning() => HasReasoning = _reasoningInBlock = false;

    /// <summary>The user or a tool spoke: the same words are new ones now.</summary>
    public void BeginAnswer() => _lastMessage = null;
}
