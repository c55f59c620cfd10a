using Amazon.BedrockAgentCore;
using Amazon.BedrockAgentCore.Model;
using Amazon.Runtime;

namespace AgentCore.Extensions.AI.BedrockAgentCore.Tests;

/// <summary>A client in memory, as an application's tests may have one: without a configuration unless it is given one.</summary>
internal sealed class ScriptedClient(Func<InvokeAgentRuntimeRequest, InvokeAgentRuntimeResponse> answer) : IAmazonBedrockAgentCore
{
    public List<InvokeAgentRuntimeRequest> Requests { get; } = [];

    public List<StopRuntimeSessionRequest> Stops { get; } = [];

    public bool IsDisposed { get; private set; }

    public IClientConfig Config { get; init; } = null!;

    public static ScriptedClient Text(string text) => new(_ => new InvokeAgentRuntimeResponse
    {
        Response = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)),
        ContentType = "text/plain",
    });

    public Task<InvokeAgentRuntimeResponse> InvokeAgentRuntimeAsync(InvokeAgentRuntimeRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        return Task.FromResult(answer(request));
    }

    public Task<StopRuntimeSessionResponse> StopRuntimeSessionAsync(StopRuntimeSessionRequest request, CancellationToken cancellationToken = default)
    {
        Stops.Add(request);
        return Task.FromResult(new StopRuntimeSessionResponse());
    }

    public void Dispose() => IsDisposed = true;
}
