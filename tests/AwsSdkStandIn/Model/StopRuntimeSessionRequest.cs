using Amazon.Runtime;

namespace Amazon.BedrockAgentCore.Model;

/// <summary>Stand-in.</summary>
public class StopRuntimeSessionRequest : AmazonWebServiceRequest
{
    public string? AgentRuntimeArn { get; set; }

    public string? ClientToken { get; set; }

    public string? Qualifier { get; set; }

    public string? RuntimeSessionId { get; set; }
}
