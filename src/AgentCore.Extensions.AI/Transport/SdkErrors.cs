using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Makes the caller's exceptions of those that AWS's SDK throws.</summary>
internal static class SdkErrors
{
    /// <summary>An error that the SDK read from an answer.</summary>
    public static AgentCoreException FromAnswer(AmazonServiceException exception, CalledOperation operation)
    {
        IWebResponseData? head = FindHead(exception);
        HttpStatusCode status = head?.StatusCode ?? exception.StatusCode;
        if ((int)status < 400)
        {
            return Unreadable(exception, operation);
        }

        // What stands in a body alone may be a proxy's invention; the header is the service's.
        string? Header(string name) => head?.GetHeaderValue(name);
        bool isNamed = !string.IsNullOrWhiteSpace(Header(ErrorBody.ErrorTypeHeader));
        ServiceError error = new()
        {
            Status = status,
            Code = ServiceError.ShortName(isNamed ? Header(ErrorBody.ErrorTypeHeader) : exception.ErrorCode),
            IsNamedByService = isNamed,
            Message = exception is AmazonUnmarshallingException unread ? ErrorPage.Describe(unread.ResponseBody ?? "") : OneLine.Of(exception.Message),
            RequestId = exception.RequestId is { Length: > 0 } id ? id : null,
            RetryAfter = ServiceError.ReadRetryAfter(Header),
            AsksForBearer = ServiceError.IsBearerChallenge(Header("WWW-Authenticate")),
        };
        return ServiceErrors.ToException(error, operation, AgentCoreRecovery.None, exception);
    }

    /// <summary>An answer that the SDK took for a good one and could not read.</summary>
    public static AgentCoreException Unreadable(AmazonServiceException exception, CalledOperation operation) =>
        new($"The service's answer could not be read: {exception.Message} The agent may have run, so the call was not sent again.", exception)
        {
            StatusCode = exception.StatusCode == 0 ? null : exception.StatusCode,
            RequestId = exception.RequestId,
            RuntimeSessionId = operation.SessionId,
        };

    /// <summary>The SDK's own words: settings that exclude each other, no credentials, or a region that nobody named. It sends nothing after such a fault.</summary>
    public static AgentCoreException NotSent(AmazonClientException exception, CalledOperation operation) => new(exception.Message, exception)
    {
        RuntimeSessionId = operation.SessionId,
        IsSafeToRetry = true,
        Recovery = AgentCoreRecovery.Pointless,
    };

    private static IWebResponseData? FindHead(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpErrorResponseException { Response: { } head })
            {
                return head;
            }
        }

        return null;
    }
}
