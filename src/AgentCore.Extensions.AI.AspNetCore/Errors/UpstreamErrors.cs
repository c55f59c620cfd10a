using System.Net;

namespace AgentCore.Extensions.AI.AspNetCore.Errors;

/// <summary>
/// What a failure of the agent, or on the way to it, is to the caller. Its words stay inside: they may tell names of the operator's account.
/// What the operator has to mend (credentials, permissions, a runtime that is not there) is never the caller's 401, 403 or 404.
/// </summary>
internal static class UpstreamErrors
{
    /// <summary>Maps a failure.</summary>
    /// <param name="exception">What the client threw.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="hasBegun">Whether the client had given any update: it does so only once the call was sent.</param>
    public static OpenAIError Map(Exception exception, OpenAIChatModel model, bool hasBegun)
    {
        if (!hasBegun && FindCallersFault(exception, model) is { } fault)
        {
            return fault;
        }

        return exception switch
        {
            AgentCoreException agent => Complete(Map(agent), agent),
            AgentErrorException => Failed() with { MustNotBeRetried = true },
            TimeoutException or OperationCanceledException => TimedOut() with { MustNotBeRetried = true },
            HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests } => Throttled() with { MustNotBeRetried = true },
            HttpRequestException => Failed() with { MustNotBeRetried = true },
            _ => Internal() with { MustNotBeRetried = true },
        };
    }

    /// <summary>Says whether it is certain that the agent did not run.</summary>
    public static bool IsSafe(Exception exception, OpenAIChatModel model, bool hasBegun) =>
        exception is AgentCoreException { IsSafeToRetry: true } || (!hasBegun && FindCallersFault(exception, model) is not null);

    public static OpenAIError Internal() => new(500, OpenAIError.Api, "internal_error", "The request could not be answered because of an error inside.");

    // These the client throws before anything is sent, and these alone are about what the caller wrote.
    private static OpenAIError? FindCallersFault(Exception exception, OpenAIChatModel model) => exception switch
    {
        NotSupportedException when model.Agent is not null => OpenAIError.BadRequest(exception.Message, "messages", "unsupported_content"),
        NotSupportedException => OpenAIError.BadRequest("The request has something in it that this model can't take.", code: "unsupported_content"),
        ArgumentException { ParamName: "messages" } fault when model.Agent is not null =>
            OpenAIError.BadRequest(fault.Message.Replace(" (Parameter 'messages')", "", StringComparison.Ordinal), "messages", "invalid_value"),
        _ => null,
    };

    private static OpenAIError Map(AgentCoreException exception) => exception switch
    {
        { InnerException: TimeoutException } => TimedOut(),
        { StatusCode: { } status } => (int)status switch
        {
            // 402: a quota of the operator's account is used up, such as the number of live sessions.
            402 or 503 => new OpenAIError(503, OpenAIError.Api, "agent_overloaded", "The agent can't take more calls at the moment. Try again later."),
            408 or 504 => TimedOut(),
            409 => new OpenAIError(409, OpenAIError.InvalidRequest, "session_busy", "The agent's session is being made or ended. Try again in a moment."),
            413 => new OpenAIError(413, OpenAIError.InvalidRequest, "request_too_large", "The request is too large for the agent."),
            429 => Throttled(),
            401 or 403 or 404 => new OpenAIError(502, OpenAIError.Api, "agent_unavailable", "The agent can't be called. This is for the operator of this service to mend."),
            _ => Failed(),
        },
        _ when exception.IsSafeToRetry => new OpenAIError(503, OpenAIError.Api, "agent_unreachable", "The agent could not be reached. Try again later."),
        _ => Failed(),
    };

    private static OpenAIError Complete(OpenAIError error, AgentCoreException exception) =>
        error with { RetryAfter = exception.RetryAfter ?? error.RetryAfter, MustNotBeRetried = !exception.IsSafeToRetry };

    private static OpenAIError Throttled() => new(429, OpenAIError.RateLimit, "rate_limit_exceeded", "The agent gets too many calls. Try again later.") { RetryAfter = TimeSpan.FromSeconds(1) };

    private static OpenAIError TimedOut() => new(504, OpenAIError.Api, "agent_timeout", "The agent did not answer in time. It may have run.");

    private static OpenAIError Failed() => new(502, OpenAIError.Api, "agent_failed", "The agent failed before its answer was complete. It may have run.");
}
