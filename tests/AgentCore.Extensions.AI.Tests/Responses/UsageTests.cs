using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>What an agent used is counted once, however often and in however many places it is told.</summary>
public sealed class UsageTests
{
    private const string Start = """{"type":"message_start","message":{"id":"m1","model":"m","usage":{"input_tokens":10,"cache_read_input_tokens":4,"output_tokens":1}}}""";
    private const string Stop = """{"type":"message_stop"}""";

    [Fact]
    public async Task Later_figures_of_a_model_call_replace_earlier_ones() =>
        await ShouldBeAsync(10, 5, 15, Start, End("\"output_tokens\":5"), Stop);

    [Fact]
    public async Task Later_figures_that_leave_one_out_do_not_take_it_back() =>
        await ShouldBeAsync(12, 1, 13, Start, End("\"input_tokens\":12"), Stop);

    [Fact]
    public async Task Later_figures_that_are_smaller_are_those_of_a_part_but_for_output()
    {
        UsageDetails usage = await ShouldBeAsync(10, 5, 15, Start, End("\"input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":5"), Stop);

        usage.CachedInputTokenCount.Should().Be(4);
    }

    [Fact]
    public async Task Last_figures_count_without_the_first() => await ShouldBeAsync(3, 2, 5, End("\"input_tokens\":3,\"output_tokens\":2"), Stop);

    [Fact]
    public async Task Two_model_calls_under_one_id_are_two() =>
        await ShouldBeAsync(20, 10, 30, Start, End("\"output_tokens\":5"), Stop, Start, End("\"output_tokens\":5"), Stop);

    [Fact]
    public async Task Two_model_calls_without_ends_are_told_apart_by_their_ids() =>
        await ShouldBeAsync(20, 10, 30, Start, End("\"output_tokens\":5"), Start.Replace("m1", "m2", StringComparison.Ordinal), End("\"output_tokens\":5"));

    [Fact]
    public async Task Figures_that_every_chunk_tells_up_to_then_are_those_of_the_last_chunk_of_each_call()
    {
        string[] call = [Chunk("a", 11), Chunk("b", 12), Chunk("c", 13, "stop")];

        await ShouldBeAsync(20, 6, 26, [.. call, .. call]);
    }

    [Fact]
    public async Task A_whole_message_that_repeats_what_was_streamed_repeats_its_usage_too() =>
        await ShouldBeAsync(
            10, 5, 15,
            Start,
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""",
            End("\"output_tokens\":5"),
            Stop,
            """{"role":"assistant","content":"Hi","usage":{"input_tokens":10,"output_tokens":5}}""");

    [Theory]
    [InlineData("""{"type":"message_start","message":{"id":"m1"}}""")]
    [InlineData("""{"type":"AIMessageChunk","content":""}""")]
    [InlineData("""{"type":"AIMessageChunk","content":"","usage_metadata":{}}""")]
    [InlineData("""{"type":"AIMessageChunk","content":"","usage_metadata":{"input_tokens":-1}}""")]
    public async Task A_stream_that_told_no_usage_leaves_it_to_the_whole_message(string first) =>
        await ShouldBeAsync(10, 5, 15, first, """{"role":"assistant","content":"Hi","usage":{"input_tokens":10,"output_tokens":5}}""");

    [Fact]
    public async Task Each_whole_message_adds_its_own() =>
        await ShouldBeAsync(
            20, 10, 30,
            """{"role":"assistant","content":"Hi","usage":{"input_tokens":10,"output_tokens":5}}""",
            """{"role":"assistant","content":"Ho","usage":{"input_tokens":10,"output_tokens":5}}""");

    [Fact]
    public async Task The_last_total_of_the_run_replaces_the_sum() =>
        await ShouldBeAsync(
            8, 4, 12,
            """{"type":"finish-step","usage":{"inputTokens":1,"outputTokens":1}}""",
            """{"type":"finish","totalUsage":{"inputTokens":5,"outputTokens":4}}""",
            """{"type":"finish","totalUsage":{"inputTokens":8,"outputTokens":4},"messageMetadata":{"totalUsage":null}}""");

    [Theory]
    [InlineData("""{"type":"finish-step","usage":{"inputTokens":3,"outputTokens":4}}""")]
    [InlineData("""{"type":"step-finish","usage":{"inputTokens":3,"outputTokens":4}}""")]
    [InlineData("""{"type":"finish","totalUsage":{"inputTokens":3,"outputTokens":4}}""")]
    [InlineData("""{"type":"finish","usage":{"inputTokens":3,"outputTokens":4}}""")]
    [InlineData("""{"type":"finish","messageMetadata":{"totalUsage":{"inputTokens":3,"outputTokens":4}}}""")]
    [InlineData("""{"type":"finish","messageMetadata":{"usage":{"inputTokens":3,"outputTokens":4}}}""")]
    [InlineData("""{"event_kind":"agent_run_result","result":{"output":"Hi","usage":{"input_tokens":3,"output_tokens":4}}}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"Hi"}}],"usage":{"prompt_tokens":3,"completion_tokens":4}}""")]
    [InlineData("""{"type":"RUN_FINISHED","usage":[{"inputTokens":1,"outputTokens":4},{"inputTokens":2}]}""")]
    public async Task Usage_may_be_told_as(string json) => await ShouldBeAsync(3, 4, 7, json);

    [Theory]
    [InlineData("""{"input_tokens":7,"total_tokens":9}""", 7L, null, 9L)]
    [InlineData("""{"total_tokens":9}""", null, null, 9L)]
    [InlineData("""{"output_tokens":9}""", null, 9L, 9L)]
    [InlineData("""{"input_tokens":7.0,"output_tokens":0}""", 7L, 0L, 7L)]
    [InlineData("""{"input_tokens":7,"output_tokens":0.5}""", 7L, null, 7L)]
    [InlineData("""{"input_tokens":9007199254740992.0,"output_tokens":-1}""", 9_007_199_254_740_992L, null, 9_007_199_254_740_992L)]
    [InlineData("""{"input_tokens":9223372036854775807,"output_tokens":1}""", long.MaxValue, 1L, long.MaxValue)]
    [InlineData("""{"input_tokens":9223372036854775806,"output_tokens":1}""", long.MaxValue - 1L, 1L, long.MaxValue)]
    [InlineData("""{"input_tokens":"7","prompt_tokens":6,"output_tokens":1}""", 6L, 1L, 7L)]
    public async Task What_can_be_counted_is_counted(string usage, long? input, long? output, long? total) =>
        await ShouldBeAsync(input, output, total, """{"role":"assistant","content":"Hi","usage":{0}}""".With(usage));

    [Theory]
    [InlineData("""{"reasoning_tokens":3}""")]
    [InlineData("""{"input_tokens":9007199254740994.0}""")]
    [InlineData("""{"input_tokens":-1.0}""")]
    [InlineData("[]")]
    public async Task What_can_not_be_counted_is_no_usage(string usage)
    {
        Reading reading = await Ask.EventsAsync("""{"role":"assistant","content":"Hi","usage":{0}}""".With(usage));

        reading.Contents<UsageContent>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"prompt_tokens_details\":{\"cached_tokens\":2}", 2L, null)]
    [InlineData("\"prompt_tokens_details\":{\"other\":2},\"input_token_details\":{\"cache_read\":3}", 3L, null)]
    [InlineData("\"output_tokens_details\":[{\"reasoning_tokens\":4}]", null, 4L)]
    [InlineData("\"output_tokens_details\":[{\"reasoning_tokens\":4},{\"reasoning_tokens\":5}]", null, null)]
    [InlineData("\"output_tokens_details\":[4]", null, null)]
    [InlineData("\"cached_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":2}", 1L, null)]
    [InlineData("\"reasoning_tokens\":1,\"output_tokens_details\":{\"reasoning_tokens\":4}", null, 1L)]
    public async Task What_is_part_of_a_count_may_stand_deeper(string details, long? cached, long? reasoning)
    {
        UsageDetails usage = await ShouldBeAsync(7, 5, 12, """{"role":"assistant","content":"Hi","usage":{"prompt_tokens":7,"completion_tokens":5,{0}}}""".With(details));

        usage.CachedInputTokenCount.Should().Be(cached);
        usage.ReasoningTokenCount.Should().Be(reasoning);
    }

    private static string End(string usage) => """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{{0}}}""".With(usage);

    private static string Chunk(string text, int total, string? finish = null) =>
        $$$"""{"id":"c","choices":[{"index":0,"delta":{"content":"{{{text}}}"},"finish_reason":{{{(finish is null ? "null" : $"\"{finish}\"")}}}}],"usage":{"prompt_tokens":10,"completion_tokens":{{{total - 10}}},"total_tokens":{{{total}}}}}""";

    private static async Task<UsageDetails> ShouldBeAsync(long? input, long? output, long? total, params string[] events)
    {
        Reading reading = await Ask.EventsAsync(events);

        reading.Error?.Message.Should().BeNull();
        UsageDetails usage = reading.Contents<UsageContent>().Should().ContainSingle().Subject.Details;
        (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount).Should().Be((input, output, total));
        return usage;
    }
}
