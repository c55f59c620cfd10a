using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>The tool calls of one answer: put together from their pieces, each told once.</summary>
internal sealed class ToolActivity(AgentCoreResponseLimits limits, ResponseError errors)
{
    private readonly Dictionary<string, OpenCall> _open = [];
    private readonly HashSet<string> _calls = [];
    private readonly HashSet<string> _results = [];
    private long _argumentLength;

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

        _open[block] = new OpenCall(id ?? $"call-{_calls.Count + _open.Count + 1}", name);
    }

    public void AddInput(string block, string piece)
    {
        if (_open.TryGetValue(block, out OpenCall? call))
        {
            Count(piece.Length);
            call.Input.Append(piece);
        }
    }

    /// <summary>Ends a block: gives the call, where it was one that has not been told yet.</summary>
    public FunctionCallContent? End(string block) =>
        _open.Remove(block, out OpenCall? call) ? Make(call.Id, call.Name, () => ParseArguments(call.Input.ToString())) : null;

    /// <summary>Ends all blocks, in the order in which they began.</summary>
    public IEnumerable<FunctionCallContent> EndAll()
    {
        foreach (string block in _open.Keys.ToArray())
        {
            if (End(block) is { } call)
            {
                yield return call;
            }
        }
    }

    /// <summary>Gives a call that came in one piece, where it has not been told yet.</summary>
    public FunctionCallContent? Call(string? id, string name, JsonElement arguments)
    {
        id ??= $"call-{_calls.Count + 1}";
        return Make(id, name, () =>
        {
            if (arguments.ValueKind == JsonValueKind.String)
            {
                string text = JsonText.Read(arguments);
                Count(text.Length);
                return ParseArguments(text);
            }

            Count(arguments.ValueKind == JsonValueKind.Undefined ? 0 : arguments.GetRawText().Length);
            return (Properties(arguments), null);
        });
    }

    /// <summary>Gives a result, where it has not been told yet.</summary>
    public FunctionResultContent? Result(string id, object? result, bool failed)
    {
        if (!_results.Add(id))
        {
            return null;
        }

        FunctionResultContent content = new(id, result);
        if (failed)
        {
            // The exception does not survive serialisation; the property does.
            content.Exception = new InvalidOperationException("The agent's tool reported an error.");
            content.AdditionalProperties = new() { ["status"] = "error" };
        }

        return content;
    }

    private FunctionCallContent? Make(string id, string name, Func<(Dictionary<string, object?>? Arguments, Exception? Fault)> arguments)
    {
        if (!_calls.Add(id))
        {
            return null;
        }

        if (_calls.Count > limits.MaxToolCalls)
        {
            throw errors.Beyond(nameof(limits.MaxToolCalls), limits.MaxToolCalls, "it tells of too many tool calls");
        }

        (Dictionary<string, object?>? parsed, Exception? fault) = arguments();

        // Informational: the agent has run the tool already, and nobody else must.
        return new FunctionCallContent(id, name, parsed) { InformationalOnly = true, Exception = fault };
    }

    private (Dictionary<string, object?>?, Exception?) ParseArguments(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return (null, null);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = limits.MaxJsonDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (Properties(document.RootElement), null)
                : (new() { ["input"] = document.RootElement.Clone() }, null);
        }
        catch (JsonException exception)
        {
            return (new() { ["input"] = json }, new InvalidOperationException("The arguments of the agent's tool call are no JSON.", exception));
        }
    }

    private static Dictionary<string, object?>? Properties(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            return arguments.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : new() { ["input"] = arguments.Clone() };
        }

        Dictionary<string, object?> properties = [];
        foreach (JsonProperty property in arguments.EnumerateObject())
        {
            properties[property.Name] = property.Value.Clone();
        }

        return properties;
    }

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
