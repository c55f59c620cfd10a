using System.Net;
using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>The service, the agent or the way to them failed a call. The message says what happened and what can be done.</summary>
public sealed class AgentCoreException : Exception
{
    /// <summary>Makes an exception with a general message.</summary>
    public AgentCoreException()
        : this("The call to the agent failed.")
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened, and what can be done.</param>
    public AgentCoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened, and what can be done.</param>
    /// <param name="innerException">What caused it; a <see cref="TimeoutException"/> where a time limit was reached.</param>
    public AgentCoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Gets the error's name: the service's own (<c>ThrottlingException</c>, <c>RuntimeClientError</c>, …) or the one that the agent gave;
    /// <see langword="null"/> where neither named one.
    /// </summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the HTTP status of the answer; <see langword="null"/> where there was none. An error inside a stream that began well has <see cref="HttpStatusCode.OK"/>.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Gets the service's id of the request, for AWS support; <see langword="null"/> where there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the session that the call belonged to; <see langword="null"/> where none was chosen yet.</summary>
    public string? RuntimeSessionId { get; internal set; }

    /// <summary>Gets how long the service asks to wait before the next try; <see langword="null"/> where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Gets whether the call can be sent again without running the agent twice: <see langword="true"/> only where it is certain that the agent did not run.
    /// It does not say that another try would fare better.
    /// </summary>
    public bool IsSafeToRetry { get; init; }

    /// <summary>
    /// Gets what the agent had answered before the error, from <see cref="IChatClient.GetResponseAsync"/> only
    /// (the streaming method has already given it); <see langword="null"/> where there was nothing.
    /// </summary>
    public ChatResponse? PartialResponse { get; internal set; }

    /// <summary>Gets what the transport has mended, for the decision whether to try again.</summary>
    internal AgentCoreRecovery Recovery { get; init; }
}
