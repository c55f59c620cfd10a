namespace AgentCore.Extensions.AI.Soak;

/// <summary>A way to call the agent.</summary>
internal interface ICaller
{
    /// <summary>Gets whether the service is called, which turns calls down; a container runs whatever it gets.</summary>
    bool CallsTheService { get; }

    /// <summary>Makes the call, and says how it ended.</summary>
    Task<CallOutcome> CallAsync(PlannedCall call, bool isStreamed, CancellationToken cancellationToken);
}
