using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Graphs and swarms of Strands for Python: events of several agents, each wrapped with the node's id.</summary>
internal sealed class StrandsMultiAgentDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (!e.Type.StartsWith("multiagent_", StringComparison.Ordinal))
        {
            return false;
        }

        answer.Understood();
        if (e.Type == "multiagent_node_stream" && e.TryObject("event", out JsonElement inner))
        {
            using (answer.InScope($"node {e.Text("node_id")}/"))
            {
                DialectList.TryReadInner(e, inner, answer);
            }
        }

        return true;
    }
}
