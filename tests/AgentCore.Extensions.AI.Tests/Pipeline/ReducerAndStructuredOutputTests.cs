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
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_reducer_leaves_the_session_and_the_new_message_alone(bool streamed, bool sessionsOutermost)
    {
        await using FakeAgentRuntime agent = await PipelineAgents.StartEchoAsync("A");
        using IChatClient client = agent.Pipeline(pipeline => sessionsOutermost
            ? pipeline.UseAgentCoreSessions().UseChatReducer(new MessageCountingChatReducer(2))
            : pipeline.UseChatReducer(new MessageCountingChatReducer(2)).UseAgentCoreSessions());

        ChatResponse response = await client.AskAsync(streamed, Client.Calls.History, new ChatOptions().WithRuntimeSessionId(Client.Calls.SessionA));

        response.ConversationId.Should().Be(Client.Calls.SessionA);
        RecordedRequest request = agent.Requests.Should().ContainSingle().Subject;
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(Client.Calls.SessionA);
        request.BodyText.Should().Be("{\"prompt\":\"<system>Be brief.</system>\\n\\nWhat is my name?\"}");
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

    [Theory]
    [InlineData("text/event-stream", "data: \"{\\\"data\\\":[1,\"\n\ndata: \"2]}\"\n\n")]
    [InlineData("application/json", """{"data":[1,2]}""")]
    [InlineData("application/json", """{"result":{"role":"assistant","content":[{"text":"{\"data\":[1,2]}"}]}}""")]
    [InlineData("text/plain", """{"data":[1,2]}""")]
    public async Task A_list_comes_through_the_object_that_carries_it(string contentType, string body)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.StreamAsync(contentType, body));
        using IChatClient client = agent.Pipeline(pipeline => pipeline.UseAgentCoreSessions());

        (await client.GetResponseAsync<int[]>("Two numbers?", JsonSerializerOptions.Web)).Result.Should().Equal(1, 2);

        agent.Requests.Should().ContainSingle();
    }

    private sealed record Weather(string City, int Degrees);

    private sealed record Reply(string Answer);
}
