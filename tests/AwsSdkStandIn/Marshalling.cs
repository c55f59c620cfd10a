using System.Net;
using Amazon.BedrockAgentCore.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.BedrockAgentCore;

/// <summary>Stand-in: writes the two operations as the service's model says.</summary>
internal sealed class RequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static RequestMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input) => input switch
    {
        InvokeAgentRuntimeRequest invoke => Invoke(invoke),
        StopRuntimeSessionRequest stop => Stop(stop),
        _ => throw new ArgumentException($"The stand-in has no operation for {input.GetType()}.", nameof(input)),
    };

    private static DefaultRequest Invoke(InvokeAgentRuntimeRequest input)
    {
        DefaultRequest request = Start(input, "invocations", input.AgentRuntimeArn, input.Qualifier, input.RuntimeSessionId);
        if (input.AccountId is not null)
        {
            request.Parameters.Add("accountId", input.AccountId);
        }

        Add(request, "Content-Type", input.ContentType);
        Add(request, "Accept", input.Accept);
        Add(request, "X-Amzn-Bedrock-AgentCore-Runtime-User-Id", input.RuntimeUserId);
        Add(request, "Mcp-Session-Id", input.McpSessionId);
        Add(request, "Mcp-Protocol-Version", input.McpProtocolVersion);
        Add(request, "Mcp-Method", input.McpMethod);
        Add(request, "Mcp-Name", input.McpName);
        Add(request, "X-Amzn-Trace-Id", input.TraceId);
        Add(request, "traceparent", input.TraceParent);
        Add(request, "tracestate", input.TraceState);
        Add(request, "baggage", input.Baggage);
        request.ContentStream = input.Payload ?? new MemoryStream();
        Add(request, "Content-Length", request.ContentStream.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return request;
    }

    private static DefaultRequest Stop(StopRuntimeSessionRequest input)
    {
        DefaultRequest request = Start(input, "stopruntimesession", input.AgentRuntimeArn, input.Qualifier, input.RuntimeSessionId);
        Add(request, "Content-Type", "application/json");
        request.Content = System.Text.Encoding.UTF8.GetBytes($$"""{"clientToken":"{{input.ClientToken}}"}""");
        return request;
    }

    private static DefaultRequest Start(AmazonWebServiceRequest input, string operation, string? runtime, string? qualifier, string? sessionId)
    {
        DefaultRequest request = new(input, "Amazon.BedrockAgentCore")
        {
            HttpMethod = "POST",
            UseQueryString = true,
            ResourcePath = "/runtimes/{agentRuntimeArn}/" + operation,
        };
        request.AddPathResource("{agentRuntimeArn}", runtime);
        if (qualifier is not null)
        {
            request.Parameters.Add("qualifier", qualifier);
        }

        Add(request, "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id", sessionId);
        return request;
    }

    private static void Add(DefaultRequest request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers[name] = value;
        }
    }
}

/// <summary>Stand-in: errors are read by the SDK's own reader, as generated clients do.</summary>
internal abstract class StandInUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        StreamingUtf8JsonReader reader = new(input.Stream);
        ErrorResponse error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new AmazonBedrockAgentCoreException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }

    protected static string? Header(JsonUnmarshallerContext input, string name) =>
        input.ResponseData.IsHeaderPresent(name) ? input.ResponseData.GetHeaderValue(name) : null;
}

/// <summary>Stand-in: leaves the answer's body unread, as generated clients do for a streaming member.</summary>
internal sealed class InvokeAgentRuntimeResponseUnmarshaller : StandInUnmarshaller
{
    public static InvokeAgentRuntimeResponseUnmarshaller Instance { get; } = new();

    public override bool HasStreamingProperty => true;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) => new InvokeAgentRuntimeResponse
    {
        Response = input.Stream,
        ContentType = Header(input, "Content-Type"),
        RuntimeSessionId = Header(input, "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"),
        McpSessionId = Header(input, "Mcp-Session-Id"),
        TraceId = Header(input, "X-Amzn-Trace-Id"),
        StatusCode = (int)input.ResponseData.StatusCode,
    };

    protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) => false;
}

/// <summary>Stand-in.</summary>
internal sealed class StopRuntimeSessionResponseUnmarshaller : StandInUnmarshaller
{
    public static StopRuntimeSessionResponseUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        new StopRuntimeSessionResponse { StatusCode = (int)input.ResponseData.StatusCode };
}
