using AgentCore.Extensions.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace LocalDevelopment;

/// <summary>The application. It knows nothing of where its agent runs: that is configuration.</summary>
internal static class App
{
    public static async Task RunAsync(string agentRuntime, string? qualifier = null)
    {
        ServiceCollection services = new();
        services.AddAgentCoreChatClient(agentRuntime, options => options.Qualifier = qualifier).UseAgentCoreSessions();
        await using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient agent = provider.GetRequiredService<IChatClient>();

        ChatOptions session = new() { ConversationId = RuntimeSessionId.New() };
        foreach (string question in new[] { "Who are you?", "My name is Ada." })
        {
            Console.Write($"   {question} -> ");
            await foreach (ChatResponseUpdate update in agent.GetStreamingResponseAsync(question, session))
            {
                Console.Write(update.Text);
            }

            Console.WriteLine();
        }
    }
}
