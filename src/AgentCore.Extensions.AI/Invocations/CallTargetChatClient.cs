using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Invocations;

/// <summary>
/// Outermost in every registered pipeline: writes into the request whom it is for, since a cache looks at requests alone
/// and would give one agent's answer for another's wherever it sits. The agent never sees it.
/// </summary>
internal sealed class CallTargetChatClient : DelegatingChatClient
{
    /// <summary>The key of <see cref="ChatOptions.AdditionalProperties"/> that it writes, and nobody reads.</summary>
    private const string Key = "agentCoreTarget";

    private readonly AgentCoreChatClient _agent;

    public CallTargetChatClient(IChatClient innerClient, AgentCoreChatClient agent)
        : base(innerClient)
    {
        _agent = agent;

        // A step finds what is inside of it, so a cache that the step with the sessions does not find sits outside.
        if (innerClient.GetService<CachingChatClient>() is { } cache
            && innerClient.GetService<AgentCoreSessionsChatClient>() is { BeginsSessions: true } sessions
            && sessions.GetService<CachingChatClient>() != cache)
        {
            throw new InvalidOperationException(
                "A cache sits outside of UseAgentCoreSessions with BeginSessions: it would keep a new session's id with the answer and hand it to the next user. Call UseAgentCoreSessions before UseDistributedCache.");
        }
    }

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, WithTarget(options), cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, WithTarget(options), cancellationToken);

    private ChatOptions WithTarget(ChatOptions? options)
    {
        AgentRuntimeRequest target = _agent.FindTarget(options);
        options = options?.Clone() ?? new ChatOptions();
        (options.AdditionalProperties ??= [])[Key] = string.Join('\n', target.AgentRuntimeArn, target.Qualifier, target.RuntimeUserId, target.RuntimeSessionId);
        return options;
    }
}
