using System.Net;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Words for what happens between here and the other side.</summary>
internal static class ConnectionErrors
{
    /// <summary>No answer came at all.</summary>
    public static AgentCoreException NotReached(Uri? address, bool bodyHasBegun, Exception cause)
    {
        string host = address is null ? "the agent" : $"{address.Host}:{address.Port}";
        return bodyHasBegun
            ? new AgentCoreException(
                $"The connection to {host} was lost before an answer came: {Words(cause)} The agent may have run, so the call was not sent again.", cause)
            : new AgentCoreException($"{host} could not be reached: {Words(cause)} Nothing was sent. {FindAdvice(address, cause)}", cause)
            {
                IsSafeToRetry = true,
            };
    }

    /// <summary>The answer broke off.</summary>
    public static AgentCoreException LostInMidAnswer(AgentRuntimeResponse response, string? runtimeSessionId, Exception cause) =>
        new($"The connection was lost in mid-answer: {Words(cause)} The agent ran, at least in part, so the call was not sent again.", cause)
        {
            StatusCode = HttpStatusCode.OK,
            RequestId = response.RequestId,
            RuntimeSessionId = runtimeSessionId,
        };

    /// <summary>The answer sends us elsewhere.</summary>
    public static AgentCoreException Redirected(HttpResponseMessage response)
    {
        Uri? location = response.Headers.Location;
        string where = location is { IsAbsoluteUri: true } ? $"to the host {location.Host}" : "to another path";
        return new AgentCoreException(
            $"The answer is a redirect (status {(int)response.StatusCode}) {where}. It was not followed, because message, session id and credentials would go along. "
            + "Neither the service nor an agent redirects: look for a proxy or a sign-in page on the way, or name the right address.")
        {
            StatusCode = response.StatusCode,
        };
    }

    private static string FindAdvice(Uri? address, Exception cause) =>
        cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            ? "Check that this port speaks https, and that its certificate is trusted here."
        : address is { IsLoopback: true }
            ? "Check that the agent runs, and that it listens on this port: containers for AgentCore listen on 8080."
        : "Check the region, the address, the network and, where one is needed, the proxy (ConfigureHttpHandler).";

    /// <summary>What went wrong, as a sentence. Some exceptions only point to the one inside.</summary>
    private static string Words(Exception cause)
    {
        string words = cause.Message.Contains("see inner exception", StringComparison.OrdinalIgnoreCase) && cause.InnerException is { } inner ? inner.Message : cause.Message;
        return words.EndsWith('.') ? words : words + ".";
    }
}
