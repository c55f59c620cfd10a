using System.Diagnostics.CodeAnalysis;
using AgentCore.Extensions.AI.AspNetCore.Answers;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using AgentCore.Extensions.AI.AspNetCore.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary><c>POST chat/completions</c>.</summary>
internal sealed partial class ChatCompletionsEndpoint(
    RequestGuard guard,
    CallPlanner planner,
    CallMemory memory,
    SessionStopper stopper,
    IOptions<OpenAIChatCompletionsOptions> options,
    ILogger<ChatCompletionsEndpoint> logger)
{
    private readonly OpenAIChatCompletionsOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        if (await guard.RunAsync(context, planner.PlanAsync).ConfigureAwait(false) is not { } call)
        {
            return;
        }

        bool mayHaveRun = await (call.Request.Stream ? StreamAsync(context, call) : AnswerAsync(context, call)).ConfigureAwait(false);
        if (mayHaveRun)
        {
            await stopper.StopAsync(context, call).ConfigureAwait(false);
        }
        else if (call.Note is not null)
        {
            memory.Forget(call.Note);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a client throws, the caller gets an answer; Fail logs it.")]
    private async Task<bool> AnswerAsync(HttpContext context, ChatCall call)
    {
        WholeAnswer answer = new();
        AnswerTranslator translator = new(answer, call.Request.ToolNames);
        try
        {
            await foreach (ChatResponseUpdate update in call.Answer.RunAsync(context.RequestAborted).ConfigureAwait(false))
            {
                translator.Take(update);
                context.RequestAborted.ThrowIfCancellationRequested();
            }
        }
        catch (Exception exception)
        {
            if (Fail(context, call, exception) is { } error)
            {
                await ErrorWriter.WriteAsync(context, error).ConfigureAwait(false);
            }

            return !UpstreamErrors.IsSafe(exception, call.Model, call.Answer.HasBegun);
        }

        translator.Complete();
        TellUnshown(context, call, translator.HasUnshownMedia);
        await answer.WriteAsync(context.Response, AnswerIdentity.Make(call.Model.Id), translator.FinishReason, translator.Usage).ConfigureAwait(false);
        return true;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a client throws, the caller gets an answer; Fail logs it.")]
    private async Task<bool> StreamAsync(HttpContext context, ChatCall call)
    {
        using StreamedAnswer answer = new(context, AnswerIdentity.Make(call.Model.Id), call.Request.ToolNames, call.Request.IncludeUsage, _options);
        try
        {
            await answer.WriteAsync(call.Answer).ConfigureAwait(false);
            TellUnshown(context, call, answer.HasUnshownMedia);
            return true;
        }
        catch (Exception exception)
        {
            if (Fail(context, call, exception) is { } error)
            {
                await (answer.HasBegun ? answer.FailAsync(error) : ErrorWriter.WriteAsync(context, error)).ConfigureAwait(false);
            }

            return !UpstreamErrors.IsSafe(exception, call.Model, call.Answer.HasBegun);
        }
    }

    private void TellUnshown(HttpContext context, ChatCall call, bool hasUnshownMedia)
    {
        if (hasUnshownMedia)
        {
            LogUnshown(RequestIds.Ensure(context), call.Model.Id);
        }
    }

    /// <summary>Finds what to tell of a failure; nothing where the caller has gone.</summary>
    private OpenAIError? Fail(HttpContext context, ChatCall call, Exception exception)
    {
        string id = RequestIds.Ensure(context);
        if (context.RequestAborted.IsCancellationRequested)
        {
            LogGone(id, call.Model.Id);
            return null;
        }

        OpenAIError error = UpstreamErrors.Map(exception, call.Model, call.Answer.HasBegun);
        var agent = exception as AgentCoreException;
        LogFailed(id, call.Model.Id, error.Status, error.Code, exception.GetType().Name, (int?)agent?.StatusCode, NameOf(agent), agent?.RequestId);
        if (agent is { StatusCode: null, IsSafeToRetry: true })
        {
            // Nobody answered, so the words are the client's own: credentials, address, connection. The operator needs them.
            LogUnreached(id, call.Model.Id, agent.Message);
        }

        if (error.Status == StatusCodes.Status500InternalServerError)
        {
            guard.TellUnexpected(id, exception);
        }
        else
        {
            LogDetails(exception, id);
        }

        return error;
    }

    // An agent may give any text for its error's name; what is no name is not logged.
    private static string? NameOf(AgentCoreException? exception) =>
        exception?.ErrorCode is { Length: <= 64 } name && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.') ? name : null;

    [LoggerMessage(1, LogLevel.Information, "The caller of request {RequestId} to model {Model} has gone; the agent was cancelled.")]
    private partial void LogGone(string requestId, string model);

    [LoggerMessage(2, LogLevel.Warning,
        "Request {RequestId} to model {Model} failed with {Status} {Code}: {Exception}, upstream status {UpstreamStatus}, error {UpstreamError}, request {UpstreamRequestId}.")]
    private partial void LogFailed(
        string requestId, string model, int status, string? code, string exception, int? upstreamStatus, string? upstreamError, string? upstreamRequestId);

    [LoggerMessage(3, LogLevel.Warning, "The answer to request {RequestId} of model {Model} had media other than images, which OpenAI's API has no place for; they were left out.")]
    private partial void LogUnshown(string requestId, string model);

    [LoggerMessage(5, LogLevel.Warning, "Request {RequestId} never reached the agent of model {Model}: {Reason}")]
    private partial void LogUnreached(string requestId, string model, string reason);

    [LoggerMessage(4, LogLevel.Trace, "Why request {RequestId} failed.")]
    private partial void LogDetails(Exception exception, string requestId);
}
