using System.Text.Json;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

/// <summary>Agents on sockets, and pipelines around clients of them.</summary>
internal static class PipelineAgents
{
    /// <summary>An agent whose answer tells its own name, the session and the prompt, so that a mix-up shows.</summary>
    public static Task<FakeAgentRuntime> StartEchoAsync(string name) => FakeAgentRuntime.StartAsync(call => call.StreamAsync(
        "text/event-stream",
        $"data: {JsonSerializer.Serialize($"{name}|{call.Request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id")}|")}\n\n",
        $"data: {JsonDocument.Parse(call.Request.Body).RootElement.GetProperty("prompt").GetRawText()}\n\n"));

    /// <summary>A pipeline around a client of the agent, resolved from a container as applications do.</summary>
    public static IChatClient Pipeline(
        this FakeAgentRuntime agent, Func<ChatClientBuilder, ChatClientBuilder> pipeline, Action<IServiceCollection>? services = null)
    {
        ServiceCollection collection = new();
        services?.Invoke(collection);
        pipeline(collection.AddAgentCoreChatClient(agent.Address.ToString()));
        return collection.BuildServiceProvider().GetRequiredService<IChatClient>();
    }

    /// <summary>Asks streamed or not; what comes must not depend on it.</summary>
    public static async Task<ChatResponse> AskAsync(
        this IChatClient client, bool streamed, IEnumerable<ChatMessage> messages, ChatOptions? options = null) => streamed
            ? (await client.GetStreamingResponseAsync(messages, options).CollectAsync()).ToChatResponse()
            : await client.GetResponseAsync(messages, options);

    public static Task<ChatResponse> AskAsync(this IChatClient client, bool streamed, string text, ChatOptions? options = null) =>
        client.AskAsync(streamed, [new ChatMessage(ChatRole.User, text)], options);
}
