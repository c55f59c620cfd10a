using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>The names that agents give the reason why they stopped.</summary>
internal static class FinishReasons
{
    public static ChatFinishReason Map(string name) => Plain(name) switch
    {
        "endturn" or "stop" or "stopsequence" or "completed" or "complete" or "endoftext" or "eos" or "success" => ChatFinishReason.Stop,
        "maxtokens" or "length" or "modelcontextwindowexceeded" or "maxoutputtokens" => ChatFinishReason.Length,
        "tooluse" or "toolcalls" or "toolcall" or "functioncall" => ChatFinishReason.ToolCalls,
        "contentfilter" or "guardrailintervened" or "contentfiltered" or "safety" or "refusal" or "recitation" or "blocklist" or "prohibitedcontent" or "spii" or "imagesafety" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(Surrogates.Mend(name)),
    };

    // end_turn, endTurn, END_TURN and end-turn are one name.
    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
