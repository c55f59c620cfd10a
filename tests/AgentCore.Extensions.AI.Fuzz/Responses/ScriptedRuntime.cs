namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>Answers every call with the body that it was given last.</summary>
internal sealed class ScriptedRuntime : IAgentRuntimeTransport
{
    private Func<AgentRuntimeRequest, AgentRuntimeResponse> _answer = _ => throw new InvalidOperationException("Nothing to answer with.");

    public Uri? Endpoint => null;

    public int Calls { get; private set; }

    public void AnswerWith(Func<AgentRuntimeRequest, AgentRuntimeResponse> answer) => (_answer, Calls) = (answer, 0);

    public Task<AgentRuntimeResponse> InvokeAsync(AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.FromResult(_answer(request));
    }

    public Task StopSessionAsync(AgentRuntimeStopRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}
