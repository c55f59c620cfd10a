using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Everything once, in the order in which it was said: what a stream repeats and what it says anew.</summary>
public sealed class AssemblyTests
{
    private const string Unknown = """{"of no dialect":1}""";
    private const string ToolStart = """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c1","name":"look"}},"contentBlockIndex":0}}""";
    private const string ToolResult = """{"role":"tool","tool_call_id":"c1","content":"7"}""";
    private const string Snapshot =
        """{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"","tool_calls":[{"id":"c1","name":"look","args":{}}]},{"role":"tool","tool_call_id":"c1","content":"7"},{"role":"assistant","content":"Hi","model":"m","stop_reason":"max_tokens"}]}""";

    [Theory]
    [InlineData(ToolStart)]
    [InlineData("""{"contentBlockStart":{}}""")]
    [InlineData("""{"contentBlockStop":{}}""")]
    [InlineData("""{"contentBlockDelta":{"delta":{"reasoningContent":{"text":"Hm."}}}}""")]
    [InlineData("""{"type":"response.reasoning_text.done","text":"Hm."}""")]
    [InlineData("""{"type":"response.output_text.done","text":""}""")]
    [InlineData("""{"type":"response.function_call_arguments.delta","item_id":"i","delta":"{"}""")]
    [InlineData("""{"type":"tool-call","toolCallId":"c1","toolName":"look","args":{}}""")]
    [InlineData("""{"type":"tool-result","toolCallId":"c1","result":"7"}""")]
    [InlineData("""{"type":"file","url":"data:text/csv;base64,SGk="}""")]
    [InlineData("""{"type":"modelMetadataEvent","usage":{"inputTokens":1}}""")]
    [InlineData("""{"type":"modelMessageStopEvent","stopReason":"endTurn"}""")]
    [InlineData("""{"type":"message_start","message":{}}""")]
    [InlineData("""{"type":"message_delta","delta":{},"usage":{"output_tokens":1}}""")]
    [InlineData("""{"type":"ping"}""")]
    [InlineData("""{"role":"assistant","content":[]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"q"}]}""")]
    [InlineData("""{"type":"agentResult","stopReason":"endTurn","lastMessage":{"role":"assistant","content":[]}}""")]
    [InlineData("""{"type":"finish-step"}""")]
    [InlineData("null")]
    public async Task What_no_dialect_knows_is_not_told_beside_what_one_knows(string known)
    {
        (await Ask.EventsAsync(known, Unknown)).Text.Should().BeEmpty();
        (await Ask.EventsAsync(Unknown, known)).Text.Should().BeEmpty();
        (await Ask.EventsAsync(Unknown)).Text.Should().Be(Unknown);
    }

    [Fact]
    public async Task What_no_dialect_knows_is_not_told_beside_a_result() =>
        (await Ask.EventsAsync(Unknown, """{"type":"final","text":"Hi"}""")).Text.Should().Be("Hi");

    [Fact]
    public async Task The_same_words_after_a_tool_s_result_are_new_ones() =>
        (await Ask.EventsAsync("""{"role":"assistant","content":"Wait."}""", ToolResult, """{"role":"assistant","content":"Wait."}""")).Text.Should().Be("Wait.Wait.");

    [Fact]
    public async Task The_same_words_with_nothing_in_between_are_a_repetition() =>
        (await Ask.EventsAsync("""{"role":"assistant","content":"Wait."}""", """{"role":"assistant","content":"Wait."}""")).Text.Should().Be("Wait.");

    [Fact]
    public async Task Whole_blocks_that_no_delta_told_are_told_each()
    {
        (await Ask.EventsAsync("""{"type":"response.output_text.done","text":"A"}""", """{"type":"response.output_text.done","text":"B"}""")).Text.Should().Be("AB");
        Reasoning(await Ask.EventsAsync("""{"type":"response.reasoning_text.done","text":"A"}""", """{"type":"response.reasoning_text.done","text":"B"}""")).Should().Be("AB");
    }

    [Fact]
    public async Task Thoughts_that_are_items_of_their_own_are_told_each()
    {
        Reading reading = await Ask.EventsAsync(
            """{"type":"response.reasoning_text.delta","delta":"A"}""",
            """{"type":"response.output_item.done","item":{"type":"reasoning","id":"r1","summary":[{"type":"summary_text","text":"A"}]}}""",
            """{"type":"response.output_item.done","item":{"type":"reasoning","id":"r2","summary":[{"type":"summary_text","text":"B"}]}}""",
            """{"type":"response.output_item.done","item":{"type":"message","id":"m1","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}}""");

        Reasoning(reading).Should().Be("AB");
        reading.Text.Should().Be("Hi");
    }

    [Fact]
    public async Task A_call_is_told_where_it_ends_and_not_at_the_end_of_all()
    {
        Reading reading = await Ask.EventsAsync(
            ToolStart,
            """{"contentBlockDelta":{"delta":{"toolUse":{"input":"{\"at\":1}"}},"contentBlockIndex":0}}""",
            """{"contentBlockStop":{"contentBlockIndex":0}}""",
            """{"contentBlockDelta":{"delta":{"text":"I look."},"contentBlockIndex":1}}""");

        Kinds(reading).Should().Equal("FunctionCall", "Text");
    }

    [Fact]
    public async Task A_call_whose_end_is_missing_is_told_before_its_result()
    {
        Reading reading = await Ask.EventsAsync(ToolStart, ToolResult, """{"contentBlockDelta":{"delta":{"text":"7."}}}""");

        Kinds(reading).Should().Equal("FunctionCall", "FunctionResult", "Text");
    }

    [Fact]
    public async Task A_call_whose_end_is_missing_is_told_at_the_end_of_all()
    {
        Reading reading = await Ask.EventsAsync(ToolStart, """{"contentBlockDelta":{"delta":{"toolUse":{"input":"{\"at\":1}"}},"contentBlockIndex":0}}""");

        reading.Contents<FunctionCallContent>().Should().ContainSingle().Which.Arguments!["at"]!.ToString().Should().Be("1");
    }

    [Fact]
    public async Task A_text_so_far_is_told_from_where_its_block_has_come_to()
    {
        const string Begin = """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""";
        string SoFar(string text) => """{"type":"text","text":"-","snapshot":"{0}"}""".With(text);

        (await Ask.EventsAsync(Begin, Piece("a"), SoFar("ab"), SoFar("abc"), SoFar("abc"))).Text.Should().Be("abc");
        (await Ask.EventsAsync(Begin, Piece("a"), Piece("b"), Begin, SoFar("c"))).Text.Should().Be("abc");
        (await Ask.EventsAsync(Node("one", Piece("a")), Node("one", Piece("b")), Node("one", Piece("c")), Node("one", SoFar("abcd")))).Text.Should().Be("abcd");
    }

    [Fact]
    public async Task A_message_s_updates_share_an_id_and_messages_have_their_own()
    {
        Reading reading = await Ask.EventsAsync("\"A\"", "\"B\"", ToolResult, "\"C\"");

        string id = reading.Updates[0].ResponseId!;
        reading.Updates.Skip(1).Select(update => (update.MessageId, update.Role)).Should().Equal(
            ($"{id}-1", ChatRole.Assistant), ($"{id}-1", ChatRole.Assistant), ($"{id}-2", ChatRole.Tool), ($"{id}-3", ChatRole.Assistant), ($"{id}-3", ChatRole.Assistant));
    }

    [Theory]
    [InlineData(ToolResult)]
    [InlineData("""{"type":"tool-call","toolCallId":"c1","toolName":"look","args":{}}""")]
    public async Task Half_a_character_is_told_before_what_follows_its_text(string next)
    {
        Reading reading = await Ask.EventsAsync("\"a\\ud83d\"", next, "\"b\"");

        Kinds(reading).First().Should().Be("Text");
        reading.Contents<TextContent>().Select(content => content.Text).Should().Equal("a", "\ufffd", "b");
        Kinds(reading).Should().Equal("Text", "Text", Kinds(reading).Single(kind => kind != "Text"), "Text");
    }

    [Fact]
    public async Task What_only_a_snapshot_tells_comes_with_its_end()
    {
        Reading alone = await Ask.EventsAsync(Snapshot);

        Kinds(alone).Should().Equal("FunctionCall", "FunctionResult", "Text");
        alone.Text.Should().Be("Hi");
        alone.Updates[^1].Should().BeEquivalentTo(new { FinishReason = ChatFinishReason.Length, ModelId = "m" });
    }

    [Fact]
    public async Task A_snapshot_adds_its_tools_to_streamed_text_and_its_text_to_none()
    {
        Reading streamed = await Ask.EventsAsync("\"H\"", "\"i\"", Snapshot);
        Reading withResult = await Ask.EventsAsync(Snapshot, """{"type":"final","text":"Hi"}""");
        Reading withBoth = await Ask.EventsAsync("\"H\"", "\"i\"", Snapshot, """{"type":"final","text":"Hi"}""");

        Kinds(streamed).Should().Equal("Text", "Text", "FunctionCall", "FunctionResult");
        Kinds(withResult).Should().Equal("FunctionCall", "FunctionResult", "Text");
        withResult.Text.Should().Be("Hi");
        Kinds(withBoth).Should().Equal("Text", "Text");
    }

    [Theory]
    [InlineData("\"A\"", "\"B\"", "AB")]
    [InlineData("\"A\"", "\"AB\"", "AB")]
    [InlineData("\"AB\"", "\"A\"", "ABA")]
    [InlineData("\"A\"", "\"A\"", "A")]
    public async Task A_result_that_goes_on_where_the_last_one_ended_is_taken_with_it(string first, string second, string text) =>
        (await Ask.EventsAsync("""{"type":"result","text":{0}}""".With(first), """{"type":"result","text":{0}}""".With(second))).Text.Should().Be(text);

    [Fact]
    public async Task A_result_as_a_message_takes_the_place_of_one_as_text() =>
        (await Ask.EventsAsync("""{"type":"result","text":"A"}""", """{"type":"agentResult","lastMessage":{"role":"assistant","content":[{"text":"B"}]}}""")).Text.Should().Be("B");

    [Fact]
    public async Task A_failure_that_the_agent_got_over_is_none()
    {
        const string Stop = """{"force_stop":true,"force_stop_reason":"throttled"}""";

        (await Ask.EventsAsync(Stop, "\"Hi\"")).Error?.Message.Should().BeNull();
        (await Ask.EventsAsync(Stop, """{"type":"result","text":"Hi"}""")).Error?.Message.Should().BeNull();
        (await Ask.EventsAsync(Stop, """{"type":"agentResult","lastMessage":{"role":"assistant","content":[{"text":"Hi"}]}}""")).Error?.Message.Should().BeNull();
        (await Ask.EventsAsync("\"Hi\"", Stop)).Error!.Message.Should().EndWith("throttled");
    }

    [Theory]
    [InlineData("""{"type":"message_start","message":{"usage":{"input_tokens":4,"output_tokens":1}}}""")]
    [InlineData("""{"type":"message_delta","delta":{},"usage":{"input_tokens":4,"output_tokens":1}}""")]
    [InlineData("""{"type":"AIMessageChunk","content":"","usage_metadata":{"input_tokens":4,"output_tokens":1}}""")]
    public async Task Usage_that_was_streamed_is_not_counted_again_with_the_whole_message(string usage)
    {
        foreach (string[] events in (string[][])[[usage, "\"Hi\""], ["\"Hi\"", usage, """{"type":"message_start","message":{"id":"other"}}"""]])
        {
            Reading reading = await Ask.EventsAsync([.. events, """{"role":"assistant","content":"Hi","usage":{"input_tokens":4,"output_tokens":1}}"""]);

            reading.Contents<UsageContent>().Single().Details.TotalTokenCount.Should().Be(5);
        }
    }

    [Theory]
    [InlineData("""{"type":"message_start","message":{"id":"m","usage":{"input_tokens":4,"output_tokens":1}}}""", 5)]
    [InlineData("""{"type":"message_delta","delta":{},"usage":{"input_tokens":4,"output_tokens":1}}""", 5)]
    [InlineData("""{"type":"AIMessageChunk","content":"","usage_metadata":{"input_tokens":4,"output_tokens":1}}""", 10)]
    public async Task Usage_that_was_streamed_in_two_events_is_not_counted_again_either(string usage, long total)
    {
        Reading reading = await Ask.EventsAsync(usage, usage, """{"role":"assistant","content":"Hi","usage":{"input_tokens":4,"output_tokens":1}}""");

        reading.Contents<UsageContent>().Single().Details.TotalTokenCount.Should().Be(total);
    }

    [Fact]
    public async Task Pieces_of_several_agents_are_told_in_turn_and_repeated_by_none()
    {
        const string Whole = """{"role":"assistant","content":"abc"}""";

        Reading reading = await Ask.EventsAsync(
            Node("one", Piece("a")), Node("one", Piece("b")), Node("one", Piece("c")), Node("two", Whole), Node("one", Whole), Node("two", Piece("d")));

        reading.Text.Should().Be("abc" + "abc" + "d");
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public async Task Wrappings_are_taken_off_up_to_a_bound(int wrappings, bool isRead)
    {
        string json = string.Concat(Enumerable.Repeat("{\"result\":", wrappings)) + """{"role":"assistant","content":"Hi"}""" + new string('}', wrappings);

        (await Ask.BodyAsync("application/json", json)).Text.Should().Be(isRead ? "Hi" : json);
    }

    [Theory]
    [InlineData("""{"contentBlockDelta":{"delta":{"reasoningContent":{"signature":"s"}}}}""", null)]
    [InlineData("""{"contentBlockDelta":{"delta":{"reasoningContent":{"redactedContent":"s"}}}}""", null)]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}""", null)]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"redacted_thinking","data":"s"}}""", null)]
    [InlineData("""{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s"}]}""", "Hm.")]
    [InlineData("""{"role":"assistant","content":[{"type":"redacted_thinking","data":"s"}]}""", null)]
    [InlineData("""{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"s"}}}]}""", "Hm.")]
    [InlineData("""{"type":"modelContentBlockDeltaEvent","delta":{"type":"reasoningContentDelta","signature":"s"}}""", null)]
    [InlineData("""{"type":"modelContentBlockDeltaEvent","delta":{"type":"reasoningContentDelta","redactedContent":"s"}}""", null)]
    [InlineData("""{"type":"contentBlockEvent","contentBlock":{"type":"reasoningBlock","text":"Hm.","signature":"s"}}""", "Hm.")]
    [InlineData("""{"event_kind":"part_start","index":0,"part":{"part_kind":"thinking","content":"Hm.","signature":"s"}}""", "Hm.")]
    [InlineData("""{"event_kind":"part_delta","index":0,"delta":{"part_delta_kind":"thinking","signature_delta":"s"}}""", null)]
    [InlineData("""{"type":"REASONING_ENCRYPTED_VALUE","subtype":"message","entityId":"m","encryptedValue":"s"}""", null)]
    [InlineData("""{"type":"MESSAGES_SNAPSHOT","messages":[{"id":"m","role":"reasoning","content":"Hm.","encryptedValue":"s"}]}""", "Hm.")]
    public async Task What_a_model_wants_back_with_its_thought_is_kept(string json, string? thought)
    {
        Reading reading = await Ask.EventsAsync(json);

        TextReasoningContent reasoning = reading.Contents<TextReasoningContent>().Should().ContainSingle().Subject;
        reasoning.ProtectedData.Should().Be("s");
        reasoning.Text.Should().Be(thought ?? "");
    }

    private static string Node(string id, string json) =>
        """{"type":"multiagent_node_stream","node_id":"{0}","event":{1}}""".With(id).Replace("{1}", json, StringComparison.Ordinal);

    private static string Piece(string text) => """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{0}"}}""".With(text);

    private static string Reasoning(Reading reading) => string.Concat(reading.Contents<TextReasoningContent>().Select(content => content.Text));

    private static IEnumerable<string> Kinds(Reading reading) =>
        reading.Contents<AIContent>().Where(content => content is not UsageContent).Select(content => content.GetType().Name.Replace("Content", "", StringComparison.Ordinal));
}
