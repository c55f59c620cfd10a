namespace AgentCore.Extensions.AI;

/// <summary>
/// Says how calls are sent again. That happens only where the agent is known not to have run: the body never began to be written,
/// or the service itself turned the call down. Everything else may have run, and is left to the caller.
/// </summary>
public sealed class AgentCoreRetryOptions
{
    /// <summary>Gets or sets how often a call is sent at most, the first time included. The default is 3; 1 (never again) to 10.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Gets or sets the pause before the second try; each further one doubles it, and all vary by chance. The default is 500 milliseconds; 0 to 1 minute.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Gets or sets the longest pause between two tries. A service that asks for a longer one with <c>Retry-After</c> ends the call,
    /// with the wish in <see cref="AgentCoreException.RetryAfter"/>. The default is 20 seconds; 0 to 15 minutes.
    /// </summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Gets or sets whether a call is sent once more where the service says that the container did not start in time
    /// (<c>RuntimeClientError</c>: <c>Runtime initialization time exceeded</c>). AWS reports containers that crash while they start in the same words,
    /// so it is off (<see langword="false"/>) by default.
    /// </summary>
    public bool RetryStartupTimeout { get; set; }

    internal AgentCoreRetryOptions Copy() => (AgentCoreRetryOptions)MemberwiseClone();
}
