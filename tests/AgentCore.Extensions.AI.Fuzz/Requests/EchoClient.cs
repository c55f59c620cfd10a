using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AgentCore.Extensions.AI.Fuzz.Responses;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Fuzz.Requests;

/// <summary>
/// A model that says what an agent would mean with the bytes of the last message, so that a caller chooses the answer that is written too.
/// What no agent may say is answered with a plain text: a stream that fails waits for its client to read, and thousands of runs can't.
/// </summary>
internal sealed class EchoClient : IChatClient
{
    // Those of the recorded answers: what a caller does not offer is the agent's own, and not told.
    private static readonly string[] s_tools = ["stock", "add", "find_ferry", "f", "count", "convert", "read_log", "measure"];

    private readonly ScriptedRuntime _runtime = new();
    private readonly AgentCoreChatClient _agent;

    public EchoClient() => _agent = new AgentCoreChatClient(_runtime, new AgentCoreChatClientOptions { AgentRuntimeArn = "echo" });

    public int Calls { get; set; }

    /// <summary>Makes the request whose answer is a recorded one.</summary>
    public static byte[] Ask(byte[] recording, int index) =>
    [
        .. "content-type: application/json\n\n"u8,
        .. JsonSerializer.SerializeToUtf8Bytes(new
        {
            model = "echo",
            stream = index % 2 == 0,
            tools = s_tools.Select(name => new { type = "function", function = new { name } }),
            messages = new[] { new { role = "user", content = Encoding.UTF8.GetString(ResponseInput.Read([.. new byte[ResponseInput.OptionsLength], .. recording]).Body) } },
        }),
    ];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Calls++;
        byte[] body = Encoding.UTF8.GetBytes(messages.Last().Text);
        _runtime.AnswerWith(_ => new AgentRuntimeResponse(new MemoryStream(body)) { ContentType = "text/event-stream" });
        List<ChatResponseUpdate> updates = [];
        try
        {
            await foreach (ChatResponseUpdate update in _agent.GetStreamingResponseAsync("hi", cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                // Among the tools that a caller offers to run may be the agent's.
                foreach (FunctionCallContent call in update.Contents.OfType<FunctionCallContent>())
                {
                    call.InformationalOnly = false;
                }

                updates.Add(update);
            }
        }
        catch (AgentCoreException)
        {
            updates = [new ChatResponseUpdate(ChatRole.Assistant, "It failed.")];
        }

        foreach (ChatResponseUpdate update in updates)
        {
            yield return update;
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => _agent.Dispose();
}
