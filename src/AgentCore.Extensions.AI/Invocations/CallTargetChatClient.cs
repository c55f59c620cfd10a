using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Invocations;

/// <summary>
/// Outermost in every registered pipeline: writes into the request whom it is for, since a cache looks at requests alone
/// and would give one agent's answer for another's wherever it sits. The agent never sees it.
/// </summary>
internal sealed class CallTargetChatClient(IChatClient innerClient, AgentCoreChatClient agent) : DelegatingChatClient(innerClient)
{
    /// <summary>The key of <see cref="ChatOptions.AdditionalProperties"/> that it writes, and nobody reads.</summary>
    private const string Key = "agentCoreTarget";

    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages, WithTarget(options), cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, WithTarget(options), cancellationToken);

    private ChatOptions WithTarget(ChatOptions? options)
    {
        AgentRuntimeRequest target = agent.FindTarget(options);
        options = options?.Clone() ?? new ChatOptions();
        (options.AdditionalProperties ??= [])[Key] = string.Join('\n', target.AgentRuntimeArn, target.Qualifier, target.RuntimeUserId, target.RuntimeSessionId);
        return options;
    }
}
