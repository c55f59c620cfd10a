namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>Says which messages of the resent conversation go to an agent in a session that the caller has named.</summary>
/// <remarks>In a fresh session the agent gets all of them, whatever this says. System and developer messages are sent always.</remarks>
public enum OpenAIHistory
{
    /// <summary>Only what follows the last assistant message: the agent remembers the rest.</summary>
    Delta = 0,

    /// <summary>All of them: for agents that remember nothing.</summary>
    Whole,
}
