using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>The names that frameworks give to counts of tokens.</summary>
internal static class UsageNames
{
    private static readonly string[] s_input =
        ["inputTokens", "input_tokens", "prompt_tokens", "promptTokens", "inputTokenCount", "promptTokenCount", "prompt_token_count", "request_tokens", "prompt_eval_count", "InputTokenCount"];

    private static readonly string[] s_output =
        ["outputTokens", "output_tokens", "completion_tokens", "completionTokens", "outputTokenCount", "candidatesTokenCount", "candidates_token_count", "response_tokens", "eval_count", "OutputTokenCount"];

    private static readonly string[] s_total = ["totalTokens", "total_tokens", "totalTokenCount", "total_token_count", "TotalTokenCount"];

    private static readonly string[] s_cached =
    [
        "cacheReadInputTokens", "cache_read_input_tokens", "cachedInputTokenCount", "cachedInputTokens", "cached_tokens", "cachedContentTokenCount", "cached_content_token_count",
        "cache_read_tokens", "cached_prompt_tokens", "cache_read", "cacheReadTokens", "CachedInputTokenCount",
    ];

    private static readonly string[] s_reasoning =
        ["reasoningTokens", "reasoning_tokens", "reasoningTokenCount", "thoughtsTokenCount", "thoughts_token_count", "reasoning", "ReasoningTokenCount"];

    // Where frameworks keep counts that are part of others.
    private static readonly string[] s_details =
    [
        "prompt_tokens_details", "input_tokens_details", "completion_tokens_details", "output_tokens_details", "input_token_details", "output_token_details",
        "inputTokensDetails", "outputTokensDetails", "inputTokenDetails", "outputTokenDetails", "promptTokensDetails", "completionTokensDetails",
    ];

    /// <summary>Reads what was used; <see langword="null"/> where nothing is told.</summary>
    public static UsageDetails? Read(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        UsageDetails details = new()
        {
            InputTokenCount = Number(usage, s_input),
            OutputTokenCount = Number(usage, s_output),
            TotalTokenCount = Number(usage, s_total),
            CachedInputTokenCount = Number(usage, s_cached) ?? NumberInDetails(usage, s_cached),
            ReasoningTokenCount = Number(usage, s_reasoning) ?? NumberInDetails(usage, s_reasoning),
        };
        if (details is { InputTokenCount: null, OutputTokenCount: null, TotalTokenCount: null })
        {
            return null;
        }

        details.TotalTokenCount ??= Sum(details.InputTokenCount, details.OutputTokenCount);
        return details;
    }

    public static bool HasTotal(JsonElement usage) => Number(usage, s_total) is not null;

    /// <summary>A sum that stays at the largest number instead of overflowing.</summary>
    public static long? Sum(long? left, long? right) =>
        left is null ? right : right is null ? left : left > long.MaxValue - right ? long.MaxValue : left + right;

    private static long? NumberInDetails(JsonElement usage, string[] names)
    {
        foreach (string key in s_details)
        {
            JsonElement part = default;
            if (JsonText.TryFind(usage, key, JsonValueKind.Object, out part) || (JsonText.TryFind(usage, key, JsonValueKind.Array, out JsonElement parts)
                && parts.GetArrayLength() == 1 && (part = parts[0]).ValueKind == JsonValueKind.Object))
            {
                if (Number(part, names) is { } number)
                {
                    return number;
                }
            }
        }

        return null;
    }

    private static long? Number(JsonElement usage, string[] names)
    {
        foreach (string name in names)
        {
            if (usage.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && Count(value) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    // Some serialisers write 7 as 7.0. A count that is negative or no whole number tells nothing.
    private static long? Count(JsonElement value) =>
        value.TryGetInt64(out long whole) ? (whole < 0 ? null : whole)
        : value.TryGetDouble(out double real) && real is >= 0 and <= 9_007_199_254_740_992 && real == Math.Floor(real) ? (long)real
        : null;
}
