using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using ChatFinishReason = OpenAI.Chat.ChatFinishReason;
using ChatMessage = OpenAI.Chat.ChatMessage;

namespace AgentCore.Extensions.AI.AspNetCore.Tests;

/// <summary>OpenAI's own client for .NET against the endpoints.</summary>
public sealed class OpenAISdkTests
{
    [Fact]
    public async Task A_completion_has_its_text_usage_and_reason()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(_ => ScriptedChatClient.Updates(
        [
            ScriptedChatClient.Update(new TextContent("6 x 7 ")),
            ScriptedChatClient.Update(new TextContent("is 42."), new UsageContent(new UsageDetails { InputTokenCount = 3, OutputTokenCount = 4, CachedInputTokenCount = 2, ReasoningTokenCount = 1 })),
        ])));

        ChatCompletion completion = await Chat(gateway).CompleteChatAsync("What is 6 x 7?");

        completion.Content.Should().ContainSingle().Which.Text.Should().Be("6 x 7 is 42.");
        completion.FinishReason.Should().Be(ChatFinishReason.Stop);
        completion.Model.Should().Be("agent");
        completion.Usage.TotalTokenCount.Should().Be(7);
        completion.Usage.InputTokenDetails.CachedTokenCount.Should().Be(2);
        completion.Usage.OutputTokenDetails.ReasoningTokenCount.Should().Be(1);
        completion.CreatedAt.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_completion_without_usage_is_read_too()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("Hi"));

        ChatCompletion completion = await Chat(gateway).CompleteChatAsync("Hi");

        completion.Usage.Should().BeNull();
        completion.Content[0].Text.Should().Be("Hi");
    }

    [Fact]
    public async Task A_stream_has_its_text_usage_and_one_reason()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(_ => ScriptedChatClient.Updates(
        [
            ScriptedChatClient.Update(new TextReasoningContent("Hm.")),
            ScriptedChatClient.Update(new TextContent("6 x 7 ")),
            ScriptedChatClient.Update(new TextContent("is 42."), new UsageContent(new UsageDetails { InputTokenCount = 3, OutputTokenCount = 4 })),
        ])));

        List<StreamingChatCompletionUpdate> updates = await Chat(gateway).CompleteChatStreamingAsync("What is 6 x 7?").CollectAsync();

        string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)).Should().Be("6 x 7 is 42.");
        updates.Select(update => update.FinishReason).Where(reason => reason is not null).Should().Equal(ChatFinishReason.Stop);
        updates.Select(update => update.Usage).OfType<ChatTokenUsage>().Should().ContainSingle().Which.TotalTokenCount.Should().Be(7);
        updates.Select(update => update.CompletionId).Distinct().Should().ContainSingle();
        updates.Select(update => update.Role).Where(role => role is not null).Should().Equal(ChatMessageRole.Assistant);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_makes_its_round_trip(bool streamed)
    {
        ScriptedChatClient client = new(call => call.Messages[^1].Contents is [FunctionResultContent result]
            ? ScriptedChatClient.Texts([$"It is {result.Result}."])
            : ScriptedChatClient.Updates([ScriptedChatClient.Update(new FunctionCallContent("c1", "get_weather", new Dictionary<string, object?> { ["city"] = "Paris" }))]));
        await using Gateway gateway = await Gateway.StartAsync(client, model: (id, inner) => new OpenAIChatModel(id, inner) { AcceptsClientTools = true });
        ChatCompletionOptions options = new()
        {
            Tools = { ChatTool.CreateFunctionTool("get_weather", "Weather.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}""")) },
        };
        List<ChatMessage> messages = [new UserChatMessage("Weather in Paris?")];

        ChatToolCall toolCall;
        if (streamed)
        {
            List<StreamingChatCompletionUpdate> updates = await Chat(gateway).CompleteChatStreamingAsync(messages, options).CollectAsync();
            updates.Select(update => update.FinishReason).Where(reason => reason is not null).Should().Equal(ChatFinishReason.ToolCalls);
            StreamingChatToolCallUpdate update = updates.SelectMany(item => item.ToolCallUpdates).Should().ContainSingle().Subject;
            toolCall = ChatToolCall.CreateFunctionToolCall(update.ToolCallId, update.FunctionName, update.FunctionArgumentsUpdate);
        }
        else
        {
            ChatCompletion completion = await Chat(gateway).CompleteChatAsync(messages, options);
            completion.FinishReason.Should().Be(ChatFinishReason.ToolCalls);
            toolCall = completion.ToolCalls.Should().ContainSingle().Subject;
        }

        (toolCall.Id, toolCall.FunctionName, toolCall.FunctionArguments.ToString()).Should().Be(("c1", "get_weather", """{"city":"Paris"}"""));
        messages.Add(new AssistantChatMessage([toolCall]));
        messages.Add(new ToolChatMessage("c1", "18C"));
        ChatCompletion answer = await Chat(gateway).CompleteChatAsync(messages, options);
        answer.Content[0].Text.Should().Be("It is 18C.");
    }

    [Fact]
    public async Task A_picture_and_a_schema_arrive()
    {
        ScriptedChatClient client = new("{}");
        await using Gateway gateway = await Gateway.StartAsync(client);

        await Chat(gateway).CompleteChatAsync(
            [new UserChatMessage(ChatMessageContentPart.CreateTextPart("What?"), ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes([1, 2, 3]), "image/png"))],
            new ChatCompletionOptions { ResponseFormat = OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat("answer", BinaryData.FromString("""{"type":"object"}""")) });

        client.Call.Messages.Single().Contents[1].Should().BeOfType<DataContent>().Which.Data.ToArray().Should().Equal(1, 2, 3);
        client.Call.Options.ResponseFormat.Should().BeOfType<ChatResponseFormatJson>().Which.SchemaName.Should().Be("answer");
    }

    [Fact]
    public async Task Errors_have_their_status_and_words_and_are_resent_no_more_than_the_docs_say()
    {
        ScriptedChatClient client = new(_ => ScriptedChatClient.Failing(new AgentCoreException("inside")));
        await using Gateway gateway = await Gateway.StartAsync(client);

        ClientResultException failed = (await FluentActions.Awaiting(() => Chat(gateway).CompleteChatAsync("Hi")).Should().ThrowAsync<ClientResultException>()).Which;
        ClientResultException unknown = (await FluentActions.Awaiting(() => Chat(gateway, "gpt-4o").CompleteChatAsync("Hi")).Should().ThrowAsync<ClientResultException>()).Which;

        failed.Status.Should().Be(502);
        failed.Message.Should().Contain("The agent failed before its answer was complete.").And.NotContain("inside");
        unknown.Status.Should().Be(404);
        unknown.Message.Should().Contain("model_not_found");
        client.Calls.Should().ContainSingle("with ClientRetryPolicy(0)");
    }

    [Fact]
    public async Task A_failure_in_mid_stream_does_not_look_like_an_end()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(_ => ScriptedChatClient.Failing(new AgentCoreException("inside"), "Hel", "lo")));
        StringBuilder text = new();

        Exception? end = await Record.ExceptionAsync(async () =>
        {
            await foreach (StreamingChatCompletionUpdate update in Chat(gateway).CompleteChatStreamingAsync("Hi"))
            {
                text.Append(string.Concat(update.ContentUpdate.Select(part => part.Text)));
            }
        });

        text.ToString().Should().Be("Hello");
        end.Should().NotBeNull();
    }

    [Fact]
    public async Task Models_are_listed()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));
        OpenAIModelClient models = new(new ApiKeyCredential(Planted.ApiKey), Options(gateway));

        OpenAIModelCollection list = await models.GetModelsAsync();
        OpenAIModel model = await models.GetModelAsync("agent");

        list.Should().ContainSingle().Which.Id.Should().Be("agent");
        model.OwnedBy.Should().Be("agentcore");
    }

    private static ChatClient Chat(Gateway gateway, string model = "agent") => new(model, new ApiKeyCredential(Planted.ApiKey), Options(gateway));

    private static OpenAIClientOptions Options(Gateway gateway) => new()
    {
        Endpoint = new Uri(gateway.Address, "v1"),
        RetryPolicy = new ClientRetryPolicy(0),
    };
}
