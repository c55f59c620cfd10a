using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace MultipleAgents;

/// <summary>
/// Picks the agent for each question, by words in it; a model could do that as well. To the application it is one agent, and each answer
/// says in its author's name who gave it. One session id serves all: each agent has a session under it, with its own part of the conversation.
/// </summary>
internal sealed class RouterChatClient(IServiceProvider services, RouterOptions options) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatMessage[] all = [.. messages];
        string name = Choose(all.Last(message => message.Role == ChatRole.User).Text);
        await foreach (ChatResponseUpdate update in services.GetRequiredKeyedService<IChatClient>(name).GetStreamingResponseAsync(all, options, cancellationToken))
        {
            // The first update belongs to the response and to no message.
            if (update.Role is not null)
            {
                update.AuthorName = name;
            }

            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The agents belong to the container.
    }

    private string Choose(string question) =>
        options.Words.FirstOrDefault(word => question.Contains(word.Key, StringComparison.OrdinalIgnoreCase)).Value ?? options.Default;
}
