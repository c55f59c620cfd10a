using System.Net;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Makes the errors of one answer: what the agent said, what broke off, which bound was passed.</summary>
internal sealed class ResponseError(string runtimeSessionId, string? requestId)
{
    /// <summary>How many characters of an agent's words are told: enough for a stack trace, too few to fill a log.</summary>
    private const int MaxWords = 4_000;

    public AgentCoreException FromAgent(string message, string? code) => Make(
        $"The agent reported an error in its answer: {Surrogates.Shorten(message, MaxWords)}", code, inner: null);

    public AgentCoreException BrokenOff(string what, Exception? inner = null) => Make(
        $"The answer ended abruptly: {what} The agent may have run; what it had said before is in the stream.", code: null, inner);

    public AgentCoreException Beyond(string limit, long value, string what) => Make(
        $"The answer goes beyond a bound: {what}. {nameof(AgentCoreChatClientOptions.Limits)}.{limit} is {value}; raise it where such answers are expected.", code: null, inner: null);

    public AgentCoreException Unreadable(string message, Exception? inner = null) => Make(message, code: null, inner);

    private AgentCoreException Make(string message, string? code, Exception? inner) => new(Surrogates.Mend(message), inner)
    {
        ErrorCode = OneLine.Of(code is null ? null : Surrogates.Mend(code)),
        StatusCode = HttpStatusCode.OK,
        RequestId = requestId,
        RuntimeSessionId = runtimeSessionId,
    };
}
