namespace AgentCore.Extensions.AI.Tests.Reliability.Cancellation;

/// <summary>Where a call stands when its caller leaves.</summary>
internal enum Moment
{
    BeforeTheCall,
    Credentials,
    Connecting,
    SendingTheBody,
    BeforeTheHeaders,
    BeforeTheFirstByte,
    InMidAnswer,
    BetweenTwoUpdates,
    LeftWithoutCancelling,
    StoppingASession,
    Anywhere,
}
