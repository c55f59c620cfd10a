using System.Runtime.CompilerServices;
using AgentCore.Extensions.AI;
using Microsoft.Extensions.AI;

namespace WebChat;

/// <summary>Turns the agent's updates into events for the page.</summary>
internal static partial class ChatEvents
{
    public static async IAsyncEnumerable<ChatEvent> AskAsync(
        IChatClient agent, string question, string session, ILogger logger, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<ChatResponseUpdate> updates = agent
            .GetStreamingResponseAsync(question, new ChatOptions { ConversationId = session }, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            ChatEvent.Failed? failure = null;
            try
            {
                if (!await updates.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (AgentCoreException exception)
            {
                LogFailed(logger, exception.ErrorCode, exception.RequestId, exception);
                failure = new ChatEvent.Failed(exception.Message, exception.IsSafeToRetry);
            }

            if (failure is not null)
            {
                yield return failure;
                yield break;
            }

            foreach (ChatEvent happening in updates.Current.Contents.Select(ToEvent).OfType<ChatEvent>())
            {
                yield return happening;
            }
        }
    }

    private static ChatEvent? ToEvent(AIContent content) => content switch
    {
        TextContent text => new ChatEvent.Text(text.Text),
        TextReasoningContent reasoning => new ChatEvent.Reasoning(reasoning.Text),
        FunctionCallContent call => new ChatEvent.ToolCall(call.CallId, call.Name, string.Join(", ", call.Arguments?.Select(argument => $"{argument.Key}: {argument.Value}") ?? [])),
        FunctionResultContent result => new ChatEvent.ToolResult(result.CallId, result.Result?.ToString() ?? string.Empty),
        UsageContent usage => new ChatEvent.Usage(usage.Details.InputTokenCount, usage.Details.OutputTokenCount),
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agent failed ({ErrorCode}, request {RequestId}).")]
    private static partial void LogFailed(ILogger logger, string? errorCode, string? requestId, Exception exception);
}
