using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>Sets what belongs to one call of an agent, with its bounds checked at once.</summary>
/// <remarks>Each method changes the options it is called on and returns them. The values travel in <see cref="ChatOptions.AdditionalProperties"/> under <see cref="AgentCorePropertyNames"/>.</remarks>
public static class AgentCoreChatOptionsExtensions
{
    /// <summary>Names the endpoint (version alias) of the runtime.</summary>
    /// <param name="options">The options of the call.</param>
    /// <param name="qualifier">The endpoint: 1 to 256 characters, no control characters.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="qualifier"/> is outside its bounds.</exception>
    public static ChatOptions WithQualifier(this ChatOptions options, string qualifier)
    {
        ArgumentNullException.ThrowIfNull(qualifier);
        RequestBounds.CheckQualifier(qualifier, nameof(qualifier));
        return Set(options, AgentCorePropertyNames.Qualifier, qualifier);
    }

    /// <summary>
    /// Names the session of a caller that resends its history: only what follows the last assistant message is sent.
    /// Callers that send only what is new set <see cref="ChatOptions.ConversationId"/> instead.
    /// </summary>
    /// <param name="options">The options of the call.</param>
    /// <param name="runtimeSessionId">The session: see <see cref="RuntimeSessionId"/>.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="runtimeSessionId"/> is outside its bounds.</exception>
    public static ChatOptions WithRuntimeSessionId(this ChatOptions options, string runtimeSessionId)
    {
        ArgumentNullException.ThrowIfNull(runtimeSessionId);
        RequestBounds.CheckSessionId(runtimeSessionId, nameof(runtimeSessionId));
        return Set(options, AgentCorePropertyNames.RuntimeSessionId, runtimeSessionId);
    }

    /// <summary>
    /// Names the user on whose behalf the agent acts. It selects whose stored OAuth tokens the agent gets and is not verified by AWS:
    /// take it from the authenticated principal, never from what a client sends. Needs the permission <c>InvokeAgentRuntimeForUser</c>.
    /// </summary>
    /// <param name="options">The options of the call.</param>
    /// <param name="runtimeUserId">The user: 1 to 1,024 characters, no control characters.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="runtimeUserId"/> is outside its bounds.</exception>
    public static ChatOptions WithRuntimeUserId(this ChatOptions options, string runtimeUserId)
    {
        ArgumentNullException.ThrowIfNull(runtimeUserId);
        RequestBounds.CheckRuntimeUserId(runtimeUserId, nameof(runtimeUserId));
        return Set(options, AgentCorePropertyNames.RuntimeUserId, runtimeUserId);
    }

    /// <summary>
    /// Adds a request header, which the agent sees where the runtime's allow-list holds its name.
    /// Telemetry that records sensitive data shows it too: don't pass secrets.
    /// </summary>
    /// <param name="options">The options of the call.</param>
    /// <param name="name">The header's name. Headers that carry the call itself (<c>Authorization</c>, <c>Host</c>, <c>X-Amz-*</c>, …) are refused.</param>
    /// <param name="value">The header's value: at most 4,096 characters of printable ASCII.</param>
    /// <returns><paramref name="options"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is restricted or no header's name, or <paramref name="value"/> is outside its bounds.</exception>
    public static ChatOptions WithHeader(this ChatOptions options, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        RequestBounds.CheckHeader(name, value, nameof(name));
        return Set(options, AgentCorePropertyNames.HeaderPrefix + name, value);
    }

    private static ChatOptions Set(ChatOptions options, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[key] = value;
        return options;
    }
}
