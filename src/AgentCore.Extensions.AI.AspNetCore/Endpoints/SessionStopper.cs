using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary>Ends the sessions of calls that named none, where the operator wants it so.</summary>
internal sealed partial class SessionStopper(ILogger<SessionStopper> logger)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The answer is out; a session that lives on ends by itself.")]
    public async Task StopAsync(HttpContext context, ChatCall call)
    {
        if (call.Model is not { SessionPerCall: OpenAISessionPerCall.Stop, Agent: { } agent } || call.Session is not { IsFresh: true, Id: { } id })
        {
            return;
        }

        using CancellationTokenSource limit = new(s_limit);
        try
        {
            // The caller has the whole answer before the session ends; one who has gone waits for nothing.
            if (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.CompleteAsync().ConfigureAwait(false);
            }

            await agent.StopSessionAsync(id, call.Request.Qualifier, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogNotStopped(call.Model.Id, exception.GetType().Name);
            LogDetails(exception);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A session of model {Model} could not be stopped after its call ({Exception}); it ends by itself after its idle time.")]
    private partial void LogNotStopped(string model, string exception);

    [LoggerMessage(2, LogLevel.Trace, "Why a session could not be stopped.")]
    private partial void LogDetails(Exception exception);
}
