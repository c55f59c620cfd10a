using System.Text.Json;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Calls runtimes through the service, signed with AWS credentials or with a bearer token.</summary>
internal sealed class AwsRuntimeTransport : IDisposable
{
    private readonly RuntimeServiceConfig _config;
    private readonly RuntimeServiceClient _client;

    public AwsRuntimeTransport(AgentCoreChatClientOptions options, AWSOptions? awsOptions, AWSCredentials? containerCredentials, HttpClient http)
    {
        _config = RuntimeServiceConfig.Create(options, awsOptions);
        _client = RuntimeServiceClient.Create(_config, new RuntimeCredentials(options, awsOptions, containerCredentials), http);
    }

    public bool IsEndpointOverridden => _config.IsEndpointOverridden;

    /// <summary>Where calls of a runtime go.</summary>
    public Uri FindEndpoint(AgentRuntimeAddress address)
    {
        EndpointParameters parameters = RuntimeEndpointProvider.ParametersFor(_config, _config.FindRegion(address, askMachine: false));
        return new Uri(_config.EndpointProvider.ResolveEndpoint(parameters).URL);
    }

    public async Task<AgentRuntimeResponse> InvokeAsync(AgentRuntimeAddress address, AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        RequestBounds.Check(request);
        RuntimeServiceCall call = new()
        {
            Operation = "invocations",
            Address = address,
            Qualifier = request.Qualifier ?? address.Qualifier,
            Region = _config.FindRegion(address, askMachine: true),
            Headers = RequestHeaders.For(request),
            Payload = request.Payload ?? default,
            BearerTokenProvider = request.BearerTokenProvider,
            BearerTokenRefused = request.BearerTokenRefused,
        };
        RuntimeServiceAnswer answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        return new AgentRuntimeResponse(answer.Body)
        {
            ContentType = answer.Header("Content-Type"),
            ContentEncoding = answer.Header("Content-Encoding"),
            RuntimeSessionId = answer.Header(RequestHeaders.SessionId),
            RequestId = answer.Header("x-amzn-RequestId"),
            McpSessionId = answer.Header("Mcp-Session-Id"),
            TraceId = answer.Header("X-Amzn-Trace-Id"),
        };
    }

    public async Task StopSessionAsync(AgentRuntimeAddress address, AgentRuntimeStopRequest request, CancellationToken cancellationToken)
    {
        RequestBounds.Check(request);
        RuntimeServiceCall call = new()
        {
            Operation = "stopruntimesession",
            Address = address,
            Qualifier = request.Qualifier ?? address.Qualifier,
            Region = _config.FindRegion(address, askMachine: true),
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Content-Type"] = "application/json",
                ["Accept"] = "application/json",
                [RequestHeaders.SessionId] = request.RuntimeSessionId!,
            },
            Payload = WriteStop(request.ClientToken ?? Guid.NewGuid().ToString()),
            BearerTokenProvider = request.BearerTokenProvider,
            BearerTokenRefused = request.BearerTokenRefused,
        };
        RuntimeServiceAnswer answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        await answer.Body.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private static byte[] WriteStop(string clientToken)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            writer.WriteString("clientToken", clientToken);
            writer.WriteEndObject();
        }

        return body.ToArray();
    }

    private async Task<RuntimeServiceAnswer> SendAsync(RuntimeServiceCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (RuntimeServiceException e)
        {
            AgentCoreRecovery recovery =
                e.ClockCorrected ? AgentCoreRecovery.ClockCorrected
                : ServiceErrors.IsExpiredCredentials(e.Error) && RuntimeCredentials.TryClear(call.SignedWith) ? AgentCoreRecovery.CredentialsCleared
                : AgentCoreRecovery.None;
            throw ServiceErrors.ToException(e.Error, call.Describe(), recovery, e);
        }
        catch (AgentCoreException e)
        {
            e.RuntimeSessionId ??= call.Headers.GetValueOrDefault(RequestHeaders.SessionId);
            throw;
        }
        catch (AmazonServiceException e)
        {
            throw SdkErrors.Unreadable(e, call.Describe());
        }
        catch (AmazonClientException e)
        {
            throw SdkErrors.NotSent(e, call.Describe());
        }
    }
}
