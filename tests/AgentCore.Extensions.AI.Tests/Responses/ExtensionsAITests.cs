using System.Text.Json;
using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>A .NET agent may write what its own chat client gave, with the serialiser of its choice.</summary>
public sealed class ExtensionsAITests
{
    private static readonly JsonSerializerOptions s_camelCase = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    private static readonly ChatResponse s_response = new(
    [
        new(ChatRole.User, "How many?"),
        new(ChatRole.Assistant, [new TextReasoningContent("Hm.") { ProtectedData = "signed" }, new TextContent("I count. "), new FunctionCallContent("c1", "count", new Dictionary<string, object?> { ["what"] = "x" })]),
        new(ChatRole.Tool, [new FunctionResultContent("c1", "7")]),
        new(ChatRole.Assistant, [new TextContent("It is 7."), new DataContent("data:text/csv;base64,SGk=")]),
    ])
    {
        ModelId = "model-1",
        FinishReason = ChatFinishReason.Length,
        Usage = new() { InputTokenCount = 5, OutputTokenCount = 3, TotalTokenCount = 9, CachedInputTokenCount = 2, ReasoningTokenCount = 1 },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_whole_response_comes_through(bool camelCase) =>
        Check(await Ask.BodyAsync("application/json", JsonSerializer.Serialize(s_response, Options(camelCase))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Updates_come_through_one_by_one_and_in_one_list(bool camelCase)
    {
        ChatResponseUpdate[] updates = s_response.ToChatResponseUpdates();

        Check(await Ask.EventsAsync(updates.Select(update => JsonSerializer.Serialize(update, Options(camelCase)))));
        Check(await Ask.BodyAsync("application/json", JsonSerializer.Serialize(updates, Options(camelCase))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_among_the_contents_is_an_error(bool camelCase)
    {
        ChatResponseUpdate update = new(ChatRole.Assistant, [new TextContent("Hel"), new ErrorContent("no") { ErrorCode = "c" }]);

        Reading reading = await Ask.EventsAsync(JsonSerializer.Serialize(update, Options(camelCase)));

        reading.Text.Should().Be("Hel");
        reading.Error!.Message.Should().Be("The agent reported an error in its answer: no");
        reading.Error.ErrorCode.Should().Be("c");
    }

    private static JsonSerializerOptions Options(bool camelCase) => camelCase ? s_camelCase : JsonSerializerOptions.Default;

    private static void Check(Reading reading)
    {
        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().Be("I count. It is 7.");
        reading.Contents<TextReasoningContent>().Should().ContainSingle().Which.Should().BeEquivalentTo(new { Text = "Hm.", ProtectedData = "signed" });
        FunctionCallContent call = reading.Contents<FunctionCallContent>().Should().ContainSingle().Subject;
        (call.CallId, call.Name, call.Arguments!["what"]!.ToString()).Should().Be(("c1", "count", "x"));
        FunctionResultContent result = reading.Contents<FunctionResultContent>().Should().ContainSingle().Subject;
        (result.CallId, result.Result!.ToString()).Should().Be(("c1", "7"));
        reading.Contents<DataContent>().Should().ContainSingle().Which.Uri.Should().Be("data:text/csv;base64,SGk=");
        reading.Updates[^1].Should().BeEquivalentTo(new { ModelId = "model-1", FinishReason = ChatFinishReason.Length });
        reading.Contents<UsageContent>().Should().ContainSingle().Which.Details.Should().BeEquivalentTo(s_response.Usage);
    }
}
