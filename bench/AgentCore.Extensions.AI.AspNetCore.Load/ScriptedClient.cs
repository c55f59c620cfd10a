using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Load;

/// <summary>A client whose own cost is next to nothing.</summary>
internal sealed class ScriptedClient(Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> answer) : IChatClient
{
    public const int BurstLength = 100_000;

    private static readonly ChatResponseUpdate s_token = new(ChatRole.Assistant, "token ");

    private static readonly ChatResponseUpdate s_whole = new(
        ChatRole.Assistant,
        [new TextContent("Hello there, how can I help?"), new UsageContent(new UsageDetails { InputTokenCount = 3, OutputTokenCount = 4, TotalTokenCount = 7 })]);

    /// <summary>One short answer, there at once.</summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> Fast([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return s_whole;
        await Task.CompletedTask;
    }

    /// <summary>Many words, all there at once.</summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> Burst([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < BurstLength; i++)
        {
            yield return s_token;
        }

        await Task.CompletedTask;
    }

    /// <summary>A word now and then, for a quarter of a minute.</summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> Slow([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < 60; i++)
        {
            yield return s_token;
            await Task.Delay(250, cancellationToken);
        }
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => answer(cancellationToken);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
