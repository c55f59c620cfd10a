using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>One call of the data plane, as the SDK's pipeline carries it.</summary>
internal sealed class RuntimeServiceCall : AmazonWebServiceRequest
{
    public RuntimeServiceCall() =>
        ((Amazon.Runtime.Internal.IAmazonWebServiceRequest)this).UserAgentDetails.AddUserAgentComponent(AgentCoreVersion.UserAgent);

    /// <summary>Gets the operation: the path behind the runtime.</summary>
    public required string Operation { get; init; }

    public required AgentRuntimeAddress Address { get; init; }

    public required string? Qualifier { get; init; }

    public required string? Region { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Gets the source of the bearer token; <see langword="null"/> where the call is signed.</summary>
    public Func<bool, CancellationToken, ValueTask<string>>? BearerTokenProvider { get; init; }

    public bool BearerTokenRefused { get; init; }

    /// <summary>Gets or sets the credentials that the call was signed with, once it was.</summary>
    public AWSCredentials? SignedWith { get; set; }

    /// <summary>Names what was called, for the words about its failure.</summary>
    public CalledOperation Describe() => new()
    {
        Name = Operation == "invocations" ? CalledOperation.Invoke : CalledOperation.Stop,
        Runtime = Address.Runtime!,
        Qualifier = Qualifier,
        Region = Region,
        SessionId = Headers.GetValueOrDefault(RequestHeaders.SessionId),
        ForUser = Headers.ContainsKey(RequestHeaders.UserId),
        WithBearerToken = BearerTokenProvider is not null,
    };
}

/// <summary>What came back, unread.</summary>
internal sealed class RuntimeServiceAnswer : AmazonWebServiceResponse
{
    public Stream Body { get; init; } = Stream.Null;

    public IWebResponseData? Head { get; init; }

    public string? Header(string name) => Head?.GetHeaderValue(name) is { Length: > 0 } value ? value : null;
}

/// <summary>Writes a call as an HTTP request.</summary>
internal sealed class RuntimeServiceMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static RuntimeServiceMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        RuntimeServiceCall call = (RuntimeServiceCall)input;
        DefaultRequest request = new(call, "Amazon.BedrockAgentCore")
        {
            HttpMethod = "POST",
            UseQueryString = true,
            ResourcePath = "/runtimes/{agentRuntimeArn}/" + call.Operation,
            // The array itself where the payload is all of it: payloads can have 100 MB.
            Content = MemoryMarshal.TryGetArray(call.Payload, out ArraySegment<byte> part) && part.Offset == 0 && part.Count == part.Array!.Length
                ? part.Array
                : call.Payload.ToArray(),
        };
        request.AddPathResource("{agentRuntimeArn}", call.Address.Runtime);
        if (call.Qualifier is not null)
        {
            request.Parameters.Add("qualifier", call.Qualifier);
        }

        if (call.Address.AccountId is not null)
        {
            request.Parameters.Add("accountId", call.Address.AccountId);
        }

        foreach ((string name, string value) in call.Headers)
        {
            request.Headers[name] = value;
        }

        return request;
    }
}
