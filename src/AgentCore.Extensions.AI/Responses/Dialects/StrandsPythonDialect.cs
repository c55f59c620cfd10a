using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>What an unfiltered stream of Strands for Python holds beside Converse's events: marks of its loop, and the reason why it gave up.</summary>
internal sealed class StrandsPythonDialect : IDialect
{
    public bool TryRead(JsonElement root, string eventType, AnswerAssembler answer)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (root.TryGetProperty("force_stop", out _))
        {
            answer.Understood();
            answer.FailUnlessMoreFollows(JsonText.Find(root, "force_stop_reason") ?? "The agent was stopped.");
            return true;
        }

        if (root.TryGetProperty("init_event_loop", out _) || root.TryGetProperty("start_event_loop", out _) || root.TryGetProperty("start", out _))
        {
            answer.Understood();
            return true;
        }

        return false;
    }
}
