using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// Takes each call to the service or to a container, by what it names. Both ways are made when the first call takes them:
/// who only calls containers never has AWS's configuration read.
/// </summary>
internal sealed partial class RoutingTransport : IAgentRuntimeTransport, IDisposable
{
    private readonly AgentCoreChatClientOptions _options;
    private readonly ILogger _logger;
    private readonly Lazy<HttpClient> _http;
    private readonly Lazy<AwsRuntimeTransport> _aws;
    private readonly Lazy<DirectRuntimeTransport> _direct;
    private readonly Lazy<Uri?> _endpoint;
    private readonly AddressReader _addresses;
    private volatile bool _disposed;

    public RoutingTransport(AgentCoreChatClientOptions options, AWSOptions? awsOptions, AWSCredentials? containerCredentials, ILogger logger)
    {
        _options = options = options.Copy();
        _logger = logger;
        _http = new(() => ConnectionHandler.CreateClient(options));
        _aws = new(() => new AwsRuntimeTransport(options, awsOptions, containerCredentials, _http.Value));
        _direct = new(() => new DirectRuntimeTransport(_http.Value));
        _endpoint = new(FindEndpoint);
        _addresses = new AddressReader(() => IsEndpointOverridden);
    }

    public Uri? Endpoint => _endpoint.Value;

    /// <summary>Gets whether calls go to an endpoint other than AWS's, where a runtime may have any name.</summary>
    public bool IsEndpointOverridden => _aws.Value.IsEndpointOverridden;

    public Task<AgentRuntimeResponse> InvokeAsync(AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        // By the name that users know: the transport goes with its client or container.
        ObjectDisposedException.ThrowIf(_disposed, typeof(AgentCoreChatClient));
        AgentRuntimeAddress address = Locate(request.AgentRuntimeArn, request.AccountId);
        if (address.IsContainer)
        {
            LogInvoke(_logger, address.Container.Authority);
            return _direct.Value.InvokeAsync(address.Container, request, cancellationToken);
        }

        LogInvoke(_logger, address.Runtime);
        return _aws.Value.InvokeAsync(address, request, cancellationToken);
    }

    public Task StopSessionAsync(AgentRuntimeStopRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_disposed, typeof(AgentCoreChatClient));
        AgentRuntimeAddress address = Locate(request.AgentRuntimeArn, request.AccountId);
        return address.IsContainer
            ? throw DirectRuntimeTransport.StopNotSupported(address.Container)
            : _aws.Value.StopSessionAsync(address, request, cancellationToken);
    }

    public void Dispose()
    {
        _disposed = true;
        if (_aws.IsValueCreated)
        {
            _aws.Value.Dispose();
        }

        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private AgentRuntimeAddress Locate(string? runtime, string? accountId)
    {
        string value = runtime ?? _options.AgentRuntimeArn
            ?? throw NoRuntime(nameof(AgentRuntimeRequest.AgentRuntimeArn));

        return _addresses.Read(value, accountId, nameof(AgentRuntimeRequest.AgentRuntimeArn));
    }

    private static ArgumentException NoRuntime(string paramName) =>
        new("The call names no agent runtime, and the options name none either.", paramName);

    private Uri? FindEndpoint()
    {
        try
        {
            AgentRuntimeAddress address = Locate(runtime: null, _options.AccountId);
            return address.Container ?? _aws.Value.FindEndpoint(address);
        }
#pragma warning disable CA1031 // Telemetry asks for it: what is wrong with the configuration is said when a call is made.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Invoking the agent runtime {Runtime}.")]
    private static partial void LogInvoke(ILogger logger, string runtime);
}
