using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace OpenAIGateway.Load;

/// <summary>An agent that costs next to nothing, so that what is measured is what stands before it.</summary>
internal sealed class ScriptedAgent(int chunks, TimeSpan pause) : IChatClient
{
    public const string Text = "token ";

    private static readonly ChatResponseUpdate s_text = new(ChatRole.Assistant, Text);
    private static readonly ChatResponseUpdate s_last = new(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 5, OutputTokenCount = 7, TotalTokenCount = 12 })])
    {
        FinishReason = ChatFinishReason.Stop,
    };

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < chunks; i++)
        {
            yield return s_text;
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, cancellationToken);
            }
        }

        yield return s_last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
