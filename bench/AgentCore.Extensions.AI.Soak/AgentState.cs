namespace AgentCore.Extensions.AI.Soak;

/// <summary>What is left at the agent.</summary>
/// <param name="UnderWay">Calls that have not ended.</param>
/// <param name="LiveSessions">Sessions that were begun for one call and not stopped.</param>
internal sealed record AgentState(int UnderWay, int LiveSessions);
