using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Invocations;

/// <summary>
/// Tells the pipeline, before any cache sees the call, which session, runtime and endpoint it belongs to.
/// It changes requests only: a response's session, taken from a cache, may be another user's.
/// </summary>
internal sealed class AgentCoreSessionsChatClient : DelegatingChatClient
{
    private readonly AgentCoreChatClient _agent;
    private readonly AgentCoreSessionsOptions _options;

    public AgentCoreSessionsChatClient(IChatClient innerClient, AgentCoreSessionsOptions options)
        : base(innerClient)
    {
        _agent = innerClient.GetService<AgentCoreChatClient>()
            ?? throw new InvalidOperationException("UseAgentCoreSessions needs an AgentCoreChatClient at the inner end of its pipeline, and there is none.");
        _options = options;
    }

    public bool BeginsSessions => _options.BeginSessions;

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        (messages, options) = Prepare(messages, options);
        return base.GetResponseAsync(messages, options, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        (messages, options) = Prepare(messages, options);
        return base.GetStreamingResponseAsync(messages, options, cancellationToken);
    }

    private (IEnumerable<ChatMessage> Messages, ChatOptions Options) Prepare(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        AgentRuntimeRequest target = _agent.FindTarget(options);
        SessionPlan session = SessionPlan.Make(options, target.RuntimeSessionId, _agent.History);

        options = options?.Clone() ?? new ChatOptions();
        AdditionalPropertiesDictionary properties = options.AdditionalProperties ??= [];
        Set(properties, AgentCorePropertyNames.AgentRuntimeArn, target.AgentRuntimeArn);
        Set(properties, AgentCorePropertyNames.Qualifier, target.Qualifier);
        Set(properties, AgentCorePropertyNames.RuntimeUserId, target.RuntimeUserId);

        if (session.ConversationId is not null)
        {
            properties.Remove(AgentCorePropertyNames.RuntimeSessionId);
            options.ConversationId = session.ConversationId;
        }
        else if (_options.BeginSessions)
        {
            // The new session knows nothing yet, whatever the client is told to do with histories.
            options.ConversationId = session.RuntimeSessionId;
            properties[AgentCorePropertyNames.History] = "full";
            return (messages, options);
        }

        // A request of the caller's that has its payload is sent as it is.
        return (session.Trims && target.Payload is null ? MessageHistory.Trim([.. messages]) : messages, options);
    }

    // What the caller's own request says of these is hidden from caches, which look at properties alone.
    private static void Set(AdditionalPropertiesDictionary properties, string key, string? value)
    {
        if (value is not null)
        {
            properties[key] = value;
        }
    }
}
