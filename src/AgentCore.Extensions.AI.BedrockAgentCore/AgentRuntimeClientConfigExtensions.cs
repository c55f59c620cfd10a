using AgentCore.Extensions.AI.Transport;
using Amazon.Runtime;

namespace AgentCore.Extensions.AI.BedrockAgentCore;

/// <summary>Sets up the configuration of AWS's client so that it calls agents safely.</summary>
public static class AgentRuntimeClientConfigExtensions
{
    /// <summary>
    /// Switches off what would run an agent twice or end its answer: the client's retries, its time limits, redirects and cookies.
    /// <see cref="AgentCoreChatClient"/> does the same by itself, with knowledge of what has run.
    /// </summary>
    /// <typeparam name="TConfig">The configuration, such as <c>AmazonBedrockAgentCoreConfig</c>.</typeparam>
    /// <param name="config">The configuration of a client that calls agent runtimes and nothing else.</param>
    /// <param name="configureHttpHandler">
    /// Adjusts the HTTP handler, for a proxy or client certificates; the proxy settings of <paramref name="config"/> are not used any more.
    /// </param>
    /// <returns><paramref name="config"/> itself.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="config"/> is <see langword="null"/>.</exception>
    public static TConfig ForAgentRuntimes<TConfig>(this TConfig config, Action<SocketsHttpHandler>? configureHttpHandler = null)
        where TConfig : ClientConfig
    {
        ArgumentNullException.ThrowIfNull(config);
        config.MaxErrorRetry = 0;
        config.MaxStaleConnectionRetries = 0;
        config.Timeout = Timeout.InfiniteTimeSpan;
        config.AllowAutoRedirect = false;
        config.HttpClientFactory = new SharedConnections(config.ConnectTimeout, configureHttpHandler);
        return config;
    }

    /// <summary>The library's own connection, for all clients of one configuration.</summary>
    private sealed class SharedConnections(TimeSpan? connectTimeout, Action<SocketsHttpHandler>? configureHttpHandler) : HttpClientFactory
    {
        private readonly Lazy<HttpClient> _http = new(() =>
        {
            AgentCoreChatClientOptions options = new() { ConfigureHttpHandler = configureHttpHandler };
            options.ConnectTimeout = connectTimeout ?? options.ConnectTimeout;
            return new HttpClient(new ConnectionHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };
        });

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _http.Value;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
