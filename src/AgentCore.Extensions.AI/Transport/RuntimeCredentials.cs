using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Finds the credentials that calls are signed with, when the first call needs them.</summary>
internal sealed class RuntimeCredentials
{
    private readonly AgentCoreCredentialOptions _options;
    private readonly AWSCredentials? _fromOptions;
    private readonly AWSCredentials? _fromContainer;
    private readonly AWSOptions? _awsOptions;
    private readonly object _gate = new();
    private AWSCredentials? _assumed;
    private AWSCredentials? _assumedBy;
    private AWSCredentials? _fixed;

    public RuntimeCredentials(AgentCoreChatClientOptions options, AWSOptions? awsOptions, AWSCredentials? containerCredentials)
    {
        _options = options.Credentials;
        _fromOptions = options.AWSCredentials;
        _fromContainer = containerCredentials;
        _awsOptions = awsOptions;
    }

    /// <summary>Gets credentials that have just proved to give keys.</summary>
    /// <param name="config">Where the default chain reads AWS's settings.</param>
    /// <param name="region">The region of the call, where a role is assumed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AgentCoreException">There are none, or they give no keys.</exception>
    public async Task<AWSCredentials> GetAsync(IClientConfig config, string? region, CancellationToken cancellationToken)
    {
        string? source = DescribeSource();
        try
        {
            AWSCredentials credentials = FindFixed() ?? await WaitAsync(DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(config), cancellationToken).ConfigureAwait(false);
            if (_options.RoleArn is { } role)
            {
                source = $"The role {role} (Credentials.RoleArn)";
                credentials = AssumeRole(credentials, region);
            }

            if (credentials is not AnonymousAWSCredentials)
            {
                await WaitAsync(credentials.GetCredentialsAsync(), cancellationToken).ConfigureAwait(false);
            }

            return credentials;
        }
        catch (Exception e) when (e is not OperationCanceledException and not AgentCoreException)
        {
            throw CredentialErrors.NotFound(source, e);
        }
    }

    /// <summary>Waits no longer than the caller does. A source that fails after he has left fails for nobody: it must not be reported as an exception that went unobserved.</summary>
    private static async Task<T> WaitAsync<T>(Task<T> source, CancellationToken cancellationToken)
    {
        try
        {
            return await source.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = source.ContinueWith(
                static task => _ = task.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Throws away what the service called expired.</summary>
    /// <returns>Whether the next call gets other keys.</returns>
    public static bool TryClear(AWSCredentials? credentials)
    {
        if (credentials is not RefreshingAWSCredentials refreshing)
        {
            return false;
        }

        refreshing.ClearCredentials();
        return true;
    }

    /// <summary>Whose credentials are taken; <see langword="null"/> for the default chain, which looks in many places.</summary>
    private string? DescribeSource() =>
        _fromOptions is not null ? "AWSCredentials of the options"
        : _options.Profile is { } profile ? $"The profile '{profile}' (Credentials.Profile)"
        : _fromContainer is not null ? "The container's AWSCredentials"
        : HasAwsOptions ? "The container's AWSOptions"
        : null;

    private AWSCredentials? FindFixed()
    {
        lock (_gate)
        {
            return _fixed ??= _fromOptions ?? FromKeys() ?? FromProfile(_options.Profile, _options.ProfilesLocation) ?? _fromContainer ?? FromAwsOptions();
        }
    }

    private AWSCredentials? FromKeys() =>
        (_options.AccessKeyId, _options.SecretAccessKey, _options.SessionToken) switch
        {
            (null, _, _) or (_, null, _) => null,
            ({ } id, { } secret, null) => new BasicAWSCredentials(id, secret),
            ({ } id, { } secret, { } token) => new SessionAWSCredentials(id, secret, token),
        };

    private bool HasAwsOptions => _awsOptions is { Credentials: not null } or { Profile: not null } or { SessionRoleArn: not null };

    private AWSCredentials? FromAwsOptions() => HasAwsOptions ? _awsOptions!.GetCredentials() : null;

    private static AWSCredentials? FromProfile(string? name, string? location)
    {
        if (name is null)
        {
            return null;
        }

        return new CredentialProfileStoreChain(location).TryGetAWSCredentials(name, out AWSCredentials credentials)
            ? credentials
            : throw new ProfileNotFoundException($"There is no profile '{name}' with credentials in AWS's shared configuration files.");
    }

    private AWSCredentials AssumeRole(AWSCredentials source, string? region)
    {
        lock (_gate)
        {
            // The default chain may come to other credentials; the role is then assumed anew.
            if (_assumed is null || !ReferenceEquals(_assumedBy, source))
            {
                _assumed = new AssumedRoleCredentials(source, _options, region);
                _assumedBy = source;
            }

            return _assumed;
        }
    }
}
