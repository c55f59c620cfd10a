namespace AgentCore.Extensions.AI.Transport;

/// <summary>What a transport has found or mended while a call failed, so that another try makes sense or none.</summary>
internal enum AgentCoreRecovery
{
    /// <summary>Nothing: the error's name decides.</summary>
    None,

    /// <summary>Another try would fail in the same way.</summary>
    Pointless,

    /// <summary>Our clock was wrong and is now corrected by the service's.</summary>
    ClockCorrected,

    /// <summary>Expired credentials were thrown away; the next try gets fresh ones.</summary>
    CredentialsCleared,

    /// <summary>The service refused the bearer token; the next try asks for another.</summary>
    TokenRefused,
}
