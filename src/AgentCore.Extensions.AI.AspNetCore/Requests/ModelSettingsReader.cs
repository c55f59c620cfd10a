using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>Reads what is asked of the model itself: how it samples, how long its answer may be, what is noted with it.</summary>
internal static class ModelSettingsReader
{
    private const int MaxStops = 16;
    private const int MaxMetadata = 16;

    /// <summary>Reads a setting.</summary>
    /// <returns>Whether it is one that <see cref="ChatOptions"/> carry.</returns>
    public static bool TryRead(JsonField field, ChatOptions options)
    {
        switch (field.Name)
        {
            case "temperature":
                options.Temperature = field.Number(0, 2);
                return true;
            case "top_p":
                options.TopP = field.Number(0, 1);
                return true;
            case "frequency_penalty":
                options.FrequencyPenalty = field.Number(-2, 2);
                return true;
            case "presence_penalty":
                options.PresencePenalty = field.Number(-2, 2);
                return true;
            case "seed":
                options.Seed = field.Long(long.MinValue, long.MaxValue);
                return true;
            case "max_completion_tokens":
                options.MaxOutputTokens = field.Integer(1, int.MaxValue);
                return true;
            case "max_tokens":
                // The older name; the newer one wins, in whichever order they come.
                options.MaxOutputTokens ??= field.Integer(1, int.MaxValue);
                return true;
            case "stop":
                options.StopSequences = ReadStop(field);
                return true;
            case "reasoning_effort":
                return TryReadEffort(field, options);
            case "metadata":
                CheckMetadata(field);
                // One value under one key: keys of the caller's own could be mistaken for AgentCore's.
                (options.AdditionalProperties ??= [])["metadata"] = field.Value.Clone();
                return true;
            default:
                return false;
        }
    }

    private static List<string> ReadStop(JsonField field) => field.Kind switch
    {
        JsonValueKind.String => [field.Text()],
        JsonValueKind.Array => [.. field.Items(MaxStops).Select(item => item.Text())],
        _ => throw field.Wrong("a string or an array of strings"),
    };

    private static bool TryReadEffort(JsonField field, ChatOptions options)
    {
        ReasoningEffort? effort = field.Text() switch
        {
            "none" => ReasoningEffort.None,
            "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            "xhigh" => ReasoningEffort.ExtraHigh,
            _ => null,
        };
        if (effort is null)
        {
            return false;
        }

        options.Reasoning = new ReasoningOptions { Effort = effort };
        return true;
    }

    private static void CheckMetadata(JsonField field)
    {
        int count = 0;
        foreach (JsonField item in field.Members())
        {
            if (++count > MaxMetadata)
            {
                throw field.Fault($"has more than {MaxMetadata} keys.");
            }

            if (item.Name.Length > 64)
            {
                throw field.Fault("has a key of more than 64 characters.");
            }

            item.Text(0, 512);
        }
    }
}
