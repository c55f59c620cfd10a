using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Gives a call its address, and the region that it is signed for.</summary>
internal sealed class RuntimeEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        RuntimeEndpointProvider.ParametersFor(requestContext.ClientConfig, CallOf(requestContext).Region);

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        executionContext.RequestContext.Request.AuthenticationRegion = CallOf(executionContext.RequestContext).Region;

    private static RuntimeServiceCall CallOf(IRequestContext context) => (RuntimeServiceCall)context.OriginalRequest;
}

/// <summary>Says how a call is authorized: with a bearer token or a signature, never with both and never with one in place of the other.</summary>
internal sealed class RuntimeAuthHandler(RuntimeCredentials credentials) : PipelineHandler
{
    public override void InvokeSync(IExecutionContext executionContext) => throw new NotSupportedException("There are only asynchronous calls.");

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        IRequestContext context = executionContext.RequestContext;
        RuntimeServiceCall call = (RuntimeServiceCall)context.OriginalRequest;
        if (call.BearerTokenProvider is { } provider)
        {
            string token = await BearerToken.GetAsync(provider, call.BearerTokenRefused, context.Request.Endpoint, context.CancellationToken).ConfigureAwait(false);
            context.Signer = new TokenSigner(token);
            context.Request.ChosenAuthScheme = AuthSchemeOption.DEFAULT_BEARER[0];
        }
        else
        {
            AWSCredentials identity = await credentials.GetAsync(context.ClientConfig, call.Region, context.CancellationToken).ConfigureAwait(false);
            bool anonymous = identity is AnonymousAWSCredentials;
            call.SignedWith = identity;
            context.Identity = identity;
            context.Signer = anonymous ? new NullSigner() : new AWS4Signer();
            context.Request.ChosenAuthScheme = (anonymous ? AuthSchemeOption.DEFAULT_NOAUTH : AuthSchemeOption.DEFAULT_SIGV4)[0];
        }

        return await InnerHandler.InvokeAsync<T>(executionContext).ConfigureAwait(false);
    }

    /// <summary>The SDK's own signer refuses http, also to the same machine; where tokens may go was checked before.</summary>
    private sealed class TokenSigner(string token) : AbstractAWSSigner
    {
        public override bool RequiresCredentials => false;

        public override ClientProtocol Protocol => ClientProtocol.Unknown;

        public override void Sign(IRequest request, IClientConfig clientConfig, RequestMetrics metrics, BaseIdentity identity) =>
            request.Headers["Authorization"] = "Bearer " + token;
    }
}
