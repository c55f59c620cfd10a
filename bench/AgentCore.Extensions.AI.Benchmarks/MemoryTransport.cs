namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>Answers every call with the same bytes, so that only the client's own work is measured.</summary>
internal sealed class MemoryTransport(byte[] body) : IAgentRuntimeTransport
{
    public Uri? Endpoint => null;

    public Task<AgentRuntimeResponse> InvokeAsync(AgentRuntimeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new AgentRuntimeResponse(new MemoryStream(body)) { ContentType = "text/event-stream" });

    public Task StopSessionAsync(AgentRuntimeStopRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}
