using System.Net;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>What an error of the service means for the caller: what to do next, and whether the agent can have run.</summary>
internal static class ServiceErrors
{
    public const string RuntimeClientError = "RuntimeClientError";

    // Under these names the service turns a call down before it reaches the agent.
    private static readonly HashSet<string> s_rejections = new(StringComparer.Ordinal)
    {
        "ValidationException", "ThrottlingException", "RetryableConflictException", "ConflictException", "AccessDeniedException", "ResourceNotFoundException",
        "UnauthorizedException", "ServiceQuotaExceededException", "ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException",
        "InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken",
        "MissingAuthenticationTokenException", "AuthFailure", "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "TokenRefreshRequired",
    };

    private static readonly HashSet<string> s_expired = new(StringComparer.Ordinal) { "ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired" };

    public static bool IsExpiredCredentials(ServiceError error) => error.IsNamedByService && error.Code is { } code && s_expired.Contains(code);

    /// <summary>Makes the exception that the caller sees.</summary>
    public static AgentCoreException ToException(ServiceError error, CalledOperation operation, AgentCoreRecovery recovery, Exception? cause)
    {
        bool refused = operation.WithBearerToken && error.Status == HttpStatusCode.Unauthorized && (error.IsNamedByService || error.AsksForBearer);
        string name = error.Code ?? "no error name";
        string words = OneLine.Of(error.Details is null ? error.Message : $"{error.Message} ({error.Details})") is { } text ? $": {text}" : "";
        return new AgentCoreException($"{(int)error.Status} {name}{words}{(words.Length == 0 || words[^1] is '.' or '…' or '!' or '?' ? "" : ".")} {FindAdvice(error, operation)}".TrimEnd(), cause)
        {
            ErrorCode = error.Code,
            StatusCode = error.Status,
            RequestId = error.RequestId,
            RetryAfter = error.RetryAfter,
            RuntimeSessionId = operation.SessionId,
            IsSafeToRetry = refused || IsRejection(error),
            Recovery = refused ? AgentCoreRecovery.TokenRefused : recovery,
        };
    }

    private static bool IsRejection(ServiceError error) =>
        error.IsNamedByService && (int)error.Status is >= 400 and < 500 && error.Code is { } code && s_rejections.Contains(code);

    private static string FindAdvice(ServiceError error, CalledOperation operation)
    {
        if (error.Code == RuntimeClientError)
        {
            return DescribeContainer(error.Message ?? "", operation);
        }

        return (int)error.Status switch
        {
            _ when IsExpiredCredentials(error) => "The AWS credentials have expired: get fresh ones.",
            _ when error is { IsNamedByService: false, AsksForBearer: false } && (int)error.Status < 500 =>
                "This is not the service's own answer: something on the way gave it, such as a proxy. The agent may have run; the call was not sent again.",
            403 when error.Code is "InvalidSignatureException" or "SignatureDoesNotMatch" or "UnrecognizedClientException" or "InvalidClientTokenId" =>
                "Check the access keys, and this machine's clock.",
            400 => "The service refused the request; nothing ran.",
            401 when operation.WithBearerToken => "The access token was refused: check its issuer, audience, client id and scopes against the runtime's authorizer.",
            401 => "The runtime may want an OAuth token instead of AWS credentials: set BearerTokenProvider.",
            402 => "A quota of the account is used up: see Service Quotas, or stop sessions that are done with.",
            403 when operation.WithBearerToken => "The runtime may be one for AWS credentials instead of OAuth: then remove BearerTokenProvider.",
            403 => $"The credentials need the permission bedrock-agentcore:{operation.Name}{(operation.ForUser ? " and bedrock-agentcore:InvokeAgentRuntimeForUser" : "")} on this runtime and its endpoint. A runtime with OAuth takes no AWS credentials: set BearerTokenProvider for it.",
            404 => $"Check the runtime ({operation.Runtime}), its qualifier ({operation.Qualifier ?? "DEFAULT"}) and the region ({operation.Region}).",
            409 => "The session is being made or torn down: try again in a moment, or with another session id.",
            429 => "Too many calls or sessions at once: call less often, or ask for a higher quota.",
            >= 500 => "The agent may have run, so the call was not sent again.",
            _ => "",
        };
    }

    private static string DescribeContainer(string message, CalledOperation operation)
    {
        string id = operation.Runtime[(operation.Runtime.LastIndexOf('/') + 1)..];
        string what = message.Contains("initialization time exceeded", StringComparison.OrdinalIgnoreCase)
            ? "The agent's container did not start in time; one that crashes while it starts is reported in the same words."
            : message.Contains("Received error", StringComparison.OrdinalIgnoreCase)
                ? "The agent's container answered with an error."
                : "The agent's container failed.";
        return $"{what} Its log is in the CloudWatch group /aws/bedrock-agentcore/runtimes/{id}-{operation.Qualifier ?? "DEFAULT"}. The agent may have run.";
    }
}
