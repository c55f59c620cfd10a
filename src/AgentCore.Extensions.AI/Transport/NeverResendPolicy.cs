using System.Globalization;
using Amazon.Runtime;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// The SDK's retries, switched off: only <see cref="InvocationRetry"/> knows when an agent can't have run.
/// It notes whether the SDK has corrected its clock, which it does by every answer's date.
/// </summary>
internal sealed class NeverResendPolicy : RetryPolicy
{
    // AWS takes signatures that are up to five minutes off.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(4);

    private static readonly HashSet<string> s_clockErrors = new(StringComparer.Ordinal)
    {
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "AccessDeniedException",
    };

    public override bool CanRetry(IExecutionContext executionContext) => false;

    public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) => Task.FromResult(false);

    public override bool RetryLimitReached(IExecutionContext executionContext) => true;

    public override void WaitBeforeRetry(IExecutionContext executionContext)
    {
    }

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;

    public override bool OnRetry(IExecutionContext executionContext) => false;

    public override void NotifyError(IExecutionContext executionContext, Exception exception)
    {
        Amazon.Runtime.Internal.IRequest request = executionContext.RequestContext.Request;
        if (exception is not RuntimeServiceException { Error: { Code: { } code, IsNamedByService: true } } error
            || !s_clockErrors.Contains(code)
            || !request.Headers.TryGetValue("X-Amz-Date", out string? text)
            || !DateTime.TryParseExact(text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime signedAt))
        {
            return;
        }

        DateTime now = CorrectClockSkew.GetCorrectedUtcNowForEndpoint(request.Endpoint.ToString(), executionContext.RequestContext.ClientConfig);
        error.ClockCorrected = (now - signedAt).Duration() > s_tolerance;
    }
}
