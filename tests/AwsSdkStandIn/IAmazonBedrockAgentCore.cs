using Amazon.BedrockAgentCore.Model;
using Amazon.Runtime;

namespace Amazon.BedrockAgentCore;

/// <summary>Stand-in: two of the operations of AWS's interface.</summary>
public interface IAmazonBedrockAgentCore : IAmazonService, IDisposable
{
    Task<InvokeAgentRuntimeResponse> InvokeAgentRuntimeAsync(InvokeAgentRuntimeRequest request, CancellationToken cancellationToken = default);

    Task<StopRuntimeSessionResponse> StopRuntimeSessionAsync(StopRuntimeSessionRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonBedrockAgentCoreConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonBedrockAgentCoreClient(awsCredentials, (AmazonBedrockAgentCoreConfig)clientConfig);
}
