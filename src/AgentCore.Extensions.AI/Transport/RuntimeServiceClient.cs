using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>A client of the data plane on AWS's pipeline, which brings endpoints, signatures, clock correction and user agent.</summary>
internal sealed class RuntimeServiceClient(RuntimeServiceConfig config, RuntimeCredentials credentials) : AmazonServiceClient(config)
{
    // The base builds its pipeline in its constructor, before our fields would be set there; a primary constructor's are set first.
    private readonly RuntimeCredentials _credentials = credentials;

    /// <summary>Makes a client that sends through <paramref name="http"/>, which stays the caller's.</summary>
    public static RuntimeServiceClient Create(RuntimeServiceConfig config, RuntimeCredentials credentials, HttpClient http)
    {
        config.HttpClientFactory = new OneHttpClient(http);
        return new RuntimeServiceClient(config, credentials);
    }

    public Task<RuntimeServiceAnswer> SendAsync(RuntimeServiceCall call, CancellationToken cancellationToken) =>
        InvokeAsync<RuntimeServiceAnswer>(
            call,
            new InvokeOptions { RequestMarshaller = RuntimeServiceMarshaller.Instance, ResponseUnmarshaller = RuntimeServiceUnmarshaller.Instance },
            cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RuntimeEndpointResolver());
        pipeline.AddHandlerAfter<RuntimeEndpointResolver>(new RuntimeAuthHandler(_credentials));
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new NeverResendPolicy()));
    }

    private sealed class OneHttpClient(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
