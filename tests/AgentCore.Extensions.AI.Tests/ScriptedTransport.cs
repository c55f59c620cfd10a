using System.Collections.Concurrent;
using System.Text;

namespace AgentCore.Extensions.AI.Tests;

/// <summary>A transport in memory: keeps what it is asked to send and answers with what the test says.</summary>
internal sealed class ScriptedTransport(Func<AgentRuntimeRequest, AgentRuntimeResponse> answer) : IAgentRuntimeTransport
{
    private readonly ConcurrentQueue<AgentRuntimeRequest> _requests = new();
    private readonly ConcurrentQueue<AgentRuntimeStopRequest> _stops = new();

    public ScriptedTransport(string text = "Hello")
        : this(_ => Text(text))
    {
    }

    public IReadOnlyList<AgentRuntimeRequest> Requests => [.. _requests];

    public IReadOnlyList<AgentRuntimeStopRequest> Stops => [.. _stops];

    public Uri? Endpoint { get; init; } = new("https://bedrock-agentcore.us-west-2.amazonaws.com");

    public Func<AgentRuntimeStopRequest, Task> OnStop { get; init; } = _ => Task.CompletedTask;

    public static AgentRuntimeResponse Text(string text) => Body("text/plain", text);

    public static AgentRuntimeResponse Sse(params string[] data) =>
        Body("text/event-stream", string.Concat(data.Select(item => $"data: {item}\n\n")));

    public static AgentRuntimeResponse Body(string contentType, string body) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(body))) { ContentType = contentType };

    public Task<AgentRuntimeResponse> InvokeAsync(AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _requests.Enqueue(request);
        return Task.FromResult(answer(request));
    }

    public Task StopSessionAsync(AgentRuntimeStopRequest request, CancellationToken cancellationToken)
    {
        _stops.Enqueue(request);
        return OnStop(request);
    }
}
