using System.Text.Json;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

public sealed class ReducerAndStructuredOutputTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reducer_shortens_what_is_sent(bool streamed)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseAgentCoreSessions().UseChatReducer(new MessageCountingChatReducer(1)));

        await client.AskAsync(streamed, Client.Calls.History);

        agent.Requests.Should().ContainSingle().Which.BodyText.Should()
            .Be("{\"prompt\":\"<system>Be brief.</system>\\n\\nWhat is my name?\"}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_agent_that_answers_in_json_gives_an_object(bool useJsonSchemaResponseFormat)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(
            call => call.StreamAsync("text/event-stream", "data: \"{\\\"City\\\":\\\"Par\"\n\n", "data: \"is\\\",\\\"Degrees\\\":18}\"\n\n"));
        using IChatClient client = agent.Pipeline(pipeline => pipeline);

        ChatResponse<Weather> response = await client.GetResponseAsync<Weather>(
            "Weather in Paris?", JsonSerializerOptions.Web, useJsonSchemaResponseFormat: useJsonSchemaResponseFormat);

        response.Result.Should().Be(new Weather("Paris", 18));
        string prompt = JsonDocument.Parse(agent.Requests[0].Body).RootElement.GetProperty("prompt").GetString()!;
        prompt.Should().Contain("Weather in Paris?").And.Contain("\"degrees\"").And.Contain("JSON");
    }

    [Fact]
    public async Task A_json_body_is_the_object_even_where_one_of_its_keys_could_be_the_text()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("""{"answer":"forty-two"}"""));
        using IChatClient client = agent.Pipeline(pipeline => pipeline);

        ChatResponse<Reply> response = await client.GetResponseAsync<Reply>("The answer?", JsonSerializerOptions.Web);

        response.Result.Should().Be(new Reply("forty-two"));
    }

    private sealed record Weather(string City, int Degrees);

    private sealed record Reply(string Answer);
}
