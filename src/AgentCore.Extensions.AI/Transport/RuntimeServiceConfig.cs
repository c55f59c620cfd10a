using System.Collections.ObjectModel;
using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>The configuration of the service client, from the options, the container's <see cref="AWSOptions"/> and AWS's own places.</summary>
internal sealed class RuntimeServiceConfig : ClientConfig
{
    /// <summary>Where emulators are signed for that are called by a bare name: they don't look.</summary>
    private const string EmulatorRegion = "us-east-1";

    // AWS's settings may name any mode (AWS_DEFAULTS_MODE). They differ in time limits and retries only, which are ours.
    private static readonly ReadOnlyCollection<IDefaultConfiguration> s_modes =
        new([.. Enum.GetValues<DefaultConfigurationMode>().Where(mode => mode != DefaultConfigurationMode.Auto)
            .Select(mode => new DefaultConfiguration { Name = mode, RetryMode = RequestRetryMode.Standard })]);

    private readonly string? _optionsRegion;
    private readonly string? _ambientRegion;

    private RuntimeServiceConfig(AgentCoreChatClientOptions options, AWSOptions? awsOptions)
        : base(new DefaultConfigurationProvider(s_modes))
    {
        ServiceId = "Bedrock AgentCore";
        AuthenticationServiceName = RuntimeEndpointProvider.ServiceName;
        EndpointProvider = new RuntimeEndpointProvider();

        if ((options.Credentials.Profile ?? awsOptions?.Profile) is { } profile)
        {
            Profile = new Profile(profile, options.Credentials.ProfilesLocation ?? awsOptions?.ProfilesLocation);
        }

        _optionsRegion = options.Region;
        _ambientRegion = awsOptions?.Region?.SystemName ?? FindProfileRegion() ?? FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName;

        // The base looks for a region in the machine's metadata as soon as anything asks for one. It is told one; calls find their own.
        RegionEndpoint = RegionEndpoint.GetBySystemName(_optionsRegion ?? _ambientRegion ?? EmulatorRegion);
        if ((options.ServiceUrl ?? awsOptions?.DefaultClientConfig?.ServiceURL) is { } serviceUrl)
        {
            ServiceURL = serviceUrl;
        }

        if ((options.UseFipsEndpoint ?? awsOptions?.DefaultClientConfig?.UseFIPSEndpoint) is { } fips)
        {
            UseFIPSEndpoint = fips;
        }

        if ((options.UseDualstackEndpoint ?? awsOptions?.DefaultClientConfig?.UseDualstackEndpoint) is { } dualstack)
        {
            UseDualstackEndpoint = dualstack;
        }

        // Each of the SDK's own retries could run the agent once more, and its 100 seconds would end most answers.
        MaxErrorRetry = 0;
        MaxStaleConnectionRetries = 0;
        Timeout = System.Threading.Timeout.InfiniteTimeSpan;
    }

    public override string ServiceVersion => "2024-02-28";

    public override string UserAgent { get; } = Amazon.Util.Internal.InternalSDKUtils.BuildUserAgentString("Bedrock_AgentCore", AgentCoreVersion.Value);

    public override string RegionEndpointServiceName => RuntimeEndpointProvider.ServiceName;

    /// <summary>Gets whether calls go to another address than AWS's.</summary>
    public bool IsEndpointOverridden => !string.IsNullOrEmpty(ServiceURL);

    public static RuntimeServiceConfig Create(AgentCoreChatClientOptions options, AWSOptions? awsOptions) => new(options, awsOptions);

    /// <summary>Finds the region of a call: the option, the ARN, what is configured, and last what the machine says about itself.</summary>
    /// <param name="address">The runtime that is called.</param>
    /// <param name="askMachine">Whether the machine's metadata service may be asked, which takes a while where there is none.</param>
    public string? FindRegion(AgentRuntimeAddress address, bool askMachine) =>
        _optionsRegion ?? address.Region ?? _ambientRegion
        ?? (IsEndpointOverridden ? EmulatorRegion : askMachine ? FallbackRegionFactory.GetRegionEndpoint()?.SystemName : null);

    /// <summary>The base wants a region here and now, but ours comes with each call.</summary>
    public override void Validate()
    {
    }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(RuntimeEndpointProvider.ParametersFor(this, (parameters.AlternateEndpoint ?? RegionEndpoint)?.SystemName));

    private string? FindProfileRegion() =>
        Profile is not null && new CredentialProfileStoreChain(Profile.Location).TryGetProfile(Profile.Name, out CredentialProfile profile)
            ? profile.Region?.SystemName
            : null;
}
