using AgentCore.Extensions.AI.Transport;
using Amazon.Runtime;

namespace AgentCore.Extensions.AI.BedrockAgentCore;

/// <summary>Makes the caller's exceptions of what a call of AWS's client throws.</summary>
internal static class ClientErrors
{
    /// <summary>Gives the exception that the caller gets; <see langword="null"/> where the original is the right one.</summary>
    public static AgentCoreException? TryTranslate(Exception exception, CalledOperation operation, Uri? endpoint)
    {
        // The connection of ForAgentRuntimes knows best, but the SDK may have put its own exception around.
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AgentCoreException known)
            {
                known.RuntimeSessionId ??= operation.SessionId;
                return known == exception ? null : known;
            }
        }

        return exception switch
        {
            AmazonServiceException e => SdkErrors.FromAnswer(e, operation),
            AmazonClientException e => SdkErrors.NotSent(e, operation),
            OperationCanceledException or TimeoutException => TimedOut(exception, operation),
            HttpRequestException or IOException or System.Net.WebException => WithSession(ConnectionErrors.NotReached(endpoint, !IsConnecting(exception), exception), operation),
            _ => null,
        };
    }

    /// <summary>Whether a call failed before there was a connection that a body could be written to.</summary>
    private static bool IsConnecting(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private static AgentCoreException TimedOut(Exception exception, CalledOperation operation)
    {
        string fault = $"A time limit of AWS's client was reached before an answer came: {exception.Message}";
        return new AgentCoreException(
            $"{fault} The agent may have run, so the call was not sent again. {ClientHazards.TimeRemedy}",
            exception as TimeoutException ?? new TimeoutException(fault, exception))
        {
            RuntimeSessionId = operation.SessionId,
        };
    }

    private static AgentCoreException WithSession(AgentCoreException exception, CalledOperation operation)
    {
        exception.RuntimeSessionId ??= operation.SessionId;
        return exception;
    }
}
