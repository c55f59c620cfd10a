using System.Diagnostics.CodeAnalysis;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary>Sees to it that whatever goes wrong before an agent is called becomes an answer in OpenAI's shape, which is the only one that SDKs read.</summary>
internal sealed partial class RequestGuard(ILogger<RequestGuard> logger)
{
    /// <summary>Runs what may fail.</summary>
    /// <returns>What it gave, or <see langword="null"/> where it failed: the caller is answered then, or has gone.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A catalogue of the application's may throw anything.")]
    public async ValueTask<T?> RunAsync<T>(HttpContext context, Func<HttpContext, ValueTask<T>> work)
        where T : class
    {
        string id = RequestIds.Ensure(context);
        try
        {
            return await work(context).ConfigureAwait(false);
        }
        catch (OpenAIRequestException exception)
        {
            LogRefused(id, exception.Error.Status, exception.Error.Code);
            await ErrorWriter.WriteAsync(context, exception.Error).ConfigureAwait(false);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            LogDetails(exception, id);
        }
        catch (Exception exception)
        {
            TellUnexpected(id, exception);
            await ErrorWriter.WriteAsync(context, UpstreamErrors.Internal()).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Logs an error inside. An exception's message may repeat what a user or an agent wrote; its stack never does.</summary>
    public void TellUnexpected(string requestId, Exception exception)
    {
        LogUnexpected(requestId, exception.GetType().FullName, exception.StackTrace);
        LogDetails(exception, requestId);
    }

    [LoggerMessage(1, LogLevel.Information, "Request {RequestId} was refused with {Status} {Code}.")]
    private partial void LogRefused(string requestId, int status, string? code);

    [LoggerMessage(2, LogLevel.Error, "Request {RequestId} failed with an unexpected {Exception} at {Stack}")]
    private partial void LogUnexpected(string requestId, string? exception, string? stack);

    [LoggerMessage(3, LogLevel.Trace, "Why request {RequestId} failed.")]
    private partial void LogDetails(Exception exception, string requestId);
}
