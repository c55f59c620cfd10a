using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

/// <summary>The client as Semantic Kernel's chat completion service, which resends its history and never sets a ConversationId.</summary>
public sealed class SemanticKernelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_history_without_a_session_is_sent_whole(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");

        string text = await AskAsync(agent, streamed, settings: null);

        text.Should().EndWith("|<system>Be brief.</system>\n<user>My name is Ada.</user>\n<assistant>Hello Ada.</assistant>\n\nWhat is my name?");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_comes_through_the_execution_settings_and_only_the_new_is_sent(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");

        string text = await AskAsync(agent, streamed, new PromptExecutionSettings
        {
            ModelId = "gpt-4o",
            ExtensionData = new Dictionary<string, object> { ["runtimeSessionId"] = Calls.SessionA, ["qualifier"] = "production" },
        });

        text.Should().Be($"A|{Calls.SessionA}|<system>Be brief.</system>\n\nWhat is my name?");
        agent.Requests.Should().ContainSingle();
    }

    private static async Task<string> AskAsync(FakeAgentRuntime agent, bool streamed, PromptExecutionSettings? settings)
    {
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseAgentCoreSessions());
        IChatCompletionService service = client.AsChatCompletionService();
        ChatHistory history = new("Be brief.");
        history.AddUserMessage("My name is Ada.");
        history.AddAssistantMessage("Hello Ada.");
        history.AddUserMessage("What is my name?");
        if (!streamed)
        {
            return (await service.GetChatMessageContentAsync(history, settings)).Content!;
        }

        List<StreamingChatMessageContent> pieces = await service.GetStreamingChatMessageContentsAsync(history, settings).CollectAsync();
        return string.Concat(pieces.Select(piece => piece.Content));
    }
}
