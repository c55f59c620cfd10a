using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Interop.Tests;

/// <summary>agents/agui.mjs: AG-UI's own schemas check what the client sends, its own encoder writes what comes back.</summary>
public sealed class AGUITests
{
    private const string Session = "session-of-an-AG-UI-agent-000000001";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_is_asked_for_and_read(bool streamed)
    {
        await using NodeProcess process = NodeProcess.Start("agents/agui.mjs");
        using AgentCoreChatClient client = new(new AgentCoreChatClientOptions
        {
            AgentRuntimeArn = await process.ReadAddressAsync(),
            Payload = { Format = AgentCorePayloadFormat.AGUI },
            History = AgentCoreHistory.Full,
        });
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Where is 77?"),
            new(ChatRole.Assistant, [new FunctionCallContent("c", "find", new Dictionary<string, object?> { ["number"] = 77 })]),
            new(ChatRole.Tool, [new FunctionResultContent("c", "Lyon")]),
            new(ChatRole.Assistant, "In Lyon."),
            new(ChatRole.User, [new TextContent("And this?"), new DataContent(new byte[] { 1, 2 }, "image/png"), new UriContent("https://example.com/a.pdf", "application/pdf")]),
        ];
        ChatOptions options = new() { Instructions = "Be brief.", ConversationId = Session };

        ChatResponse response = streamed ? await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : await client.GetResponseAsync(messages, options);

        response.Text.Should().Be(
            $"Thread {Session}. system: Be brief.; user: Where is 77?; assistant: calls; tool: Lyon; assistant: In Lyon.; user: text+image+document");
        response.Usage!.TotalTokenCount.Should().Be(5);
        response.FinishReason.Should().Be(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task What_the_agent_refuses_is_its_error()
    {
        await using NodeProcess process = NodeProcess.Start("agents/agui.mjs");
        using AgentCoreChatClient client = new(await process.ReadAddressAsync());

        AgentCoreException exception = (await client.Invoking(c => c.GetResponseAsync("A prompt is no RunAgentInput.")).Should().ThrowAsync<AgentCoreException>()).Which;

        exception.ErrorCode.Should().Be("BAD_INPUT");
        exception.Message.Should().Contain("threadId");
    }
}
