using Amazon.Runtime;

namespace Amazon.BedrockAgentCore.Model;

/// <summary>Stand-in.</summary>
public class StopRuntimeSessionResponse : AmazonWebServiceResponse
{
    public string? RuntimeSessionId { get; set; }

    public int? StatusCode { get; set; }
}
