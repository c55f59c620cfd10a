using System.Collections.ObjectModel;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.BedrockAgentCore;

/// <summary>Stand-in: it leaves retries and time limits as AWS's package does, to the defaults of AWSSDK.Core.</summary>
public class AmazonBedrockAgentCoreConfig : ClientConfig
{
    private static readonly ReadOnlyCollection<IDefaultConfiguration> s_defaults =
        new([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]);

    public AmazonBedrockAgentCoreConfig()
        : base(new DefaultConfigurationProvider(s_defaults))
    {
        ServiceId = "Bedrock AgentCore";
        AuthenticationServiceName = "bedrock-agentcore";
        EndpointProvider = new RegionalEndpoints();
    }

    public override string RegionEndpointServiceName => "bedrock-agentcore";

    public override string ServiceVersion => "2024-02-28";

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("Bedrock AgentCore", "stand-in");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ParametersFor(this));

    internal static EndpointParameters ParametersFor(IClientConfig config) => new()
    {
        ["Region"] = config.RegionEndpoint?.SystemName,
        ["Endpoint"] = config.ServiceURL,
    };

    private sealed class RegionalEndpoints : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
            new(parameters["Endpoint"] as string ?? $"https://bedrock-agentcore.{parameters["Region"]}.amazonaws.com");
    }
}
