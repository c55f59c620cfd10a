using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// Sends a call again where, and only where, the agent is known not to have run: nothing was sent, or the service turned the call down
/// in a way that another try can change. All tries together are at most <see cref="AgentCoreRetryOptions.MaxAttempts"/>.
/// </summary>
internal sealed partial class InvocationRetry(AgentCoreRetryOptions options, ILogger logger, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Runs a call, more than once if need be.</summary>
    /// <param name="attempt">One try; it is told whether the bearer token of the try before was refused.</param>
    /// <param name="cancellationToken">Ends tries and pauses.</param>
    public async Task<T> RunAsync<T>(Func<bool, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        State state = default;
        for (int number = 1; ; number++)
        {
            TimeSpan pause;
            try
            {
                return await attempt(state.TokenRefused, cancellationToken).ConfigureAwait(false);
            }
            catch (AgentCoreException e) when (number < options.MaxAttempts && !cancellationToken.IsCancellationRequested)
            {
                if (!IsAgainWorthwhile(e, number, ref state, out pause))
                {
                    throw;
                }

                LogAgain(logger, number, options.MaxAttempts, e.ErrorCode ?? "no connection", pause.TotalMilliseconds);
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private bool IsAgainWorthwhile(AgentCoreException error, int number, ref State state, out TimeSpan pause)
    {
        pause = TimeSpan.Zero;
        if (!error.IsSafeToRetry)
        {
            return options.RetryStartupTimeout && IsStartupTimeout(error) && Once(ref state.StartupTimeout) && TryFindPause(error, number, out pause);
        }

        return error.Recovery switch
        {
            AgentCoreRecovery.Pointless => false,
            AgentCoreRecovery.ClockCorrected => Once(ref state.ClockCorrected),
            AgentCoreRecovery.CredentialsCleared => Once(ref state.CredentialsCleared),
            AgentCoreRecovery.TokenRefused => Once(ref state.TokenRefused),
            _ => (error.StatusCode is null || error.ErrorCode is "ThrottlingException" or "RetryableConflictException") && TryFindPause(error, number, out pause),
        };
    }

    private static bool IsStartupTimeout(AgentCoreException error) =>
        error.ErrorCode == ServiceErrors.RuntimeClientError && error.StatusCode is not (null or HttpStatusCode.OK)
        && error.Message.Contains("Runtime initialization time exceeded", StringComparison.OrdinalIgnoreCase);

    private static bool Once(ref bool done) => !done && (done = true);

    [SuppressMessage("Security", "CA5394", Justification = "The jitter only spreads tries in time.")]
    private bool TryFindPause(AgentCoreException error, int number, out TimeSpan pause)
    {
        TimeSpan asked = error.RetryAfter ?? TimeSpan.Zero;
        if (asked > options.MaxDelay)
        {
            LogTooLong(logger, asked.TotalSeconds, options.MaxDelay.TotalSeconds);
            pause = default;
            return false;
        }

        double most = Math.Min(options.BaseDelay.TotalMilliseconds * Math.Pow(2, number - 1), options.MaxDelay.TotalMilliseconds);
        TimeSpan drawn = TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * most);
        pause = drawn > asked ? drawn : asked;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Try {Number} of {MaxAttempts} did not reach the agent ({Error}); the next one follows in {Pause:F0} ms.")]
    private static partial void LogAgain(ILogger logger, int number, int maxAttempts, string error, double pause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The service asks to wait {Asked:F0} s, more than MaxDelay ({MaxDelay:F0} s): the call ends.")]
    private static partial void LogTooLong(ILogger logger, double asked, double maxDelay);

    /// <summary>What may be mended once a call, and has been.</summary>
    private struct State
    {
        public bool TokenRefused;
        public bool ClockCorrected;
        public bool CredentialsCleared;
        public bool StartupTimeout;
    }
}
