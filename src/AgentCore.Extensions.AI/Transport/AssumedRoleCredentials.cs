using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// The keys of a role, assumed in the region of the call. The SDK's own class asks the region that is configured for the machine, or us-east-1,
/// which knows nothing of roles in China or GovCloud.
/// </summary>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private readonly AWSCredentials _source;
    private readonly AssumeRoleRequest _request;
    private readonly string? _region;

    /// <param name="source">Who assumes the role.</param>
    /// <param name="options">Which role, and under which names.</param>
    /// <param name="region">Where it is assumed.</param>
    public AssumedRoleCredentials(AWSCredentials source, AgentCoreCredentialOptions options, string? region)
    {
        _source = source;
        _region = region;
        _request = new AssumeRoleRequest
        {
            RoleArn = options.RoleArn,
            RoleSessionName = options.RoleSessionName ?? "AgentCore.Extensions.AI",
            ExternalId = options.ExternalId,
        };

        // So that no call is signed with keys that expire on its way.
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        AmazonSecurityTokenServiceConfig config = new();
        if (_region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(_region);

            // Behind an address of one's own (AWS_ENDPOINT_URL_STS) the SDK would sign for us-east-1.
            config.AuthenticationRegion = _region;
        }

        using AmazonSecurityTokenServiceClient sts = new(_source, config);
        Credentials keys = (await sts.AssumeRoleAsync(_request).ConfigureAwait(false)).Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
            keys.Expiration?.ToUniversalTime() ?? DateTime.UtcNow.AddMinutes(15));
    }
}
