using Amazon.BedrockAgentCore.Model;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.BedrockAgentCore;

/// <summary>Stand-in: AWS's client, on the real pipeline of AWSSDK.Core with its own retries, time limits, signatures and errors.</summary>
public class AmazonBedrockAgentCoreClient : AmazonServiceClient, IAmazonBedrockAgentCore
{
    public AmazonBedrockAgentCoreClient(AmazonBedrockAgentCoreConfig config)
        : base(config)
    {
    }

    public AmazonBedrockAgentCoreClient(AWSCredentials credentials, AmazonBedrockAgentCoreConfig config)
        : base(credentials, config)
    {
    }

    public Task<InvokeAgentRuntimeResponse> InvokeAgentRuntimeAsync(InvokeAgentRuntimeRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<InvokeAgentRuntimeResponse>(
            request,
            new InvokeOptions { RequestMarshaller = RequestMarshaller.Instance, ResponseUnmarshaller = InvokeAgentRuntimeResponseUnmarshaller.Instance },
            cancellationToken);

    public Task<StopRuntimeSessionResponse> StopRuntimeSessionAsync(StopRuntimeSessionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<StopRuntimeSessionResponse>(
            request,
            new InvokeOptions { RequestMarshaller = RequestMarshaller.Instance, ResponseUnmarshaller = StopRuntimeSessionResponseUnmarshaller.Instance },
            cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new StandInEndpointResolver());
        pipeline.AddHandlerAfter<StandInEndpointResolver>(new StandInAuthResolver());
    }

    private sealed class StandInEndpointResolver : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            AmazonBedrockAgentCoreConfig.ParametersFor(requestContext.ClientConfig);

        protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters)
        {
            IRequestContext context = executionContext.RequestContext;
            context.Request.AuthenticationRegion = context.ClientConfig.AuthenticationRegion ?? context.ClientConfig.RegionEndpoint?.SystemName;
        }
    }

    private sealed class StandInAuthResolver : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}
