using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

/// <summary>Tools that the agent ran itself pass UseFunctionInvocation: one run of the agent, and the stream is not held back.</summary>
public sealed class FunctionInvocationTests
{
    internal static readonly string[] Stream =
    [
        """
        data: {"event":{"messageStart":{"role":"assistant"}}}

        data: {"event":{"contentBlockStart":{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t1","name":"get_weather"}}}}}

        data: {"event":{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"city\":\"Paris\"}"}}}}}

        data: {"event":{"contentBlockStop":{"contentBlockIndex":0}}}

        data: {"event":{"messageStop":{"stopReason":"tool_use"}}}


        """,
        """
        data: {"message":{"role":"user","content":[{"toolResult":{"toolUseId":"t1","status":"success","content":[{"text":"18C"}]}}]}}

        data: {"event":{"messageStart":{"role":"assistant"}}}

        data: {"event":{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"text":"It is 18C."}}}}

        data: {"event":{"messageStop":{"stopReason":"end_turn"}}}


        """,
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_agents_own_tools_are_shown_and_not_run_again(bool streamed)
    {
        int ran = 0;
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.StreamAsync("text/event-stream", Stream));
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseAgentCoreSessions().UseFunctionInvocation());

        ChatResponse response = await client.AskAsync(streamed, "Weather in Paris?", new ChatOptions
        {
            Tools = [AIFunctionFactory.Create((string city) => Interlocked.Increment(ref ran), "get_weather")],
        });

        agent.Requests.Should().ContainSingle();
        ran.Should().Be(0);
        response.Text.Should().Be("It is 18C.");
        response.Messages.Select(message => message.Role).Should().Equal(ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant);
        response.Messages[0].Contents.OfType<FunctionCallContent>().Should().ContainSingle()
            .Which.Should().Match<FunctionCallContent>(call => call.InformationalOnly && call.CallId == "t1" && call.Name == "get_weather");
        response.Messages[1].Contents.OfType<FunctionResultContent>().Should().ContainSingle().Which.Result!.ToString().Should().Be("18C");
        response.FinishReason.Should().Be(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task The_stream_is_not_held_back()
    {
        TaskCompletionSource seen = new();
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.StreamAsync("text/event-stream", Stream[0]);

            // The agent goes on only when its tool call has reached the application.
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await call.WriteAsync(Stream[1]);
        });
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseFunctionInvocation());
        List<AIContent> contents = [];

        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Weather in Paris?"))
        {
            contents.AddRange(update.Contents);
            if (update.Contents.Any(content => content is FunctionCallContent))
            {
                seen.TrySetResult();
            }
        }

        contents.OfType<TextContent>().Should().ContainSingle().Which.Text.Should().Be("It is 18C.");
    }
}
