using System.Text.Json;
using AgentCore.Extensions.AI.Tests.Reliability;
using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Client.Calls;

namespace AgentCore.Extensions.AI.Tests.Client;

/// <summary>Which session a call belongs to, which messages are sent, and what the caller is told.</summary>
public sealed class SessionTests
{
    private const string Whole =
        "{\"prompt\":\"<system>Be brief.</system>\\n<user>My name is Ada.</user>\\n<assistant>Hello Ada.</assistant>\\n\\nWhat is my name?\"}";

    private const string New = "{\"prompt\":\"<system>Be brief.</system>\\n\\nWhat is my name?\"}";

    public static TheoryData<string?, string?, AgentCoreHistory, string> Table => new()
    {
        { SessionA, null, AgentCoreHistory.Auto, Whole },
        { null, SessionA, AgentCoreHistory.Auto, New },
        { SessionA, SessionA, AgentCoreHistory.Auto, Whole },
        { null, null, AgentCoreHistory.Auto, Whole },
        { SessionA, null, AgentCoreHistory.New, New },
        { null, SessionA, AgentCoreHistory.New, New },
        { SessionA, SessionA, AgentCoreHistory.New, New },
        { null, null, AgentCoreHistory.New, New },
        { SessionA, null, AgentCoreHistory.Full, Whole },
        { null, SessionA, AgentCoreHistory.Full, Whole },
        { SessionA, SessionA, AgentCoreHistory.Full, Whole },
        { null, null, AgentCoreHistory.Full, Whole },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task The_way_of_naming_the_session_decides_what_is_sent_and_told(
        string? conversationId, string? runtimeSessionId, AgentCoreHistory history, string body)
    {
        ScriptedTransport transport = new();
        ChatOptions options = new() { ConversationId = conversationId };
        if (runtimeSessionId is not null)
        {
            options.WithRuntimeSessionId(runtimeSessionId);
        }

        List<ChatResponseUpdate> updates = await transport.Client(o => o.History = history).GetStreamingResponseAsync(History, options).CollectAsync();

        AgentRuntimeRequest request = transport.Requests.Should().ContainSingle().Subject;
        request.Body().Should().Be(body);
        string? named = conversationId ?? runtimeSessionId;
        if (named is null)
        {
            request.RuntimeSessionId.Should().MatchRegex("^ses-[0-9a-f]{32}$");
        }
        else
        {
            request.RuntimeSessionId.Should().Be(named);
        }

        updates.Should().OnlyContain(update => update.ConversationId == named);
        updates[0].AdditionalProperties.Should().ContainSingle().Which.Should()
            .Be(new KeyValuePair<string, object?>("runtimeSessionId", request.RuntimeSessionId));
        updates[0].Should().Match<ChatResponseUpdate>(first => first.Role == null && first.MessageId == null && first.Contents.Count == 0);
        updates.ToChatResponse().AdditionalProperties!["runtimeSessionId"].Should().Be(request.RuntimeSessionId);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task The_table_holds_streamed_or_not_with_UseAgentCoreSessions_or_without(
        string? conversationId, string? runtimeSessionId, AgentCoreHistory history, string body)
    {
        foreach ((bool streamed, bool sessions, bool perCall) in new[] { (false, false, false), (false, true, false), (true, true, false), (false, true, true), (true, false, true) })
        {
            ScriptedTransport transport = new();
            ChatOptions options = new() { ConversationId = conversationId, AdditionalProperties = [] };
            if (runtimeSessionId is not null)
            {
                options.WithRuntimeSessionId(runtimeSessionId);
            }

            if (perCall)
            {
                options.AdditionalProperties["history"] = history.ToString().ToLowerInvariant();
            }

            ChatClientBuilder builder = transport.Client(o => o.History = perCall ? AgentCoreHistory.Auto : history).AsBuilder();
            using IChatClient client = (sessions ? builder.UseAgentCoreSessions() : builder).Build();

            ChatResponse response = streamed
                ? (await client.GetStreamingResponseAsync(History, options).CollectAsync()).ToChatResponse()
                : await client.GetResponseAsync(History, options);

            AgentRuntimeRequest request = transport.Requests.Should().ContainSingle().Subject;
            request.Body().Should().Be(body);
            response.ConversationId.Should().Be(conversationId ?? runtimeSessionId);
            response.AdditionalProperties!["runtimeSessionId"].Should().Be(request.RuntimeSessionId);
            options.ConversationId.Should().Be(conversationId, "the caller's options are the caller's");
        }
    }

    [Fact]
    public async Task Instructions_go_along_in_every_session_and_turn()
    {
        ScriptedTransport transport = new();
        using IChatClient client = transport.Client().AsBuilder().UseAgentCoreSessions().Build();

        foreach (ChatOptions options in new ChatOptions[] { new() { ConversationId = SessionA }, new ChatOptions().WithRuntimeSessionId(SessionA), new() })
        {
            options.Instructions = "Speak French.";
            await client.GetResponseAsync(History[3..], options);
        }

        transport.Requests.Select(request => request.Body()).Should().AllBe("{\"prompt\":\"<system>Speak French.</system>\\n\\nWhat is my name?\"}");
    }

    [Fact]
    public async Task Every_call_without_a_session_gets_one_of_its_own()
    {
        ScriptedTransport transport = new();
        using AgentCoreChatClient client = transport.Client();

        await client.GetResponseAsync("one");
        await client.GetResponseAsync("two");

        transport.Requests.Select(request => request.RuntimeSessionId).Should().OnlyHaveUniqueItems().And.HaveCount(2);
    }

    [Fact]
    public void Two_sessions_for_one_call_are_refused_by_name() =>
        FluentActions.Invoking(() => new ScriptedTransport().Client().GetStreamingResponseAsync(
                "hi", new ChatOptions { ConversationId = SessionA }.WithRuntimeSessionId(SessionB)))
            .Should().Throw<ArgumentException>()
            .WithMessage($"ConversationId and runtimeSessionId name different sessions: '{SessionA}' and '{SessionB}'*");

    [Theory]
    [InlineData("too-short", "*has 9 characters*33 to 256*RuntimeSessionId.FromKey*")]
    [InlineData("user@example.com/0123456789-0123456789-0123", "*character U+0040 at position 4*RuntimeSessionId.FromKey*")]
    public void A_malformed_session_id_is_refused_with_the_way_out(string id, string message)
    {
        ScriptedTransport transport = new();
        using AgentCoreChatClient client = transport.Client();

        foreach (ChatOptions options in new ChatOptions[]
        {
            new() { ConversationId = id },
            new() { AdditionalProperties = new() { ["runtimeSessionId"] = id } },
        })
        {
            client.Invoking(c => c.GetStreamingResponseAsync("hi", options)).Should().Throw<ArgumentException>().WithMessage(message);
        }

        transport.Requests.Should().BeEmpty();
    }

    [Fact]
    public void Nothing_after_the_last_assistant_message_is_nothing_to_send() =>
        FluentActions.Invoking(() => new ScriptedTransport().Client().GetStreamingResponseAsync(
                History[..3], new ChatOptions().WithRuntimeSessionId(SessionA)))
            .Should().Throw<ArgumentException>().WithMessage("There is nothing to send: no message follows the last assistant message*");

    [Fact]
    public async Task A_session_id_that_went_through_a_cache_as_json_is_taken()
    {
        ScriptedTransport transport = new();

        await transport.Client().GetResponseAsync("hi", new ChatOptions
        {
            AdditionalProperties = new() { ["runtimeSessionId"] = JsonSerializer.SerializeToElement(SessionA) },
        });

        transport.Requests[0].RuntimeSessionId.Should().Be(SessionA);
    }

    [Fact]
    public async Task A_fresh_session_is_stopped_after_its_answer_where_asked()
    {
        ScriptedTransport transport = new();
        using AgentCoreChatClient client = transport.Client(o => { o.StopSessionAfterCall = true; o.Qualifier = "production"; });

        await client.GetResponseAsync("hi");
        await client.GetResponseAsync("hi", new ChatOptions { ConversationId = SessionA });

        AgentRuntimeStopRequest stop = transport.Stops.Should().ContainSingle("a session of the caller's is never stopped").Subject;
        stop.RuntimeSessionId.Should().Be(transport.Requests[0].RuntimeSessionId);
        stop.Qualifier.Should().Be("production");
        stop.AgentRuntimeArn.Should().Be(Arn);
    }

    [Fact]
    public async Task A_session_that_cant_be_stopped_does_not_fail_the_answer()
    {
        ScriptedTransport transport = new() { OnStop = _ => throw new AgentCoreException("no") };

        ChatResponse response = await transport.Client(o => o.StopSessionAfterCall = true).GetResponseAsync("hi");

        response.Text.Should().Be("Hello");
        transport.Stops.Should().ContainSingle();
    }

    [Fact]
    public async Task A_session_can_be_stopped_by_hand()
    {
        ScriptedTransport transport = new();
        IChatClient client = transport.Client(o => o.Qualifier = "production");

        await client.GetService<AgentCoreChatClient>()!.StopSessionAsync(SessionA, "beta");

        AgentRuntimeStopRequest stop = transport.Stops.Should().ContainSingle().Subject;
        stop.Should().BeEquivalentTo(new { RuntimeSessionId = SessionA, Qualifier = "beta", AgentRuntimeArn = Arn });
        stop.ClientToken!.Length.Should().BeInRange(33, 256);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_tells_the_call_s_own_session_whatever_the_other_side_names()
    {
        await using RawServer server = new(async call =>
        {
            await (await call.ReadBodyAsync()).WriteAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Amzn-Bedrock-AgentCore-Runtime-Session-Id: {SessionB}\r\nContent-Length: 1000\r\n\r\ndata: \"Hel\"\n\n");
            await call.CloseAsync();
        });
        using AgentCoreChatClient client = new(server.Address);

        AgentCoreException error = (await client.Awaiting(c => c.GetResponseAsync("hi", new ChatOptions { ConversationId = SessionA }))
            .Should().ThrowAsync<AgentCoreException>()).Which;

        error.RuntimeSessionId.Should().Be(SessionA);
    }
}
