using AgentCore.Extensions.AI.Load;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Benchmarks;

internal static class ChatClientExtensions
{
    /// <summary>Reads a whole streamed answer.</summary>
    public static async Task<int> CountAsync(this IChatClient client)
    {
        int contents = 0;
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hi").ConfigureAwait(false))
        {
            contents += update.Contents.Count;
        }

        return contents >= Answers.Tokens - 1 ? contents : throw new InvalidOperationException($"{client.GetType()} read {contents} contents of {Answers.Tokens}.");
    }
}
