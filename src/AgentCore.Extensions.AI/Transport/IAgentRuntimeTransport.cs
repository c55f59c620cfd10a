namespace AgentCore.Extensions.AI;

/// <summary>Carries bytes to an agent runtime and back. It knows nothing of chat.</summary>
/// <remarks>
/// <para>
/// One call is one request: an implementation never sends again by itself. It says in <see cref="AgentCoreException.IsSafeToRetry"/>
/// whether the agent is known not to have run, and <see cref="AgentCoreChatClient"/> decides.
/// </para>
/// <para>Implementations can be used from several threads at once.</para>
/// <para>
/// One that is also an <see cref="IServiceProvider"/> is asked by <see cref="Microsoft.Extensions.AI.IChatClient.GetService"/> for what the client itself
/// does not have, such as the client of an SDK that it stands on.
/// </para>
/// </remarks>
public interface IAgentRuntimeTransport
{
    /// <summary>Gets the address that calls go to where they name no other runtime; <see langword="null"/> where it isn't known. Telemetry shows it.</summary>
    Uri? Endpoint { get; }

    /// <summary>Sends one invocation and returns once the answer has begun; the answer's body is then read from the response.</summary>
    /// <param name="request">What to send. It is not changed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer, whose body is not buffered. Dispose it to free the connection.</returns>
    /// <exception cref="ArgumentException">A member of <paramref name="request"/> is outside its bounds; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">A bearer token was asked for and none came, or it would go out over plain http; nothing was sent.</exception>
    /// <exception cref="AgentCoreException">The service, the agent or the way to them failed the call.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the call.</exception>
    Task<AgentRuntimeResponse> InvokeAsync(AgentRuntimeRequest request, CancellationToken cancellationToken);

    /// <summary>Ends a runtime session.</summary>
    /// <param name="request">Which session.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the service has confirmed.</returns>
    /// <exception cref="ArgumentException">A member of <paramref name="request"/> is outside its bounds; nothing was sent.</exception>
    /// <exception cref="NotSupportedException">The runtime has no such operation: an agent container that is called directly.</exception>
    /// <exception cref="InvalidOperationException">A bearer token was asked for and none came, or it would go out over plain http; nothing was sent.</exception>
    /// <exception cref="AgentCoreException">The service or the way to it failed the call.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the call.</exception>
    Task StopSessionAsync(AgentRuntimeStopRequest request, CancellationToken cancellationToken);
}
