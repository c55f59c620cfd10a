namespace AgentCore.Extensions.AI;

/// <summary>The beginning of an agent's answer. Dispose it to free the connection; what was not read is then thrown away.</summary>
public sealed class AgentRuntimeResponse : IDisposable
{
    private readonly IDisposable? _owner;

    /// <summary>Makes a response.</summary>
    /// <param name="body">The agent's answer; it is disposed with the response.</param>
    /// <param name="owner">What else is disposed with the response, such as the HTTP message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is <see langword="null"/>.</exception>
    public AgentRuntimeResponse(Stream body, IDisposable? owner = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
        _owner = owner;
    }

    /// <summary>Gets the agent's answer, unbuffered. It fails with <see cref="IOException"/> where the connection is lost.</summary>
    public Stream Body { get; internal set; }

    /// <summary>Gets the media type of <see cref="Body"/>; <see langword="null"/> where none was named.</summary>
    public string? ContentType { get; init; }

    /// <summary>Gets the encoding of <see cref="Body"/>, such as <c>gzip</c>; <see langword="null"/> where it is not encoded. An encoded body is refused, since nothing asked for one.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Gets the session that answered; <see langword="null"/> where it was not named.</summary>
    public string? RuntimeSessionId { get; init; }

    /// <summary>Gets the service's id of the request, for AWS support; <see langword="null"/> where there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the session of an MCP server; <see langword="null"/> where it was not named.</summary>
    public string? McpSessionId { get; init; }

    /// <summary>Gets the <c>X-Amzn-Trace-Id</c> of the call; <see langword="null"/> where it was not named.</summary>
    public string? TraceId { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Body.Dispose();
        _owner?.Dispose();
    }
}
