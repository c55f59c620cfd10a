namespace AgentCore.Extensions.AI.Soak;

/// <summary>How a call ends for its caller.</summary>
internal enum CallEnd
{
    /// <summary>With the whole answer.</summary>
    Answered,

    /// <summary>With an error, and the word that the agent has not run.</summary>
    TurnedDown,

    /// <summary>With an error; the agent may have run.</summary>
    Failed,

    /// <summary>The caller has left.</summary>
    Cancelled,
}
