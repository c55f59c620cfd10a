using AgentCore.Extensions.AI.Tests.Secrets;
using Amazon.Runtime;

namespace AgentCore.Extensions.AI.Tests.Reliability.Cancellation;

/// <summary>Keys that take their time. Every other time they come to nothing when nobody waits for them any more.</summary>
internal sealed class HeldCredentials : AWSCredentials
{
    private int _held;

    public override ImmutableCredentials GetCredentials() => new(Planted.AccessKeyId, Planted.SecretAccessKey, null);

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (LeavingCall.Current is { Moment: Moment.Credentials } call)
        {
            await call.HoldAsync(Moment.Credentials);
            await Task.Delay(5);
            if (Interlocked.Increment(ref _held) % 2 == 0)
            {
                throw new InvalidOperationException("The store of keys is down.");
            }
        }

        return GetCredentials();
    }
}
