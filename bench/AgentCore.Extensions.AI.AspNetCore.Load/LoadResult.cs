namespace AgentCore.Extensions.AI.AspNetCore.Load;

/// <summary>What came of a round.</summary>
/// <param name="Count">The answers.</param>
/// <param name="Elapsed">The time that they took.</param>
/// <param name="ServerTime">The server's processor time.</param>
/// <param name="ServerAllocated">The bytes that the server allocated.</param>
internal sealed record LoadResult(long Count, TimeSpan Elapsed, TimeSpan ServerTime, long ServerAllocated)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;
}
