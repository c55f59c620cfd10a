using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>The tool calls of one answer: put together from their pieces, each told once.</summary>
internal sealed class ToolActivity(AgentCoreResponseLimits limits, ResponseError errors, BufferShare buffers)
{
    private readonly Dictionary<string, OpenCall> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _results = new(StringComparer.Ordinal);
    private readonly Queue<string> _unanswered = new();
    private long _argumentLength;
    private int _lastMadeId;

    /// <summary>Begins a call whose arguments come in pieces.</summary>
    /// <param name="block">What tells its pieces from another's.</param>
    /// <param name="id">The call's id; another one is made where the agent gives none.</param>
    /// <param name="name">The tool.</param>
    public void Start(string block, string? id, string name)
    {
        if (_open.Count >= limits.MaxOpenBlocks)
        {
            throw errors.Beyond(nameof(limits.MaxOpenBlocks), limits.MaxOpenBlocks, "too many of its blocks are open at once");
        }

        Close(block, out _);
        _open[block] = new OpenCall(string.IsNullOrEmpty(id) ? MakeId() : Surrogates.Mend(id), name);
    }

    /// <summary>Whether a block is that of a call which has begun and not ended.</summary>
    public bool IsOpen(string block, string id) => _open.TryGetValue(block, out OpenCall? call) && call.Id == Surrogates.Mend(id);

    public void AddInput(string block, string piece)
    {
        if (_open.TryGetValue(block, out OpenCall? call))
        {
            Count(piece.Length);
            buffers.Add(sizeof(char) * (long)piece.Length);
            call.Input.Append(piece);
        }
    }

    /// <summary>Ends a block: gives the call, where it was one that has not been told yet.</summary>
    public FunctionCallContent? End(string block) =>
        Close(block, out OpenCall? call) && IsNew(call.Id)
            ? ToolContents.Call(call.Id, call.Name, call.Input.ToString(), limits.MaxJsonDepth)
            : null;

    /// <summary>Ends all blocks, in the order in which they began.</summary>
    public IEnumerable<FunctionCallContent> EndAll()
    {
        if (_open.Count == 0)
        {
            yield break;
        }

        foreach (string block in _open.Keys.ToArray())
        {
            if (End(block) is { } call)
            {
                yield return call;
            }
        }
    }

    /// <summary>Takes a call that came in one piece; gives it where it has not been told yet. It closes the block that has its pieces.</summary>
    public FunctionCallContent? Accept(FunctionCallContent call)
    {
        if (call.CallId.Length == 0)
        {
            call = new FunctionCallContent(MakeId(), call.Name, call.Arguments) { InformationalOnly = true, Exception = call.Exception };
        }

        if (_open.Count > 0 && _open.FirstOrDefault(open => open.Value.Id == call.CallId).Key is { } block)
        {
            Close(block, out _);
        }

        if (!IsNew(call.CallId))
        {
            return null;
        }

        foreach (object? value in call.Arguments?.Values ?? [])
        {
            Count(value is JsonElement element ? JsonMarshal.GetRawUtf8Value(element).Length : value?.ToString()?.Length ?? 0);
        }

        return call;
    }

    /// <summary>Takes a result; gives it where it has not been told yet. One without an id answers the oldest call that has no result.</summary>
    public FunctionResultContent? Accept(FunctionResultContent result)
    {
        if (result.CallId.Length == 0)
        {
            string id = FindUnanswered() ?? NextId();
            result = new FunctionResultContent(id, result.Result) { Exception = result.Exception, AdditionalProperties = result.AdditionalProperties };
        }

        if (!_results.Add(result.CallId))
        {
            return null;
        }

        return _results.Count <= limits.MaxToolCalls
            ? result
            : throw errors.Beyond(nameof(limits.MaxToolCalls), limits.MaxToolCalls, "it tells of too many tool results");
    }

    private bool Close(string block, [NotNullWhen(true)] out OpenCall? call)
    {
        if (!_open.Remove(block, out call))
        {
            return false;
        }

        buffers.Remove(sizeof(char) * (long)call.Input.Length);
        return true;
    }

    private string? FindUnanswered()
    {
        string? id;
        while (_unanswered.TryPeek(out id) && _results.Contains(id))
        {
            _unanswered.Dequeue();
        }

        return id;
    }

    private bool IsNew(string id)
    {
        if (!_calls.Add(id))
        {
            return false;
        }

        if (_calls.Count > limits.MaxToolCalls)
        {
            throw errors.Beyond(nameof(limits.MaxToolCalls), limits.MaxToolCalls, "it tells of too many tool calls");
        }

        _unanswered.Enqueue(id);
        return true;
    }

    private string MakeId()
    {
        string id = NextId();
        _lastMadeId = Math.Max(_lastMadeId, _calls.Count + _open.Count) + 1;
        return id;
    }

    private string NextId() => $"call-{Math.Max(_lastMadeId, _calls.Count + _open.Count) + 1}";

    private void Count(int length)
    {
        _argumentLength += length;
        if (_argumentLength > limits.MaxToolArgumentLength)
        {
            throw errors.Beyond(nameof(limits.MaxToolArgumentLength), limits.MaxToolArgumentLength, "the arguments of its tool calls are too long");
        }
    }

    private sealed record OpenCall(string Id, string Name)
    {
        public StringBuilder Input { get; } = new();
    }
}
