using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Adversarial;

/// <summary>What has no end ends at a bound, with an error that names the option which moves it.</summary>
public sealed class BoundTests
{
    private const int Mebi = 1024 * 1024;

    [Fact]
    public void The_bounds_are_those_of_the_documentation() => new AgentCoreResponseLimits().Should().BeEquivalentTo(new
    {
        MaxEventBytes = 10 * Mebi,
        MaxBodyBytes = 100_000_000,
        MaxJsonDepth = 64,
        MaxOpenBlocks = 1_024,
        MaxToolCalls = 10_000,
        MaxToolArgumentLength = 100_000_000,
        MaxUnknownEventLength = Mebi,
        MaxBufferedBytes = 1024L * Mebi,
    });

    [Theory]
    [InlineData("text/event-stream", "data: \"Hel\"\n\ndata: ", "lo")]
    [InlineData("text/event-stream", "data: \"Hel\"\n\n", "data: lo\n")]
    [InlineData("text/event-stream", "data: \"Hel\"\n\n", "lo")]
    [InlineData("application/x-ndjson", "\"Hel\"\n\"", "lo")]
    public async Task An_event_without_an_end_is_not_kept_in_memory(string contentType, string start, string repeated)
    {
        EndlessBody body = new(start, repeated);

        Reading reading = await Ask.BodyAsync(contentType, body);

        reading.ShouldNameTheBound("one of its events is too large", "MaxEventBytes", 10 * Mebi);
        reading.Text.Should().Be("Hel", "it came before");
        body.Given.Should().BeLessThan(40 * Mebi, "the parser doubles its buffer, no more");
    }

    [Fact]
    public async Task Large_events_within_the_bound_are_read()
    {
        string word = new('a', 9 * Mebi);

        Reading reading = await Ask.EventsAsync([$"\"{word}\"", $"\"{word}\""]);

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().HaveLength(18 * Mebi);
    }

    [Theory]
    [InlineData("text/plain", "Hello")]
    [InlineData("application/json", "[")]
    [InlineData("image/png", "a")]
    public async Task A_body_without_an_end_is_not_kept_in_memory(string contentType, string repeated)
    {
        EndlessBody body = new("", repeated);

        Reading reading = await Ask.BodyAsync(contentType, body, o => o.Limits.MaxBodyBytes = Mebi);

        reading.ShouldNameTheBound("its body is too large", "MaxBodyBytes", Mebi);
        body.Given.Should().BeLessThan(2 * Mebi);
    }

    [Fact]
    public async Task A_result_whose_pieces_never_end_is_not_kept_in_memory()
    {
        EndlessBody body = new("", """data: {"type":"result","result":"a"}""" + "\n\n" + """data: {"type":"result","result":"b"}""" + "\n\n");

        Reading reading = await Ask.BodyAsync("text/event-stream", body, o => o.Limits.MaxBodyBytes = 10_000);

        reading.ShouldNameTheBound("the pieces of its result are too large together", "MaxBodyBytes", 10_000);
        body.Given.Should().BeLessThan(Mebi);
    }

    [Fact]
    public async Task A_hundred_thousand_tool_calls_are_too_many()
    {
        Reading reading = await Ask.EventsAsync(Enumerable.Range(0, 100_000).Select(i =>
            """{"type":"tool-input-available","toolCallId":"c{0}","toolName":"f","input":{}}""".With(i)));

        reading.ShouldNameTheBound("it tells of too many tool calls", "MaxToolCalls", 10_000);
        reading.Contents<FunctionCallContent>().Should().HaveCount(10_000);
    }

    [Theory]
    [InlineData("""{"type":"tool-output-available","toolCallId":"c{0}","output":1}""")]
    [InlineData("""{"message":{"role":"user","content":[{"toolResult":{"toolUseId":"c{0}","content":[]}}]}}""")]
    public async Task Results_of_calls_that_were_never_told_are_bounded_too(string result)
    {
        Reading reading = await Ask.EventsAsync(Enumerable.Range(0, 100_000).Select(i => result.With(i)));

        reading.ShouldNameTheBound("it tells of too many tool results", "MaxToolCalls", 10_000);
    }

    [Fact]
    public async Task Tool_calls_in_one_whole_body_are_bounded_too()
    {
        string calls = string.Join(',', Enumerable.Range(0, 20_000).Select(i => """{"type":"tool_use","id":"c{0}","name":"f","input":{}}""".With(i)));

        Reading reading = await Ask.BodyAsync("application/json", """{"role":"assistant","content":[{0}]}""".With(calls));

        reading.ShouldNameTheBound("it tells of too many tool calls", "MaxToolCalls", 10_000);
    }

    [Theory]
    [InlineData("""{"contentBlockStart":{"contentBlockIndex":{0},"start":{"toolUse":{"toolUseId":"c{0}","name":"f"}}}}""")]
    [InlineData("""{"type":"content_block_start","index":{0},"content_block":{"type":"tool_use","id":"c{0}","name":"f"}}""")]
    [InlineData("""{"type":"tool-input-start","toolCallId":"c{0}","toolName":"f"}""")]
    public async Task Blocks_that_are_never_closed_are_bounded(string start)
    {
        Reading reading = await Ask.EventsAsync(Enumerable.Range(0, 5_000).Select(i => start.With(i)));

        reading.ShouldNameTheBound("too many of its blocks are open at once", "MaxOpenBlocks", 1_024);
    }

    [Fact]
    public async Task Agents_side_by_side_are_not_remembered_without_end()
    {
        Reading reading = await Ask.EventsAsync(Enumerable.Range(0, 5_000).Select(i =>
            """{"type":"multiagent_node_stream","node_id":"n{0}","event":{"event":{"contentBlockDelta":{"delta":{"text":"a"}}}}}""".With(i)));

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().HaveLength(5_000);
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("[\"{0}\"]")]
    public async Task Arguments_of_whole_calls_are_bounded_too(string argument)
    {
        string json = argument.With(new string('1', 1_000));

        Reading reading = await Ask.EventsAsync(
            Enumerable.Range(0, 20).Select(i => """{"type":"tool-call","toolCallId":"c{0}","toolName":"f","args":{"a":{1}}}""".With(i).Replace("{1}", json, StringComparison.Ordinal)),
            o => o.Limits.MaxToolArgumentLength = 10_000);

        reading.ShouldNameTheBound("the arguments of its tool calls are too long", "MaxToolArgumentLength", 10_000);
        reading.Contents<FunctionCallContent>().Should().HaveCount(9);
    }

    [Fact]
    public async Task Arguments_of_all_calls_together_are_bounded()
    {
        string piece = new('1', 1_000);

        Reading reading = await Ask.EventsAsync(
            [
                """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c","name":"f"}}}}""",
                .. Enumerable.Repeat("""{"contentBlockDelta":{"delta":{"toolUse":{"input":"{0}"}}}}""".With(piece), 20),
            ],
            o => o.Limits.MaxToolArgumentLength = 10_000);

        reading.ShouldNameTheBound("the arguments of its tool calls are too long", "MaxToolArgumentLength", 10_000);
    }

    [Fact]
    public async Task Events_that_nobody_knows_are_kept_up_to_a_bound_and_the_text_says_so()
    {
        Reading reading = await Ask.EventsAsync(Enumerable.Range(0, 10_000).Select(i => """{"foo":{0}}""".With(i)), o => o.Limits.MaxUnknownEventLength = 1_024);

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().StartWith("{\"foo\":0}\n{\"foo\":1}\n").And.EndWith("\n[…cut: MaxUnknownEventLength]");
        reading.Text.Length.Should().BeLessThan(1_100);
    }

    [Fact]
    public async Task Objects_that_Python_could_not_write_are_kept_up_to_a_bound_and_the_text_says_so()
    {
        Reading reading = await Ask.EventsAsync(Enumerable.Repeat("\"{'data': 'Hello', 'agent': <Agent>}\"", 10_000), o => o.Limits.MaxUnknownEventLength = 1_024);

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().StartWith("HelloHello").And.EndWith("\n[…cut: MaxUnknownEventLength]");
        reading.Text.Length.Should().BeLessThan(1_100);
    }

    [Fact]
    public async Task An_error_as_long_as_a_book_is_told_by_its_beginning()
    {
        Reading reading = await Ask.EventsAsync("""{"error":"{0}"}""".With(new string('e', 3_999) + "🙂" + new string('e', 100_000)));

        reading.Error!.Message.Should().Be($"The agent reported an error in its answer: {new string('e', 3_999)}…");
    }
}
