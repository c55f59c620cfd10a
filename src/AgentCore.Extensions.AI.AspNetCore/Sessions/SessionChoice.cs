namespace AgentCore.Extensions.AI.AspNetCore.Sessions;

/// <summary>The session of a call.</summary>
/// <param name="Id">Its id, as the agent and the caller see it; <see langword="null"/> where the model has no sessions.</param>
/// <param name="IsFresh">Whether it was made for this call: then the agent knows nothing yet.</param>
internal readonly record struct SessionChoice(string? Id, bool IsFresh);
