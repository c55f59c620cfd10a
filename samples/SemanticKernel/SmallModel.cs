using Microsoft.Extensions.AI;

namespace SemanticKernelSample;

/// <summary>
/// Stands where a model with tools would, so that the sample runs without one: it gives each question to the tool that it is offered,
/// and says what came of it. Put any other <see cref="IChatClient"/> in its place.
/// </summary>
internal sealed class SmallModel : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage last = messages.Last();
        AIContent answer = last.Contents.OfType<FunctionResultContent>().FirstOrDefault() is { } result
            ? new TextContent($"I asked the agent: {result.Result}")
            : options?.Tools?.FirstOrDefault() is { } tool
                ? new FunctionCallContent("call_1", tool.Name, new Dictionary<string, object?> { ["question"] = last.Text })
                : new TextContent("I have nobody to ask.");
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [answer])));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ChatResponseUpdate update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
