using System.Text;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>What counts at the end, and only where nothing better came: the run's result, the last snapshot of its messages, an error that may have been overcome.</summary>
internal sealed class Conclusion
{
    private readonly StringBuilder _text = new();
    private AgentMessage? _message;
    private IReadOnlyList<AgentMessage> _snapshot = [];

    /// <summary>Gets what the run came to; <see langword="null"/> where it said none.</summary>
    public AgentMessage? Result => _text.Length > 0 ? TextResult() : _message;

    /// <summary>Gets how many characters the result has so far that came as texts.</summary>
    public int TextLength => _text.Length;

    /// <summary>Gets an error that counts only if nothing follows it.</summary>
    public string? Error { get; private set; }

    /// <summary>Gets the bytes of the event that the result came from, where they are kept.</summary>
    public ReadOnlyMemory<byte>? ResultEvent { get; private set; }

    /// <summary>Gets the bytes of the event that the snapshot came from, where they are kept.</summary>
    public ReadOnlyMemory<byte>? SnapshotEvent { get; private set; }

    public void Fail(string message) => Error = message;

    /// <summary>Something was said: an error before it was overcome.</summary>
    public void GoOn() => Error = null;

    public void SetResult(AgentMessage message, ReadOnlyMemory<byte>? from)
    {
        ResultEvent = from;
        Error = null;
        _message = message;
        _text.Clear();
    }

    /// <summary>A result as a text: all of it, or, where it does not begin with what came before, a further piece.</summary>
    public void SetResult(string text, ReadOnlyMemory<byte>? from)
    {
        ResultEvent = from;
        Error = null;
        bool isAll = text.Length >= _text.Length && _text.Equals(text.AsSpan(0, _text.Length));
        _text.Append(isAll ? text.AsSpan(_text.Length) : text);
    }

    public void SetSnapshot(IReadOnlyList<AgentMessage> messages, ReadOnlyMemory<byte>? from) => (_snapshot, SnapshotEvent) = (messages, from);

    /// <summary>The snapshot's answer: what follows the last message of the user's. What comes before is the conversation so far.</summary>
    public IEnumerable<AgentMessage> AnswerOfSnapshot()
    {
        int first = _snapshot.Count;
        while (first > 0 && !IsTheUsers(_snapshot[first - 1]))
        {
            first--;
        }

        return _snapshot.Skip(first);
    }

    private AgentMessage TextResult()
    {
        AgentMessage result = new(ChatRole.Assistant);
        result.AddText(_text.ToString());
        return result;
    }

    // Converse and Anthropic hand in a tool's results under the user's name.
    private static bool IsTheUsers(AgentMessage message) =>
        message.Role == ChatRole.User && !message.Contents.Exists(content => content is FunctionResultContent);
}
