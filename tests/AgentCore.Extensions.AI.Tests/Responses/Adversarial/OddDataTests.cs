using System.Text;
using System.Text.Json;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Adversarial;

/// <summary>JSON that parsers choke on, and bytes that are no text, are data: they are given as far as they mean something.</summary>
public sealed class OddDataTests
{
    [Theory]
    [InlineData("text/event-stream", "data: ")]
    [InlineData("application/json", "")]
    [InlineData("application/x-ndjson", "")]
    public async Task JSON_is_read_up_to_a_depth_of_64_and_no_further(string contentType, string field)
    {
        (await Ask.BodyAsync(contentType, field + Nested(64))).Text.Should().Be(Nested(64), "no dialect knows it");
        (await Ask.BodyAsync(contentType, field + Nested(65))).ShouldNameTheBound("its JSON is nested too deeply", "MaxJsonDepth", 64);
        (await Ask.BodyAsync(contentType, field + Nested(100_000))).ShouldNameTheBound("its JSON is nested too deeply", "MaxJsonDepth", 64);
    }

    [Fact]
    public async Task Containers_with_nothing_in_them_count_as_well()
    {
        (await Ask.BodyAsync("application/json", new string('[', 64) + new string(']', 64))).Error?.Message.Should().BeNull();
        (await Ask.BodyAsync("application/json", new string('[', 65) + new string(']', 65)))
            .ShouldNameTheBound("its JSON is nested too deeply", "MaxJsonDepth", 64);
    }

    [Fact]
    public async Task The_depth_is_an_option() =>
        (await Ask.EventsAsync([Nested(900)], o => o.Limits.MaxJsonDepth = 900)).Text.Should().Be(Nested(900));

    [Fact]
    public async Task Deep_JSON_that_an_agent_says_is_its_text()
    {
        Reading reading = await Ask.EventsAsync([JsonSerializer.Serialize(Nested(1_000))]);

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().Be(Nested(1_000));
    }

    [Fact]
    public async Task Arguments_that_are_nested_too_deeply_are_given_as_they_came_with_a_fault()
    {
        Reading reading = await Ask.EventsAsync(
            """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c","name":"f"}}}}""",
            """{"contentBlockDelta":{"delta":{"toolUse":{"input":{0}}}}}""".With(JsonSerializer.Serialize(Nested(1_000))),
            """{"contentBlockStop":{}}""");

        FunctionCallContent call = reading.Contents<FunctionCallContent>().Single();
        call.Arguments.Should().Equal(new Dictionary<string, object?> { ["input"] = Nested(1_000) });
        call.Exception!.Message.Should().Be("The arguments of the agent's tool call are no JSON, or are nested too deeply.");
    }

    [Fact]
    public async Task Frames_in_frames_are_opened_a_few_times_only()
    {
        const int Frames = 200;
        IEnumerable<string> lines = Enumerable.Range(0, Frames).Select(line => string.Concat(Enumerable.Repeat("data:", Frames - line)) + (line == 0 ? "x" : ""));

        Reading reading = await Ask.BodyAsync("text/event-stream", string.Concat(lines.Select(line => $"{line}\n")) + "\n");

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().StartWith("data:data:").And.Contain("data:x");
    }

    [Theory]
    [InlineData("""{"type":"thinking_delta","thinking":"{0}"}""")]
    [InlineData("""{"type":"text_delta","text":"{0}"}""")]
    public async Task A_character_may_be_split_over_two_deltas(string delta)
    {
        string[] halves = [.. new[] { "a\\ud83d", "\\ude00b" }.Select(half => """{"type":"content_block_delta","index":0,"delta":{0}}""".With(delta.With(half)))];

        Reading reading = await Ask.EventsAsync(halves);

        (reading.Text + string.Concat(reading.Contents<TextReasoningContent>().Select(reasoning => reasoning.Text))).Should().Be("a😀b");
    }

    [Fact]
    public async Task Half_a_character_is_not_held_beyond_its_kind_of_content()
    {
        Reading reading = await Ask.EventsAsync(
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"a\ud83d"}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"\ude00b\ud83d"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"\ude00"}}""");

        reading.Contents<AIContent>().Select(content => content switch
        {
            TextContent text => text.Text,
            TextReasoningContent reasoning => $"({reasoning.Text})",
            _ => "",
        }).Should().Equal("(a)", "(\ufffd)", "\ufffdb", "\ufffd", "(\ufffd)");
    }

    [Fact]
    public async Task A_character_may_be_split_over_two_pieces_of_arguments()
    {
        Reading reading = await Ask.EventsAsync(
            """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c","name":"f"}}}}""",
            """{"contentBlockDelta":{"delta":{"toolUse":{"input":"{\"a\":\"\ud83d"}}}}""",
            """{"contentBlockDelta":{"delta":{"toolUse":{"input":"\ude00\"}"}}}}""",
            """{"contentBlockStop":{}}""");

        reading.Contents<FunctionCallContent>().Single().Arguments!["a"]!.ToString().Should().Be("😀");
    }

    [Fact]
    public async Task Half_characters_in_tools_are_mended_so_that_everybody_can_read_them()
    {
        Reading reading = await Ask.EventsAsync(
            """{"type":"tool-input-available","toolCallId":"c\ud83d","toolName":"f\ud83d","input":{"a":"x\ud83d","b\udc4b":{"c\ud83d":["\\ud83d \ud83d\ude00"]}}}""",
            """{"type":"tool-output-available","toolCallId":"c\ud83d","output":"y\ud83d"}""");

        FunctionCallContent call = reading.Contents<FunctionCallContent>().Single();
        call.CallId.Should().Be("c\ufffd");
        call.Name.Should().Be("f\ufffd");
        ((JsonElement)call.Arguments!["a"]!).GetString().Should().Be("x\ufffd");
        ((JsonElement)call.Arguments["b\ufffd"]!).GetProperty("c\ufffd")[0].GetString().Should().Be("\\ud83d 😀");
        FunctionResultContent result = reading.Contents<FunctionResultContent>().Single();
        (result.CallId, result.Result).Should().Be(("c\ufffd", "y\ufffd"));
    }

    [Fact]
    public async Task Half_characters_in_the_id_of_a_call_that_comes_in_pieces_are_mended()
    {
        Reading reading = await Ask.EventsAsync(
            """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c\ud83d","name":"f"}}}}""",
            """{"contentBlockStop":{}}""");

        reading.Contents<FunctionCallContent>().Single().CallId.Should().Be("c\ufffd");
    }

    [Fact]
    public async Task Half_characters_in_what_an_agent_names_are_mended()
    {
        Reading reading = await Ask.EventsAsync(
            """{"object":"chat.completion.chunk","model":"m\ud83d","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"odd\udc4b"}]}""");

        reading.Updates[^1].ModelId.Should().Be("m\ufffd");
        reading.Updates[^1].FinishReason!.Value.Value.Should().Be("odd\ufffd");
    }

    [Fact]
    public async Task Half_characters_in_what_a_model_wants_to_be_given_back_are_mended() =>
        (await Ask.EventsAsync("""{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s\ud83d"}}"""))
            .Contents<TextReasoningContent>().Single().ProtectedData.Should().Be("s\ufffd");

    [Fact]
    public async Task Half_characters_in_the_words_of_an_error_are_mended()
    {
        AgentCoreException error = (await Ask.EventsAsync("""{"error":{"message":"no\ud83d","code":"E\udc4b"}}""")).Error!;

        (error.Message, error.ErrorCode).Should().Be(("The agent reported an error in its answer: no\ufffd", "E\ufffd"));
    }

    [Fact]
    public async Task A_name_with_half_a_character_hides_nothing_beside_it() =>
        (await Ask.EventsAsync("""{"\ud83d":1,"contentBlockDelta":{"delta":{"text":"Hello","\udc4b":2}}}""")).Text.Should().Be("Hello");

    [Fact]
    public async Task Bytes_that_are_no_UTF8_in_arguments_are_replaced()
    {
        byte[] body = [.. "data: {\"type\":\"tool-input-available\",\"toolCallId\":\"c\",\"toolName\":\"f\",\"input\":{\"a\":\"x"u8, 0xC3, .. "\"}}\n\n"u8];

        Reading reading = await Ask.BodyAsync("text/event-stream", ScriptedBody.Whole(body));

        ((JsonElement)reading.Contents<FunctionCallContent>().Single().Arguments!["a"]!).GetString().Should().Be("x\ufffd");
    }

    [Fact]
    public async Task An_error_whose_words_are_no_UTF8_is_an_error_all_the_same()
    {
        byte[] body = [.. "data: \"Hel\"\n\ndata: {\"error\":{\"why\":\"caf"u8, 0xE9, .. "\"}}\n\n"u8];

        Reading reading = await Ask.BodyAsync("text/event-stream", ScriptedBody.Whole(body));

        reading.Text.Should().Be("Hel");
        reading.Error!.Message.Should().Be("The agent reported an error in its answer: {\"why\":\"caf\ufffd\"}");
    }

    [Fact]
    public async Task Numbers_beyond_every_type_in_arguments_are_given_as_they_came()
    {
        Reading reading = await Ask.EventsAsync("""{"type":"tool-input-available","toolCallId":"c","toolName":"f","input":{"a":1e400,"b":123456789012345678901234567890}}""");

        reading.Contents<FunctionCallContent>().Single().Arguments!.Values.Select(value => ((JsonElement)value!).GetRawText())
            .Should().Equal("1e400", "123456789012345678901234567890");
    }

    [Fact]
    public async Task Of_arguments_with_one_name_the_last_counts()
    {
        Reading reading = await Ask.EventsAsync("""{"type":"tool-input-available","toolCallId":"c","toolName":"f","input":{"a":1,"a":2}}""");

        reading.Contents<FunctionCallContent>().Single().Arguments!["a"]!.ToString().Should().Be("2");
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("9223372036854775808")]
    [InlineData("\"7\"")]
    [InlineData("{}")]
    public async Task A_count_of_tokens_that_is_none_is_untold(string count)
    {
        Reading reading = await Ask.EventsAsync(
            """{"contentBlockDelta":{"delta":{"text":"Hello"}}}""", """{"metadata":{"usage":{"inputTokens":{0},"outputTokens":2}}}""".With(count));

        reading.Contents<UsageContent>().Single().Details.Should().BeEquivalentTo(new { InputTokenCount = (long?)null, OutputTokenCount = 2, TotalTokenCount = 2 });
    }

    [Theory]
    [InlineData("application/json", "{\"result\":\"Hello\"}")]
    [InlineData("text/event-stream", "data: Hello\n\n")]
    [InlineData("application/x-ndjson", "\"Hello\"\n")]
    public async Task White_space_before_an_answer_does_not_hide_it(string contentType, string body)
    {
        foreach (string before in (string[])[new string('\n', 15), new string('\n', 16), new string('\n', 17), new string(' ', 1_000) + "\r\n"])
        {
            (await Ask.BodyAsync(contentType, before + body)).Text.Trim().Should().Be("Hello");
        }
    }

    [Theory]
    [InlineData("\"data:,\"")]
    [InlineData("\"data:;base64,!\"")]
    [InlineData("\"data:é/ü;base64,AAAA\"")]
    public async Task Binary_content_whose_address_is_malformed_hides_nothing_beside_it(string uri)
    {
        Reading reading = await Ask.EventsAsync("""{"contents":[{"$type":"data","uri":{0}},{"$type":"text","text":"Hello"}]}""".With(uri));

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().Be("Hello");
    }

    [Fact]
    public async Task Binary_content_whose_label_is_malformed_is_bytes()
    {
        Reading reading = await Ask.EventsAsync("""{"role":"assistant","content":[{"type":"image","source":{"data":"AAAA","media_type":"image/ \u0000"}}]}""");

        reading.Contents<DataContent>().Single().MediaType.Should().Be("application/octet-stream");
    }

    [Fact]
    public async Task An_error_of_a_name_that_is_none_has_a_short_name_of_one_line()
    {
        AgentCoreException error = (await Ask.EventsAsync("""{"error":{"message":"no","code":"E\n{0}"}}""".With(new string('x', 10_000)))).Error!;

        error.ErrorCode.Should().Be($"E {new string('x', 498)}…");
    }

    [Fact]
    public async Task A_reason_without_a_letter_is_none() =>
        (await Ask.EventsAsync("""{"contentBlockDelta":{"delta":{"text":"Hello"}}}""", """{"messageStop":{"stopReason":" "}}"""))
            .Updates[^1].FinishReason.Should().Be(ChatFinishReason.Stop);

    private static string Nested(int depth) => new StringBuilder().Insert(0, "{\"a\":", depth).Append('1').Append('}', depth).ToString();
}
