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
                $"The connection to {host} was lost before an answer came: {cause.Message} The agent may have run, so the call was not sent again.", cause)
            : new AgentCoreException(
                $"{host} could not be reached: {cause.Message} Nothing was sent. Check the region, the address, the network and, where one is needed, the proxy (ConfigureHttpHandler).", cause)
            {
                IsSafeToRetry = true,
            };
    }

    /// <summary>The answer broke off.</summary>
    public static AgentCoreException LostInMidAnswer(AgentRuntimeResponse response, Exception cause) =>
        new($"The connection was lost in mid-answer: {cause.Message} The agent ran, at least in part, so the call was not sent again.", cause)
        {
            RequestId = response.RequestId,
            RuntimeSessionId = response.RuntimeSessionId,
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
}
