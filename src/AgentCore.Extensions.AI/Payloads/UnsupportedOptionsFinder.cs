using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Finds what a call asks for and its payload can't carry: the agent chooses its model, its settings and its tools.</summary>
internal static class UnsupportedOptionsFinder
{
    /// <summary>Gives the names of the options that would be lost.</summary>
    public static IEnumerable<string> Find(AgentCorePayloadOptions options, ChatOptions? chatOptions) =>
        // A factory sees all options and is trusted to carry what matters of them.
        chatOptions is null || options.Factory is not null
            ? []
            : Candidates(chatOptions).Where(candidate => candidate.IsAsked).Select(candidate => candidate.Name);

    /// <summary>Refuses a call that requires a tool: an answer without one would look right and be wrong.</summary>
    /// <exception cref="NotSupportedException">The tool mode is a required one.</exception>
    public static void ThrowIfToolRequired(ChatOptions? chatOptions)
    {
        if (chatOptions?.ToolMode is RequiredChatToolMode)
        {
            throw new NotSupportedException(
                "ChatOptions.ToolMode requires a tool to be called, but tools can't be offered to an agent on AgentCore Runtime: it runs its own. Use ChatToolMode.Auto.");
        }
    }

    private static IEnumerable<(string Name, bool IsAsked)> Candidates(ChatOptions options) =>
    [
        (nameof(options.AllowMultipleToolCalls), options.AllowMultipleToolCalls is not null),
        (nameof(options.FrequencyPenalty), options.FrequencyPenalty is not null),
        (nameof(options.MaxOutputTokens), options.MaxOutputTokens is not null),
        // A model name in the form of a route says which agent is called.
        (nameof(options.ModelId), options.ModelId is { Length: > 0 } modelId && !AgentRuntimeAddress.IsRoute(modelId)),
        (nameof(options.PresencePenalty), options.PresencePenalty is not null),
        (nameof(options.Reasoning), options.Reasoning is not null),
        (nameof(options.Seed), options.Seed is not null),
        (nameof(options.StopSequences), options.StopSequences is { Count: > 0 }),
        (nameof(options.Temperature), options.Temperature is not null),
        (nameof(options.ToolMode), options.ToolMode is NoneChatToolMode),
        (nameof(options.Tools), options.Tools is { Count: > 0 }),
        (nameof(options.TopK), options.TopK is not null),
        (nameof(options.TopP), options.TopP is not null),
    ];
}
