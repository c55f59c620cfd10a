using System.Text.Json;
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Settings_that_came_as_json_name_the_session_too(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        PromptExecutionSettings settings = JsonSerializer.Deserialize<PromptExecutionSettings>($$"""{"model_id":"gpt-4o","runtimeSessionId":"{{Calls.SessionA}}"}""")!;

        (await AskAsync(agent, streamed, settings)).Should().Be($"A|{Calls.SessionA}|<system>Be brief.</system>\n\nWhat is my name?");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_that_the_agent_ran_are_one_run_of_the_agent_for_a_kernel_that_runs_tools_itself(bool streamed)
    {
        int ran = 0;
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.StreamAsync("text/event-stream", FunctionInvocationTests.Stream));
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseAgentCoreSessions().UseFunctionInvocation());
        IChatCompletionService service = client.AsChatCompletionService();
        Kernel kernel = new();
        kernel.Plugins.AddFromFunctions("weather", [KernelFunctionFactory.CreateFromMethod((string city) => ++ran, "get_weather")]);
        PromptExecutionSettings settings = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        ChatHistory history = new();
        history.AddUserMessage("Weather in Paris?");

        string text = streamed
            ? string.Concat((await service.GetStreamingChatMessageContentsAsync(history, settings, kernel).CollectAsync()).Select(piece => piece.Content))
            : string.Concat((await service.GetChatMessageContentsAsync(history, settings, kernel)).Select(message => message.Content));

        text.Should().EndWith("It is 18C.");
        ran.Should().Be(0);
        agent.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_stream_reaches_the_kernel_while_the_agent_still_speaks()
    {
        TaskCompletionSource seen = new();
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.StreamAsync("text/event-stream", "data: \"first\"\n\n");
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await call.WriteAsync("data: \" second\"\n\n");
        });
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseAgentCoreSessions());
        string text = "";

        await foreach (StreamingChatMessageContent piece in client.AsChatCompletionService().GetStreamingChatMessageContentsAsync("hi"))
        {
            text += piece.Content;
            if (text == "first")
            {
                seen.TrySetResult();
            }
        }

        text.Should().Be("first second");
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
