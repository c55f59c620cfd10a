using Amazon.Runtime;

namespace Amazon.BedrockAgentCore.Model;

/// <summary>Stand-in.</summary>
public class InvokeAgentRuntimeResponse : AmazonWebServiceResponse, IDisposable
{
    public string? ContentType { get; set; }

    public string? McpSessionId { get; set; }

    public Stream? Response { get; set; }

    public string? RuntimeSessionId { get; set; }

    public int? StatusCode { get; set; }

    public string? TraceId { get; set; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Response?.Dispose();
            Response = null;
        }
    }
}
