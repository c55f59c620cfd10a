using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Adds up what the agent's model calls used; a total for the whole run replaces the sum.</summary>
internal sealed class UsageSum
{
    private UsageDetails? _sum;
    private UsageDetails? _total;

    public UsageDetails? Result => _total ?? _sum;

    /// <summary>Counts one model call.</summary>
    public void Add(JsonElement usage)
    {
        if (Read(usage) is not { } call)
        {
            return;
        }

        _sum ??= new UsageDetails();
        _sum.InputTokenCount = Sum(_sum.InputTokenCount, call.InputTokenCount);
        _sum.OutputTokenCount = Sum(_sum.OutputTokenCount, call.OutputTokenCount);
        _sum.TotalTokenCount = Sum(_sum.TotalTokenCount, call.TotalTokenCount);
        _sum.CachedInputTokenCount = Sum(_sum.CachedInputTokenCount, call.CachedInputTokenCount);
        _sum.ReasoningTokenCount = Sum(_sum.ReasoningTokenCount, call.ReasoningTokenCount);
    }

    /// <summary>Takes the usage of the whole run.</summary>
    public void SetTotal(JsonElement usage) => _total = Read(usage) ?? _total;

    /// <summary>Takes a usage that repeats or replaces what was counted: it counts only where nothing else does.</summary>
    public void AddIfNone(JsonElement usage)
    {
        if (Result is null)
        {
            Add(usage);
        }
    }

    private static UsageDetails? Read(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        UsageDetails details = new()
        {
            InputTokenCount = Number(usage, "inputTokens", "input_tokens", "prompt_tokens", "promptTokens", "inputTokenCount"),
            OutputTokenCount = Number(usage, "outputTokens", "output_tokens", "completion_tokens", "completionTokens", "outputTokenCount"),
            TotalTokenCount = Number(usage, "totalTokens", "total_tokens", "totalTokenCount"),
            CachedInputTokenCount = Number(usage, "cacheReadInputTokens", "cache_read_input_tokens", "cachedInputTokenCount"),
            ReasoningTokenCount = Number(usage, "reasoningTokens", "reasoning_tokens", "reasoningTokenCount"),
        };
        if (details is { InputTokenCount: null, OutputTokenCount: null, TotalTokenCount: null })
        {
            return null;
        }

        details.TotalTokenCount ??= Sum(details.InputTokenCount, details.OutputTokenCount);
        return details;
    }

    private static long? Number(JsonElement usage, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            // A count that is negative or no whole number tells nothing.
            if (usage.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0)
            {
                return number;
            }
        }

        return null;
    }

    private static long? Sum(long? left, long? right) =>
        left is null ? right : right is null ? left : left > long.MaxValue - right ? long.MaxValue : left + right;
}
