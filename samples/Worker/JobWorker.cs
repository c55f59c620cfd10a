using System.Threading.Channels;
using AgentCore.Extensions.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WorkerSample;

/// <summary>Takes jobs from a channel, one after another. Each job in a session has one of its own, which ends with it.</summary>
internal sealed partial class JobWorker(ChannelReader<Job> jobs, IChatClient agent, IHostApplicationLifetime lifetime, ILogger<JobWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The token ends the waiting, not the work: a job that was begun may have had effects, so it is finished
        // while the host's ShutdownTimeout lasts.
        using CancellationTokenSource tooLate = new();
        using CancellationTokenRegistration _ = stoppingToken.Register(() => tooLate.CancelAfter(TimeSpan.FromSeconds(20)));
        try
        {
            await foreach (Job job in jobs.ReadAllAsync(stoppingToken))
            {
                // Where jobs are waiting, reading one does not look at the token.
                stoppingToken.ThrowIfCancellationRequested();
                await RunAsync(job, tooLate.Token);
            }

            // The channel is closed and empty. A service in earnest would wait for ever.
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(logger);
        }
    }

    private async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        // The same job is the same session, so a job that is taken up again finds what the agent remembers of it.
        string? session = job.InSession ? RuntimeSessionId.FromKey(job.Id) : null;
        try
        {
            foreach (string question in job.Questions)
            {
                ChatResponse answer = await agent.GetResponseAsync(question, new ChatOptions { ConversationId = session }, cancellationToken);
                await Console.Out.WriteLineAsync($"{job.Id}: {question} -> {answer.Messages[^1].Text}");
            }
        }
        catch (AgentCoreException exception)
        {
            // Where the agent did not run, the job may go back to its queue; otherwise somebody has to look at what it did.
            LogFailed(logger, job.Id, exception.IsSafeToRetry, exception);
        }
        finally
        {
            if (session is not null)
            {
                await StopSessionAsync(job.Id, session);
            }
        }
    }

    /// <summary>Frees the session's virtual machine now and not after its idle time. It must not wait for the token that may be what ended the job.</summary>
    private async Task StopSessionAsync(string job, string session)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(5));
        try
        {
            await agent.GetRequiredService<AgentCoreChatClient>().StopSessionAsync(session, cancellationToken: limit.Token);
            LogSessionStopped(logger, job);
        }
        catch (Exception exception) when (exception is AgentCoreException or NotSupportedException or OperationCanceledException)
        {
            LogNotStopped(logger, job, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Job}: its session is stopped.")]
    private static partial void LogSessionStopped(ILogger logger, string job);

    [LoggerMessage(Level = LogLevel.Information, Message = "Asked to stop: what is still in the channel is left.")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed; trying again is safe: {IsSafeToRetry}.")]
    private static partial void LogFailed(ILogger logger, string job, bool isSafeToRetry, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Job}: its session could not be stopped; it ends by itself after its idle time.")]
    private static partial void LogNotStopped(ILogger logger, string job, Exception exception);
}
