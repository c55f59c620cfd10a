using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>Where the streams come from.</summary>
internal abstract class AnswerSource
{
    /// <summary>Opens an answer with as little as possible around it.</summary>
    public abstract Task<Stream> OpenAsync(Answer answer);

    /// <summary>Makes the client of an agent that answers so.</summary>
    public abstract AgentCoreChatClient Agent(Answer answer);

    /// <summary>Makes the HTTP client of a service that answers so.</summary>
    public abstract HttpClient Service(Answer answer);
}
