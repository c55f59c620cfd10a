using Amazon.Runtime;

namespace Amazon.BedrockAgentCore.Model;

/// <summary>Stand-in.</summary>
public class InvokeAgentRuntimeRequest : AmazonWebServiceRequest
{
    public string? Accept { get; set; }

    public string? AccountId { get; set; }

    public string? AgentRuntimeArn { get; set; }

    public string? Baggage { get; set; }

    public string? ContentType { get; set; }

    public string? McpMethod { get; set; }

    public string? McpName { get; set; }

    public string? McpProtocolVersion { get; set; }

    public string? McpSessionId { get; set; }

    public MemoryStream? Payload { get; set; }

    public string? Qualifier { get; set; }

    public string? RuntimeSessionId { get; set; }

    public string? RuntimeUserId { get; set; }

    public string? TraceId { get; set; }

    public string? TraceParent { get; set; }

    public string? TraceState { get; set; }
}
