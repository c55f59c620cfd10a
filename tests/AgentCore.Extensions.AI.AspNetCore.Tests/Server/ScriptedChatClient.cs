using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Server;

/// <summary>A client that keeps what it is asked and answers with what the test says.</summary>
internal sealed class ScriptedChatClient(Func<ScriptedCall, IAsyncEnumerable<ChatResponseUpdate>> answer) : IChatClient
{
    private readonly ConcurrentQueue<ScriptedCall> _calls = new();

    public ScriptedChatClient(params string[] texts)
        : this(call => Texts(texts, call.CancellationToken))
    {
    }

    public IReadOnlyList<ScriptedCall> Calls => [.. _calls];

    public ScriptedCall Call => _calls.Should().ContainSingle().Subject;

    public static ChatResponseUpdate Update(params AIContent[] contents) => new(ChatRole.Assistant, contents);

    public static async IAsyncEnumerable<ChatResponseUpdate> Updates(
        IEnumerable<ChatResponseUpdate> updates, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ChatResponseUpdate update in updates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
        }

        await Task.CompletedTask;
    }

    public static IAsyncEnumerable<ChatResponseUpdate> Texts(IEnumerable<string> texts, CancellationToken cancellationToken = default) =>
        Updates(texts.Select(text => Update(new TextContent(text))), cancellationToken);

    /// <summary>Gives the texts, then fails.</summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> Failing(Exception exception, params string[] texts)
    {
        foreach (string text in texts)
        {
            yield return Update(new TextContent(text));
        }

        await Task.Yield();
        throw exception;
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ScriptedCall call = new([.. messages], options ?? new ChatOptions(), cancellationToken);
        _calls.Enqueue(call);
        return answer(call);
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("There is one path, and it is the streaming one.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
