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

            message.Headers.TryAddWithoutValidation("User-Agent", $"AgentCore.Extensions.AI/{AgentCoreVersion.Value}");
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
                ContentType = response.Content.Headers.TryGetValues("Content-Type", out IEnumerable<string>? types) ? types.First() : null,
                ContentEncoding = response.Content.Headers.ContentEncoding.LastOrDefault(),
                RuntimeSessionId = Header(response, RequestHeaders.SessionId),
                RequestId = Header(response, "x-amzn-RequestId"),
                McpSessionId = Header(response, "Mcp-Session-Id"),
                TraceId = Header(response, "X-Amzn-Trace-Id"),
            };
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;
}
