using System.Runtime.InteropServices;
using AgentCore.Extensions.AI.Transport;
using Amazon.BedrockAgentCore;
using Amazon.BedrockAgentCore.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentCore.Extensions.AI.BedrockAgentCore;

/// <summary>Calls runtimes through AWS's own client, with the credentials, the region and the endpoint that it was made with.</summary>
/// <remarks>
/// The client stays its owner's and is not disposed of. One that sends invocations again by itself is refused, because the agent would run as often:
/// see <see cref="AgentRuntimeClientConfigExtensions.ForAgentRuntimes"/>. AWS's client signs every call: runtimes with OAuth and containers
/// are called by <see cref="AgentCoreChatClient"/> without it.
/// </remarks>
public sealed class BedrockAgentCoreTransport : IAgentRuntimeTransport, IServiceProvider
{
    private readonly IAmazonBedrockAgentCore _client;
    private readonly IClientConfig? _config;
    private readonly Lazy<Uri?> _endpoint;

    /// <summary>Makes a transport over AWS's client.</summary>
    /// <param name="client">AWS's client, which stays the caller's.</param>
    /// <param name="logger">Where it is said that the client's time limits would end answers; nowhere by default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="client"/> would send one invocation several times.</exception>
    public BedrockAgentCoreTransport(IAmazonBedrockAgentCore client, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _config = client.Config;
        ClientHazards.Check(_config, nameof(client), logger ?? NullLogger.Instance);
        _endpoint = new(FindEndpoint);
    }

    /// <inheritdoc/>
    public Uri? Endpoint => _endpoint.Value;

    private bool IsEndpointOverridden => !string.IsNullOrEmpty(_config?.ServiceURL);

    /// <inheritdoc/>
    public async Task<AgentRuntimeResponse> InvokeAsync(AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestBounds.Check(request);
        RefuseBearerToken(request.BearerTokenProvider is not null, nameof(request));
        AgentRuntimeAddress address = Locate(request.AgentRuntimeArn, request.AccountId);
        InvokeAgentRuntimeRequest invocation = ToInvocation(request, address);
        InvokeAgentRuntimeResponse response = await SendAsync(
            token => _client.InvokeAgentRuntimeAsync(invocation, token),
            Describe(CalledOperation.Invoke, address, invocation.Qualifier, request.RuntimeSessionId, forUser: request.RuntimeUserId is not null),
            cancellationToken).ConfigureAwait(false);
        return new AgentRuntimeResponse(response.Response ?? Stream.Null, response)
        {
            ContentType = response.ContentType,
            RuntimeSessionId = response.RuntimeSessionId,
            RequestId = response.ResponseMetadata?.RequestId is { Length: > 0 } id ? id : null,
            McpSessionId = response.McpSessionId,
            TraceId = response.TraceId,
        };
    }

    /// <inheritdoc/>
    public async Task StopSessionAsync(AgentRuntimeStopRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestBounds.Check(request);
        RefuseBearerToken(request.BearerTokenProvider is not null, nameof(request));
        AgentRuntimeAddress address = Locate(request.AgentRuntimeArn, request.AccountId);
        StopRuntimeSessionRequest stop = new()
        {
            AgentRuntimeArn = address.AccountId is null
                ? address.Runtime
                : throw new ArgumentException($"'{address.Runtime}' is a bare id: AWS's StopRuntimeSession takes no account beside it. Give the runtime's ARN.", nameof(request)),
            Qualifier = request.Qualifier ?? address.Qualifier,
            RuntimeSessionId = request.RuntimeSessionId,
            ClientToken = request.ClientToken ?? Guid.NewGuid().ToString(),
        };
        AddUserAgent(stop);
        await SendAsync(
            token => _client.StopRuntimeSessionAsync(stop, token),
            Describe(CalledOperation.Stop, address, stop.Qualifier, request.RuntimeSessionId, forUser: false),
            cancellationToken).ConfigureAwait(false);
    }

    object? IServiceProvider.GetService(Type serviceType) => serviceType.IsInstanceOfType(_client) ? _client : null;

    /// <summary>Refuses, before any call, options that this client can't do as they say.</summary>
    internal void Check(AgentCoreChatClientOptions options, string paramName)
    {
        ClientOptionsFaults.ThrowIfAny(options, paramName);
        if (options.AgentRuntimeArn is { } runtime)
        {
            Locate(runtime, AgentRuntimeAddress.IsRoute(runtime) ? null : options.AccountId);
        }
    }

    private static InvokeAgentRuntimeRequest ToInvocation(AgentRuntimeRequest request, AgentRuntimeAddress address)
    {
        Dictionary<string, string> headers = RequestHeaders.For(request);
        InvokeAgentRuntimeRequest invocation = new()
        {
            AgentRuntimeArn = address.Runtime,
            AccountId = address.AccountId,
            Qualifier = request.Qualifier ?? address.Qualifier,
            RuntimeSessionId = request.RuntimeSessionId,
            RuntimeUserId = request.RuntimeUserId,
            ContentType = headers["Content-Type"],
            Accept = headers["Accept"],
            McpSessionId = request.McpSessionId,
            McpProtocolVersion = request.McpProtocolVersion,
            McpMethod = request.McpMethod,
            McpName = request.McpName,
            TraceId = request.TraceId,
            TraceParent = headers.GetValueOrDefault("traceparent"),
            TraceState = headers.GetValueOrDefault("tracestate"),
            Baggage = headers.GetValueOrDefault("baggage"),
            Payload = ToStream(request.Payload ?? default),
        };
        AddUserAgent(invocation);
        AddHeaders(invocation, request.Headers);
        return invocation;
    }

    // Payloads can have 100 MB: the bytes are read where they are.
    private static MemoryStream ToStream(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out ArraySegment<byte> part)
            ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(payload.ToArray());

    private static void AddUserAgent(AmazonWebServiceRequest request) =>
        ((Amazon.Runtime.Internal.IAmazonWebServiceRequest)request).UserAgentDetails.AddUserAgentComponent($"AgentCore.Extensions.AI/{AgentCoreVersion.Value}");

    // The operation has no member for headers of the caller's own. The SDK runs such handlers before it signs.
    private static void AddHeaders(AmazonWebServiceRequest request, IDictionary<string, string> headers)
    {
        if (headers.Count == 0)
        {
            return;
        }

        KeyValuePair<string, string>[] copy = [.. headers];
        ((Amazon.Runtime.Internal.IAmazonWebServiceRequest)request).AddBeforeRequestHandler((_, e) =>
        {
            if (e is WebServiceRequestEventArgs { Headers: { } all })
            {
                foreach ((string name, string value) in copy)
                {
                    all[name] = value;
                }
            }
        });
    }

    private static void RefuseBearerToken(bool hasToken, string paramName)
    {
        if (hasToken)
        {
            throw new ArgumentException(ClientOptionsFaults.NoBearerTokens, paramName);
        }
    }

    private async Task<T> SendAsync<T>(Func<CancellationToken, Task<T>> send, CalledOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            return await send(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (ClientErrors.TryTranslate(e, operation, Endpoint) is { } translated)
        {
            throw translated;
        }
    }

    private CalledOperation Describe(string name, AgentRuntimeAddress address, string? qualifier, string? sessionId, bool forUser) => new()
    {
        Name = name,
        Runtime = address.Runtime!,
        Qualifier = qualifier,
        Region = address.Region ?? _config?.RegionEndpoint?.SystemName,
        SessionId = sessionId,
        ForUser = forUser,
    };

    private AgentRuntimeAddress Locate(string? runtime, string? accountId)
    {
        const string Name = nameof(AgentRuntimeRequest.AgentRuntimeArn);
        AgentRuntimeAddress address = AgentRuntimeAddress.Parse(
            runtime ?? throw new ArgumentException("The call names no agent runtime.", Name), accountId, () => IsEndpointOverridden, Name);
        if (address.IsContainer)
        {
            throw new ArgumentException(
                $"'{runtime}' is the address of a container, which AWS's client can't call. Call it with new AgentCoreChatClient(\"{runtime}\").", Name);
        }

        if (!IsEndpointOverridden && address.Region is { } region && _config?.RegionEndpoint?.SystemName is { } own && own != region)
        {
            throw new ArgumentException(
                $"The runtime is in {region}, but the client that was given calls {own}. Make it with RegionEndpoint.GetBySystemName(\"{region}\").", Name);
        }

        return address;
    }

    private Uri? FindEndpoint()
    {
        try
        {
            return _config?.DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(new InvokeAgentRuntimeRequest())) is { } endpoint
                ? new Uri(endpoint.URL)
                : null;
        }
#pragma warning disable CA1031 // Telemetry asks for it: what is wrong with the configuration is said when a call is made.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
