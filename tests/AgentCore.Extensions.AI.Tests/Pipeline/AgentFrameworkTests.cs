using System.Text.Json;
using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Pipeline;

/// <summary>The client in Agent Framework's ChatClientAgent, which has sessions of its own and may keep the history itself.</summary>
public sealed class AgentFrameworkTests
{
    private const string SessionHeader = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_begins_a_runtime_session_and_only_the_new_is_sent(bool streamed)
    {
        await using FakeAgentRuntime runtime = await PipelineAgents.StartEchoAsync("A");
        ChatClientAgent agent = Agent(runtime, beginSessions: true);
        AgentSession session = await agent.CreateSessionAsync();

        await AskAsync(agent, session, streamed, "My name is Ada.");
        string answer = await AskAsync(agent, session, streamed, "What is my name?");

        string?[] sessions = [.. runtime.Requests.Select(request => request.Header(SessionHeader))];
        sessions.Should().HaveCount(2);
        sessions[1].Should().Be(sessions[0]);
        session.Should().BeOfType<ChatClientAgentSession>().Which.ConversationId.Should().Be(sessions[0]);
        answer.Should().Be($"A|{sessions[0]}|<system>Be brief.</system>\n\nWhat is my name?");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_sessions_are_two_runtime_sessions(bool streamed)
    {
        await using FakeAgentRuntime runtime = await PipelineAgents.StartEchoAsync("A");
        ChatClientAgent agent = Agent(runtime, beginSessions: true);

        await AskAsync(agent, await agent.CreateSessionAsync(), streamed, "hi");
        await AskAsync(agent, await agent.CreateSessionAsync(), streamed, "hi");

        runtime.Requests.Select(request => request.Header(SessionHeader)).Should().HaveCount(2).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_the_application_names_is_the_runtime_session(bool streamed)
    {
        await using FakeAgentRuntime runtime = await PipelineAgents.StartEchoAsync("A");
        ChatClientAgent agent = Agent(runtime, beginSessions: false);
        AgentSession session = await agent.CreateSessionAsync(Calls.SessionA);

        await AskAsync(agent, session, streamed, "My name is Ada.");
        string answer = await AskAsync(agent, session, streamed, "What is my name?");

        answer.Should().Be($"A|{Calls.SessionA}|<system>Be brief.</system>\n\nWhat is my name?");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_runtime_session_the_framework_keeps_the_history_and_all_of_it_is_sent(bool streamed)
    {
        await using FakeAgentRuntime runtime = await FakeAgentRuntime.StartAsync(call => call.StreamAsync("text/event-stream", "data: \"Hello Ada.\"\n\n"));
        ChatClientAgent agent = Agent(runtime, beginSessions: false);
        AgentSession session = await agent.CreateSessionAsync();

        await AskAsync(agent, session, streamed, "My name is Ada.");
        await AskAsync(agent, session, streamed, "What is my name?");

        runtime.Requests.Select(request => request.Header(SessionHeader)).Should().OnlyHaveUniqueItems();
        Prompt(runtime.Requests[1]).Should().Be(
            "<system>Be brief.</system>\n<user>My name is Ada.</user>\n<assistant>Hello Ada.</assistant>\n\nWhat is my name?");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_explicit_history_is_sent_whole_and_is_the_applications(bool streamed)
    {
        await using FakeAgentRuntime runtime = await FakeAgentRuntime.StartAsync(call => call.StreamAsync("text/event-stream", "data: \"Hello Ada.\"\n\n"));
        InMemoryChatHistoryProvider history = new();
        ChatClientAgent agent = Agent(runtime, beginSessions: false, history);
        AgentSession session = await agent.CreateSessionAsync();

        await AskAsync(agent, session, streamed, "My name is Ada.");
        await AskAsync(agent, session, streamed, "What is my name?");

        Prompt(runtime.Requests[1]).Should().Contain("<user>My name is Ada.</user>").And.Contain("<assistant>Hello Ada.</assistant>");
        history.GetMessages(session).Select(message => message.Text).Should().Equal("My name is Ada.", "Hello Ada.", "What is my name?", "Hello Ada.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_explicit_history_and_runtime_sessions_exclude_each_other(bool streamed)
    {
        await using FakeAgentRuntime runtime = await PipelineAgents.StartEchoAsync("A");
        ChatClientAgent agent = Agent(runtime, beginSessions: true, new InMemoryChatHistoryProvider());
        AgentSession session = await agent.CreateSessionAsync();

        Func<Task> ask = () => AskAsync(agent, session, streamed, "hi");

        // Agent Framework finds out from the response: the agent has run by then, which is why the documents warn.
        await ask.Should().ThrowAsync<InvalidOperationException>();
        runtime.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_survives_its_store(bool streamed)
    {
        await using FakeAgentRuntime runtime = await PipelineAgents.StartEchoAsync("A");
        ChatClientAgent agent = Agent(runtime, beginSessions: true);
        AgentSession session = await agent.CreateSessionAsync();
        await AskAsync(agent, session, streamed, "My name is Ada.");

        string stored = (await agent.SerializeSessionAsync(session)).GetRawText();
        ChatClientAgent later = Agent(runtime, beginSessions: true);
        using JsonDocument json = JsonDocument.Parse(stored);
        string answer = await AskAsync(later, await later.DeserializeSessionAsync(json.RootElement), streamed, "What is my name?");

        stored.Should().NotContain("Ada", "the conversation is the agent's");
        answer.Should().Be($"A|{runtime.Requests[0].Header(SessionHeader)}|<system>Be brief.</system>\n\nWhat is my name?");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_history_that_the_framework_keeps_survives_its_store(bool streamed)
    {
        await using FakeAgentRuntime runtime = await FakeAgentRuntime.StartAsync(call => call.StreamAsync("text/event-stream", "data: \"Hello Ada.\"\n\n"));
        ChatClientAgent agent = Agent(runtime, beginSessions: false);
        AgentSession session = await agent.CreateSessionAsync();
        await AskAsync(agent, session, streamed, "My name is Ada.");

        AgentSession restored = await agent.DeserializeSessionAsync(await agent.SerializeSessionAsync(session));
        await AskAsync(agent, restored, streamed, "What is my name?");

        Prompt(runtime.Requests[1]).Should().Contain("<user>My name is Ada.</user>").And.Contain("<assistant>Hello Ada.</assistant>");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Options_of_one_run_reach_the_runtime(bool streamed)
    {
        await using FakeAgentRuntime runtime = await PipelineAgents.StartEchoAsync("A");
        ChatClientAgent agent = Agent(runtime, beginSessions: true);

        await AskAsync(
            agent, await agent.CreateSessionAsync(), streamed, "hi", new ChatClientAgentRunOptions(new ChatOptions().WithRuntimeUserId("user-42")));

        runtime.Requests[0].Header("X-Amzn-Bedrock-AgentCore-Runtime-User-Id").Should().Be("user-42");
    }

    private static ChatClientAgent Agent(FakeAgentRuntime runtime, bool beginSessions, ChatHistoryProvider? history = null) =>
        runtime.Pipeline(pipeline => pipeline.UseAgentCoreSessions(sessions => sessions.BeginSessions = beginSessions)).AsAIAgent(
            new ChatClientAgentOptions { ChatOptions = new() { Instructions = "Be brief." }, ChatHistoryProvider = history });

    private static async Task<string> AskAsync(
        ChatClientAgent agent, AgentSession session, bool streamed, string question, ChatClientAgentRunOptions? options = null) => streamed
            ? string.Concat((await agent.RunStreamingAsync(question, session, options).CollectAsync()).Select(update => update.Text))
            : (await agent.RunAsync(question, session, options)).Text;

    private static string Prompt(RecordedRequest request) => JsonDocument.Parse(request.Body).RootElement.GetProperty("prompt").GetString()!;
}
