namespace WorkerSample;

/// <summary>Work for the agent: one or more questions that build on each other.</summary>
/// <param name="Id">The job's name, unique in the application.</param>
/// <param name="Questions">What to ask, in this order.</param>
/// <param name="InSession">Whether the agent has to remember the earlier questions. Without it each question stands alone, and may be answered from the cache.</param>
internal sealed record Job(string Id, string[] Questions, bool InSession = true);
