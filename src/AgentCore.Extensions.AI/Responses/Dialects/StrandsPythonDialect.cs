using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>What an unfiltered stream of Strands for Python holds beside Converse's events: marks of its loop, and the reason why it gave up.</summary>
internal sealed class StrandsPythonDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        JsonElement root = e.Root;
        if (!e.IsObject)
        {
            return false;
        }

        if (root.TryGetProperty("force_stop", out _))
        {
            answer.Understood();
            answer.FailUnlessMoreFollows(JsonText.Find(root, "force_stop_reason") ?? "The agent was stopped.");
            return true;
        }

        if (e.TryObject("delta", out _) && e.Text("data") is { } data)
        {
            answer.Text(data);
            return true;
        }

        if (e.Text("reasoningText") is { } thought)
        {
            answer.Reasoning(thought);
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
