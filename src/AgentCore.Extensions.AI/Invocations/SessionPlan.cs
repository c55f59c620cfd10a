using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Invocations;

/// <summary>Which session a call belongs to, how the caller hears of it, and whether the agent in it knows the earlier messages.</summary>
/// <param name="RuntimeSessionId">The session.</param>
/// <param name="ConversationId">What the response has as <see cref="ChatResponse.ConversationId"/>; <see langword="null"/> for a fresh session, which a cache would otherwise hand to the next user.</param>
/// <param name="IsFresh">Whether the session was made for this call.</param>
/// <param name="Trims">Whether only what follows the last assistant message is sent.</param>
internal readonly record struct SessionPlan(string RuntimeSessionId, string? ConversationId, bool IsFresh, bool Trims)
{
    /// <summary>Plans a call's session.</summary>
    /// <param name="options">The call's options.</param>
    /// <param name="requested">The session that a request of the caller's making names.</param>
    /// <param name="defaultHistory">Which messages are sent where the call does not say.</param>
    /// <exception cref="ArgumentException">The caller names no session's id, or two sessions.</exception>
    public static SessionPlan Make(ChatOptions? options, string? requested, AgentCoreHistory defaultHistory)
    {
        string? conversation = CallProperties.ConversationId(options);
        string? session = CallProperties.RuntimeSessionId(options);
        if (requested is not null)
        {
            RequestBounds.CheckSessionId(requested, nameof(AgentRuntimeRequest.RuntimeSessionId));
            ThrowIfDifferent("RuntimeSessionId of the RawRepresentationFactory's request", requested, "AdditionalProperties[\"runtimeSessionId\"]", session);
            session = requested;
        }

        ThrowIfDifferent("ConversationId", conversation, "runtimeSessionId", session);
        string? named = conversation ?? session;
        bool trims = (CallProperties.History(options) ?? defaultHistory) switch
        {
            AgentCoreHistory.New => true,
            AgentCoreHistory.Full => false,

            // Who gives a ConversationId sends only what is new; who gives the session's id alone resends the whole.
            _ => conversation is null && session is not null,
        };

        return new SessionPlan(named ?? AI.RuntimeSessionId.New(), named, named is null, trims);
    }

    private static void ThrowIfDifferent(string firstName, string? first, string secondName, string? second)
    {
        if (first is not null && second is not null && first != second)
        {
            throw new ArgumentException(
                $"{firstName} and {secondName} name different sessions: '{first}' and '{second}'. Give one of them, or the same id as both.", "options");
        }
    }
}
