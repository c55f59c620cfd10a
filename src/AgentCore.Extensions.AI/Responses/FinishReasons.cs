using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>The names that agents give the reason why they stopped.</summary>
internal static class FinishReasons
{
    public static ChatFinishReason Map(string name) => name switch
    {
        "end_turn" or "endTurn" or "stop" or "STOP" or "stop_sequence" or "stopSequence" or "completed" => ChatFinishReason.Stop,
        "max_tokens" or "maxTokens" or "MAX_TOKENS" or "length" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "tool_use" or "toolUse" or "tool_calls" or "tool-calls" => ChatFinishReason.ToolCalls,
        "content_filter" or "content-filter" or "guardrail_intervened" or "guardrailIntervened" or "content_filtered" or "contentFiltered" or "SAFETY" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(name),
    };
}
