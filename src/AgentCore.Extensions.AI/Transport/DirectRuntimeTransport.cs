using System.Net.Http.Headers;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Calls an agent's container at its own address, unsigned. It has no endpoints and no accounts, so qualifier and account are left out.</summary>
internal sealed class DirectRuntimeTransport(HttpClient http)
{
    public static NotSupportedException StopNotSupported(Uri container) =>
        new($"The container at {container.GetLeftPart(UriPartial.Authority)} is called directly and has no operation that stops a session; only the service has. Restart the container to forget its sessions.");

    public async Task<AgentRuntimeResponse> InvokeAsync(Uri container, AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        RequestBounds.Check(request);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Post, container) { Content = new ReadOnlyMemoryContent(request.Payload ?? default) };
            foreach ((string name, string value) in RequestHeaders.For(request))
            {
                if (!message.Headers.TryAddWithoutValidation(name, value))
                {
                    message.Content.Headers.TryAddWithoutValidation(name, value);
                }
            }

            message.Headers.TryAddWithoutValidation("User-Agent", AgentCoreVersion.UserAgent);
            if (request.BearerTokenProvider is { } provider)
            {
                string token = await BearerToken.GetAsync(provider, request.BearerTokenRefused, container, cancellationToken).ConfigureAwait(false);
                message.Headers.Authorization = BearerToken.ToHeader(token);
            }

            HttpResponseMessage response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
        }
        catch (AgentCoreException e)
        {
            e.RuntimeSessionId ??= request.RuntimeSessionId;
            throw;
        }
    }

    private static async Task<AgentRuntimeResponse> ReadAsync(HttpResponseMessage response, AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                throw ContainerErrors.ToException(response, body, request.RuntimeSessionId);
            }

            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new AgentRuntimeResponse(stream, response)
            {
                ContentType = Header(response.Content.Headers, "Content-Type"),
                ContentEncoding = Header(response.Content.Headers, "Content-Encoding") is null ? null : response.Content.Headers.ContentEncoding.LastOrDefault(),
                RuntimeSessionId = Header(response.Headers, RequestHeaders.SessionId),
                RequestId = Header(response.Headers, "x-amzn-RequestId"),
                McpSessionId = Header(response.Headers, "Mcp-Session-Id"),
                TraceId = Header(response.Headers, "X-Amzn-Trace-Id"),
            };
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // As they came: what is parsed is put together anew.
    private static string? Header(HttpHeaders headers, string name)
    {
        if (headers.NonValidated.TryGetValues(name, out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                return value;
            }
        }

        return null;
    }
}
