namespace AgentCore.Extensions.AI.Responses;

/// <summary>The turn of the agent that is heard now: of the only one, or of one among several that work side by side.</summary>
internal sealed class Turns(int limit)
{
    private readonly Turn _only = new();
    private Dictionary<string, Turn>? _others;
    private Turn? _other;

    public Turn Now => _other ?? _only;

    /// <summary>Gets the name of the agent that is heard now; empty for the only one.</summary>
    public string Scope { get; private set; } = "";

    /// <summary>Until what it gives is disposed of, the agent of that name is heard.</summary>
    public ScopeEnd Enter(string name)
    {
        ScopeEnd end = new(this, Scope, _other);
        (Scope, _other) = (name, Of(name));
        return end;
    }

    private Turn Of(string name)
    {
        _others ??= new Dictionary<string, Turn>(StringComparer.Ordinal);
        if (!_others.TryGetValue(name, out Turn? turn))
        {
            if (_others.Count >= limit)
            {
                _others.Clear();
            }

            _others[name] = turn = new Turn();
        }

        return turn;
    }

    /// <summary>Gives the word back to who had it before.</summary>
    internal readonly struct ScopeEnd(Turns turns, string scope, Turn? turn) : IDisposable
    {
        public void Dispose() => (turns.Scope, turns._other) = (scope, turn);
    }
}
