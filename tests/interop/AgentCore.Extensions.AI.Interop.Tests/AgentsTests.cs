using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Interop.Tests;

/// <summary>Agents on AWS's hosting for TypeScript, read by the client: streamed and not, the caller gets the same.</summary>
public sealed class AgentsTests(AgentServer server) : IClassFixture<AgentServer>
{
    public static TheoryData<string, string, bool> Texts()
    {
        TheoryData<string, string, bool> data = [];
        foreach (bool streamed in new[] { false, true })
        {
            data.Add("string", "Grüße, plain \"text\".\nSecond line 🙂", streamed);
            data.Add("object", "Hello from an object.", streamed);
            data.Add("object-of-many-keys", """{"city":"Oslo","degrees":7}""", streamed);
            data.Add("converse", "Hello from Converse.", streamed);
            data.Add("nothing", "", streamed);
            data.Add("generator", "Hello,  wörld 🙂\nnew line", streamed);
            data.Add("generator-of-objects", "one two", streamed);
            data.Add("generator-of-converse", "Hello again", streamed);
            data.Add("empty-generator", "", streamed);
            data.Add("strands-text", "Good morning.", streamed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task The_text_is_what_the_agent_said(string prompt, string text, bool streamed)
    {
        ChatResponse response = await AskAsync(prompt, streamed);

        response.Text.Should().Be(text);
        response.FinishReason.Should().Be(ChatFinishReason.Stop);
    }

    [Theory]
    [InlineData("converse", 5, 4)]
    [InlineData("generator-of-converse", 12, 2)]
    [InlineData("strands-tools", 50, 12)]
    public async Task Usage_is_told_and_summed(string prompt, int input, int output)
    {
        UsageDetails? usage = (await AskAsync(prompt, streamed: true)).Usage;

        usage.Should().BeEquivalentTo(new { InputTokenCount = (long?)input, OutputTokenCount = (long?)output, TotalTokenCount = (long?)(input + output) });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_strands_agents_reasoning_and_tools_are_shown_once(bool streamed)
    {
        ChatResponse response = await AskAsync("strands-tools", streamed);

        AIContent[] contents = [.. response.Messages.SelectMany(message => message.Contents)];
        string.Concat(contents.OfType<TextReasoningContent>().Select(reasoning => reasoning.Text)).Should().Be("I need the weather.");
        contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.Name, Json(call.Arguments), call.InformationalOnly)).Should().Equal(
            ("call-1", "weather", """{"city":"Oslo"}""", true),
            ("call-2", "broken", "{}", true));
        FunctionResultContent[] results = [.. contents.OfType<FunctionResultContent>()];
        results.Select(result => result.CallId).Should().Equal("call-1", "call-2");
        Json(results[0].Result).Should().Contain("clear");
        results[1].AdditionalProperties!["status"].Should().Be("error");
        Json(results[1].Result).Should().Contain("The tool is broken.");
        response.Text.Should().Be("Clear sky.");
    }

    [Theory]
    [InlineData("throw-mid", "Half an answer", "The agent broke in its answer.")]
    [InlineData("throw-at-first", null, "The agent broke at its first event.")]
    [InlineData("strands-failing-model", "Half an ", "The model is down.")]
    public async Task An_error_in_the_stream_comes_after_what_was_said(string prompt, string? partial, string message)
    {
        AgentCoreException exception = (await FluentActions.Awaiting(() => AskAsync(prompt, streamed: false)).Should().ThrowAsync<AgentCoreException>()).Which;

        exception.Message.Should().Contain(message);
        exception.StatusCode.Should().Be(HttpStatusCode.OK);
        exception.PartialResponse?.Text.Should().Be(partial);
    }

    [Fact]
    public async Task An_agent_that_fails_before_it_answers_is_an_error_with_advice()
    {
        AgentCoreException exception = (await FluentActions.Awaiting(() => AskAsync("throw", streamed: true)).Should().ThrowAsync<AgentCoreException>()).Which;

        // The host sends no body here: what can be done is all there is to say.
        exception.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        exception.IsSafeToRetry.Should().BeFalse();
        exception.Message.Should().Contain("log");
    }

    [Fact]
    public async Task The_session_and_the_headers_arrive()
    {
        using AgentCoreChatClient client = new(server.Address);
        string session = RuntimeSessionId.FromKey("user-42");

        ChatResponse response = await client.GetResponseAsync(
            "context", new ChatOptions { ConversationId = session }.WithHeader("X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant", "blue"));

        response.Text.Should().Be($$"""{"sessionId":"{{session}}","custom":"blue"}""");
    }

    [Fact]
    public async Task The_agent_remembers_within_a_session()
    {
        using AgentCoreChatClient client = new(server.Address);
        ChatOptions options = new() { ConversationId = RuntimeSessionId.New() };

        (await client.GetResponseAsync("counter", options)).Text.Should().Be("Turn 1");
        (await client.GetResponseAsync("counter", options)).Text.Should().Be("Turn 2");
        (await client.GetResponseAsync("counter")).Text.Should().Be("Turn 1");
    }

    private async Task<ChatResponse> AskAsync(string prompt, bool streamed)
    {
        using AgentCoreChatClient client = new(server.Address);
        if (!streamed)
        {
            return await client.GetResponseAsync(prompt);
        }

        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(prompt))
        {
            updates.Add(update);
        }

        return updates.ToChatResponse();
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value ?? new Dictionary<string, object?>());
}
