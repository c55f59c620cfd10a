using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Interop.Tests;

/// <summary>Agents written with Strands, LangGraph and Vercel's AI SDK that hand on their framework's events as they are.</summary>
public sealed class FrameworksTests(AgentServer server) : IClassFixture<AgentServer>
{
    private static readonly string[] s_withTool =
    [
        "strands-events", "langgraph-messages", "langgraph-updates", "langgraph-values", "langgraph-state", "vercel-ui", "vercel-full-stream",
    ];

    public static TheoryData<string, bool> RunsWithTool()
    {
        TheoryData<string, bool> data = [];
        foreach (string prompt in s_withTool)
        {
            data.Add(prompt, false);
            data.Add(prompt, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RunsWithTool))]
    public async Task Everything_is_told_once(string prompt, bool streamed)
    {
        ChatResponse response = await AskAsync(prompt, streamed);

        (string text, string[] calls, string firstResult) = prompt.Split('-')[0] switch
        {
            "strands" => ("Clear sky.", ["call-1 weather {\"city\":\"Oslo\"}", "call-2 broken {}"], "clear"),
            "langgraph" => ("Let me count. Three lamps.", ["call_a stock {\"item\":\"lamp\"}"], "lamp: 3 left"),
            _ => ("I measure. It is 40 cm.", new[] { "m-1 measure {\"place\":\"ridge\"}" }, "40"),
        };
        AIContent[] contents = [.. response.Messages.SelectMany(message => message.Contents)];
        FunctionCallContent[] called = [.. contents.OfType<FunctionCallContent>()];
        string.Concat(contents.OfType<TextContent>().Select(content => content.Text)).Should().Be(text);
        called.Select(call => $"{call.CallId} {call.Name} {Json(call.Arguments)}").Should().Equal(calls);
        called.Should().OnlyContain(call => call.InformationalOnly);
        FunctionResultContent[] results = [.. contents.OfType<FunctionResultContent>()];
        results.Select(result => result.CallId).Should().Equal(called.Select(call => call.CallId));
        Json(results[0].Result).Should().Contain(firstResult);
        response.FinishReason.Should().Be(ChatFinishReason.Stop);
    }

    [Theory]
    [InlineData("strands-events", 50, 12)]
    [InlineData("langgraph-messages", 60, 16)]
    [InlineData("langgraph-updates", 60, 16)]
    [InlineData("langgraph-values", 60, 16)]
    [InlineData("langgraph-state", 60, 16)]
    [InlineData("vercel-full-stream", 55, 16)]
    public async Task Usage_is_that_of_the_run(string prompt, int input, int output)
    {
        UsageDetails? usage = (await AskAsync(prompt, streamed: true)).Usage;

        usage.Should().NotBeNull();
        usage!.InputTokenCount.Should().Be(input);
        usage.OutputTokenCount.Should().Be(output);
        usage.TotalTokenCount.Should().Be(input + output);
    }

    [Theory]
    [InlineData("strands-events", "I need the weather.", "Clear sky.")]
    [InlineData("vercel-reasoning", "Where exactly?", "40 cm.")]
    public async Task Reasoning_is_apart_from_the_text(string prompt, string reasoning, string text)
    {
        ChatResponse response = await AskAsync(prompt, streamed: true);

        string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text)).Should().Be(reasoning);
        response.Text.Should().Be(text);
    }

    [Theory]
    [InlineData("strands-events", "call-2", "The tool is broken.")]
    [InlineData("langgraph-failing-tool", "call_b", "No such item.")]
    [InlineData("vercel-failing-tool", "m-2", "No snow indoors.")]
    public async Task A_failed_tool_is_a_failed_result(string prompt, string callId, string message)
    {
        ChatResponse response = await AskAsync(prompt, streamed: true);

        FunctionResultContent result = response.Messages.SelectMany(item => item.Contents).OfType<FunctionResultContent>().Single(content => content.CallId == callId);
        Json(result.Result).Should().Contain(message);
        result.AdditionalProperties!["status"].Should().Be("error");
    }

    [Theory]
    [InlineData("strands-events-failing-model", "Half an ", "The model is down.")]
    [InlineData("langgraph-failing-model", "We have ", "The model is out of stock.")]
    [InlineData("vercel-failing-model", "The snow ", "The model is snowed in.")]
    public async Task A_failed_model_is_an_error_after_what_was_said(string prompt, string partial, string message)
    {
        AgentCoreException exception = (await FluentActions.Awaiting(() => AskAsync(prompt, streamed: false)).Should().ThrowAsync<AgentCoreException>()).Which;

        exception.Message.Should().Contain(message);
        exception.PartialResponse!.Text.Should().Be(partial);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_returned_result_is_its_last_message(bool streamed)
    {
        ChatResponse response = await AskAsync("strands-result", streamed);

        response.Text.Should().Be("Clear sky.");
        response.Usage!.TotalTokenCount.Should().Be(34);
    }

    private async Task<ChatResponse> AskAsync(string prompt, bool streamed)
    {
        using AgentCoreChatClient client = new(server.Address);
        return streamed ? await client.GetStreamingResponseAsync(prompt).ToChatResponseAsync() : await client.GetResponseAsync(prompt);
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value ?? new Dictionary<string, object?>());
}
