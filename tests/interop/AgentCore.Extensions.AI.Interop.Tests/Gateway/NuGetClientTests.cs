using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>NuGet's <c>OpenAI</c> against the gateway's own agents.</summary>
public sealed class NuGetClientTests(DemonstrationGateway gateway) : IClassFixture<DemonstrationGateway>
{
    private static readonly byte[] s_png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_completion_is_whole_and_hides_the_tool_that_the_agent_ran()
    {
        ChatCompletion completion = await Client("local-agent").CompleteChatAsync("What is 6 x 7?");

        completion.FinishReason.Should().Be(ChatFinishReason.Stop);
        string.Concat(completion.Content.Select(part => part.Text)).Should().Contain("6 x 7 is 42.");
        completion.ToolCalls.Should().BeEmpty();
        completion.Usage.TotalTokenCount.Should().Be(23);
    }

    [Fact]
    public async Task A_stream_comes_in_pieces_with_its_usage()
    {
        List<StreamingChatCompletionUpdate> updates = [];
        await foreach (StreamingChatCompletionUpdate update in Client("local-agent").CompleteChatStreamingAsync("What is 6 x 7?"))
        {
            updates.Add(update);
        }

        string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)).Should().Contain("6 x 7 is 42.");
        updates.Count(update => update.ContentUpdate.Count > 0).Should().BeGreaterThan(3);
        updates.Select(update => update.FinishReason).OfType<ChatFinishReason>().Should().Equal(ChatFinishReason.Stop);
        updates.Select(update => update.Usage).OfType<ChatTokenUsage>().Should().ContainSingle().Which.TotalTokenCount.Should().Be(23);
        updates.Should().OnlyContain(update => update.ToolCallUpdates.Count == 0);
    }

    [Fact]
    public async Task An_image_reaches_the_agent()
    {
        ChatCompletion completion = await Client("local-agent").CompleteChatAsync(new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("What is this?"),
            ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(s_png), "image/png")));

        completion.Content[0].Text.Should().Contain($"a png of {s_png.Length} bytes");
    }

    [Fact]
    public async Task A_tool_of_the_callers_goes_there_and_back()
    {
        ChatTool tool = ChatTool.CreateFunctionTool(
            "get_weather", functionParameters: BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));
        List<ChatMessage> messages = [new UserChatMessage("What is the weather in Oslo?")];
        ChatCompletion asked = await Client("local-tools").CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { tool } });

        asked.FinishReason.Should().Be(ChatFinishReason.ToolCalls);
        ChatToolCall call = asked.ToolCalls.Should().ContainSingle().Subject;
        call.FunctionName.Should().Be("get_weather");
        call.FunctionArguments.ToString().Should().Be("""{"city":"Oslo"}""");

        messages.AddRange([new AssistantChatMessage(asked), new ToolChatMessage(call.Id, "rain")]);
        ChatCompletion answer = await Client("local-tools").CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { tool } });
        answer.Content[0].Text.Should().Be("Your tool says: rain");
    }

    [Fact]
    public async Task A_conversation_without_a_session_keeps_its_context()
    {
        List<ChatMessage> messages = [];
        string answer = "";
        foreach (string question in (string[])["Hello! My name is Ada.", "What is 6 x 7?", "What is my name?"])
        {
            messages.Add(new UserChatMessage(question));
            ChatCompletion completion = await Client("local-agent").CompleteChatAsync(messages);
            answer = completion.Content[0].Text;
            messages.Add(new AssistantChatMessage(completion));
        }

        answer.Should().StartWith("Your name is Ada; you told me in this session, 3 turns long by now.");
    }

    [Fact]
    public async Task In_a_session_the_agent_remembers_by_itself()
    {
        OpenAIClientOptions options = Options();
        options.AddPolicy(new SessionHeader(), PipelinePosition.PerCall);
        ChatClient client = new("local-agent", new ApiKeyCredential(gateway.Key), options);
        await client.CompleteChatAsync("Hello! My name is Ada.");

        ChatCompletion completion = await client.CompleteChatAsync("What is my name?");

        completion.Content[0].Text.Should().StartWith("Your name is Ada; you told me in this session, 2 turns long by now.");
    }

    [Fact]
    public async Task The_models_are_listed_and_found()
    {
        OpenAIModelClient client = new(new ApiKeyCredential(gateway.Key), Options());

        OpenAIModelCollection models = await client.GetModelsAsync();
        models.Select(model => model.Id).Should().BeEquivalentTo("local-agent", "local-tools");
        (await client.GetModelAsync("local-tools")).Value.OwnedBy.Should().NotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("sk-wrong", "local-agent", 401, "invalid_api_key")]
    [InlineData(null, "gpt-4o", 404, "model_not_found")]
    public async Task A_refusal_tells_its_code(string? key, string model, int status, string code)
    {
        ChatClient client = new(model, new ApiKeyCredential(key ?? gateway.Key), Options());

        ClientResultException exception = (await FluentActions.Awaiting(() => client.CompleteChatAsync("Hello")).Should().ThrowAsync<ClientResultException>()).Which;

        exception.Status.Should().Be(status);
        exception.Message.Should().Contain(code);
    }

    private ChatClient Client(string model) => new(model, new ApiKeyCredential(gateway.Key), Options());

    private OpenAIClientOptions Options() => new() { Endpoint = gateway.Address, RetryPolicy = new ClientRetryPolicy(0) };

    /// <summary>Names one session in all calls, as an application does for each of its conversations.</summary>
    private sealed class SessionHeader : PipelinePolicy
    {
        private readonly string _session = Guid.NewGuid().ToString("N");

        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set("x-litellm-session-id", _session);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set("x-litellm-session-id", _session);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }
}
