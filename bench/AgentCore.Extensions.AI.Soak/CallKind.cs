namespace AgentCore.Extensions.AI.Soak;

/// <summary>What happens to a call.</summary>
internal enum CallKind
{
    /// <summary>The answer comes in pieces.</summary>
    Streamed,

    /// <summary>The answer is one body.</summary>
    Whole,

    /// <summary>The service turns the first try down.</summary>
    ThrottledOnce,

    /// <summary>The service turns every try down.</summary>
    Throttled,

    /// <summary>The agent fails before it says anything.</summary>
    Failed,

    /// <summary>The connection is closed before an answer.</summary>
    Unanswered,

    /// <summary>The connection is closed within the answer.</summary>
    Broken,

    /// <summary>The agent reports an error within its answer.</summary>
    FailedWithin,

    /// <summary>The agent falls silent within its answer, for longer than the client waits.</summary>
    Silent,

    /// <summary>The caller leaves at some moment.</summary>
    Cancelled,
}
