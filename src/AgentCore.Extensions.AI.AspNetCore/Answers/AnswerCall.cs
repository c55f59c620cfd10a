using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Answers;

/// <summary>A call of a model, ready to be made; its updates come one after the other.</summary>
internal sealed class AnswerCall(OpenAIChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions options)
{
    /// <summary>Gets whether an update has come: the call was sent then.</summary>
    public bool HasBegun { get; private set; }

    public OpenAIChatModel Model => model;

    public async IAsyncEnumerable<ChatResponseUpdate> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ChatResponseUpdate update in model.Client.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            HasBegun = true;
            yield return update;
        }
    }
}
