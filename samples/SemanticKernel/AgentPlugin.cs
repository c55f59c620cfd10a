using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace SemanticKernelSample;

/// <summary>The agent as a function that a model calls: the model knows when to ask, the agent knows the answer.</summary>
internal sealed class AgentPlugin(IChatClient agent, string session)
{
    [KernelFunction("ask_agent")]
    [Description("Asks the agent, who calculates and remembers the user's name.")]
    public async Task<string> AskAsync([Description("The question, in full.")] string question, CancellationToken cancellationToken) =>
        (await agent.GetResponseAsync(question, new ChatOptions { ConversationId = session }, cancellationToken)).Text;
}
