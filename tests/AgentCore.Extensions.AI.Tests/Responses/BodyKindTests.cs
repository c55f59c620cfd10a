using System.IO.Pipelines;
using System.Text.Json;
using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>What a body is taken for, by its first bytes and, where they don't tell, by its label.</summary>
public sealed class BodyKindTests
{
    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/ndjson")]
    [InlineData("application/jsonl")]
    [InlineData("application/x-jsonlines")]
    [InlineData("Application/JsonLines; charset=utf-8")]
    public async Task Lines_of_JSON_are_read_line_by_line(string contentType)
    {
        Reading objects = await Ask.BodyAsync(contentType, "{\"text\":\"H\"}\n{\"text\":\"i\"}\n{\"text\":\"lost");
        Reading strings = await Ask.BodyAsync(contentType, "\"H\"\n\"i\"\n\"lost");

        foreach (Reading reading in (Reading[])[objects, strings])
        {
            reading.Text.Should().Be("Hi");
            reading.Error!.Message.Should().StartWith("The answer ended abruptly: its last event is incomplete.");
        }
    }

    [Theory]
    [InlineData("{\"text\":\"H\"}\n{\"text\":\"i\"}", "Hi")]
    [InlineData("\"H\"\r\n\r\n {\"text\":\"i\"} \n", "Hi")]
    [InlineData("[\"messages\",[{\"type\":\"AIMessageChunk\",\"content\":\"H\"},{}]]\n{\"text\":\"i\"}\n", "Hi")]
    [InlineData("{\"text\":\"H\"}\n7\n", "{\"text\":\"H\"}\n7\n")]
    [InlineData("{\"text\":\"H\"}\n{\"text\"", "{\"text\":\"H\"}\n{\"text\"")]
    public async Task Lines_of_JSON_are_known_without_their_label_where_all_are(string body, string text) =>
        (await Ask.BodyAsync("application/json", body)).Text.Should().Be(text);

    [Fact]
    public async Task Lines_of_text_are_no_lines_of_JSON_whatever_the_label_says() =>
        (await Ask.BodyAsync("application/x-ndjson", "one\ntwo")).Text.Should().Be("one\ntwo");

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/json")]
    [InlineData("application/problem+json")]
    [InlineData("application/json-seq")]
    [InlineData("application/javascript")]
    [InlineData("application/xml")]
    [InlineData("image/svg+xml")]
    [InlineData("no media type")]
    [InlineData("")]
    public async Task Text_is_text(string contentType) => (await Ask.BodyAsync(contentType, "<a>Hi</a>")).Text.Should().Be("<a>Hi</a>");

    [Theory]
    [InlineData("application/octet-stream", "application/octet-stream")]
    [InlineData("IMAGE/PNG; name=a", "image/png")]
    public async Task What_is_labelled_as_no_text_is_data(string contentType, string mediaType)
    {
        DataContent data = (await Ask.BodyAsync(contentType, "data: Hi\n\n")).Contents<DataContent>().Should().ContainSingle().Subject;

        data.MediaType.Should().Be(mediaType);
        data.Data.Length.Should().Be(10);
    }

    [Theory]
    [InlineData("image/png", "")]
    [InlineData("text/event-stream", "")]
    [InlineData("application/json", " \r\n")]
    public async Task A_body_with_nothing_in_it_is_an_empty_answer(string contentType, string body)
    {
        Reading reading = await Ask.BodyAsync(contentType, body);

        reading.Error?.Message.Should().BeNull();
        reading.Contents<AIContent>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("data:Hi\n\n")]
    [InlineData("event:message\ndata:Hi\n\n")]
    [InlineData("id:1\ndata:Hi\n\n")]
    [InlineData("retry:5\ndata:Hi\n\n")]
    [InlineData(":\ndata:Hi\n\n")]
    [InlineData("\ufeffdata:Hi\n\n")]
    [InlineData("\ufeff\r\n data:Hi\n\n")]
    public async Task A_field_s_name_begins_a_stream_of_events_whatever_the_label_says(string body) =>
        (await Ask.BodyAsync("application/json", body)).Text.Should().Be("Hi");

    [Fact]
    public async Task A_first_event_that_is_short_is_told_before_the_next_one_is_sent()
    {
        Pipe pipe = new();
        using PropertyAgent agent = new("text/event-stream");
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        agent.Answer(pipe.Reader.AsStream());
        IAsyncEnumerator<ChatResponseUpdate> updates = agent.Client.GetStreamingResponseAsync("hi", cancellationToken: limit.Token).GetAsyncEnumerator(limit.Token);
        await updates.MoveNextAsync();

        await pipe.Writer.WriteAsync("data:Hi\n\n"u8.ToArray(), limit.Token);

        (await updates.MoveNextAsync()).Should().BeTrue();
        updates.Current.Text.Should().Be("Hi");
        await updates.DisposeAsync();
    }

    [Theory]
    [InlineData("date: Hi")]
    [InlineData("data Hi")]
    [InlineData("idle: Hi")]
    public async Task Words_that_are_like_a_field_s_name_begin_a_text(string body) => (await Ask.BodyAsync("text/event-stream", body)).Text.Should().Be(body);

    [Theory]
    [InlineData(60_000, "Hi")]
    [InlineData(70_000, "data:Hi")]
    public async Task White_space_before_an_answer_is_waited_through_up_to_a_bound(int length, string text) =>
        (await Ask.BodyAsync("application/json", new string(' ', length) + "data:Hi\n\n")).Text.Trim().Should().Be(text);

    [Theory]
    [InlineData("""data: A\n\ndata: B\n\n""", "AB")]
    [InlineData("""data:A\ndata:  B\n\n""", "A\n B")]
    [InlineData("""event: note\ndata: A\n\n""", "A")]
    [InlineData("""data: A\r\n\r\ndata: B\r\n\r\n""", "AB")]
    [InlineData("""data: A\nid: 1\n: comment\n\n\n\nid: 2\n\ndata: [DONE]\n\ndata: B\n\n""", "A")]
    [InlineData("""data: A""", "data: A")]
    [InlineData("""event: A\n""", "event: A\n")]
    [InlineData("""note: A\ndata: B\n""", "note: A\ndata: B\n")]
    public async Task Events_in_a_string_are_events(string words, string text) => (await Ask.EventsAsync($"\"{words}\"")).Text.Should().Be(text);

    [Fact]
    public async Task Events_in_strings_may_follow_each_other_without_end() =>
        (await Ask.EventsAsync(Enumerable.Repeat("\"data: A\\n\\n\"", 10))).Text.Should().Be("AAAAAAAAAA");

    [Theory]
    [InlineData("""{"contentBlockDelta":{"delta":{"text":"Hi"}}}""", "Hi")]
    [InlineData("""{"contentBlockDelta":{"delta":{"text":"Hi"}}} """, "Hi")]
    [InlineData("""{"answer":"Hi"}""", """{"answer":"Hi"}""")]
    [InlineData("""{"contentBlockDelta":{"delta":{"text":"Hi"}}""", """{"contentBlockDelta":{"delta":{"text":"Hi"}}""")]
    [InlineData("{}", "{}")]
    [InlineData("{", "{")]
    public async Task An_event_that_was_written_as_JSON_twice_is_read_where_it_is_a_framework_s(string json, string text) =>
        (await Ask.EventsAsync(JsonSerializer.Serialize(json))).Text.Should().Be(text);

    [Fact]
    public async Task Events_of_no_dialect_are_told_line_by_line() =>
        (await Ask.EventsAsync("""{"a":1}""", """{"b":2}""")).Text.Should().Be("{\"a\":1}\n{\"b\":2}");

    [Fact]
    public async Task An_error_among_the_events_in_a_string_is_an_error()
    {
        Reading reading = await Ask.EventsAsync("\"data: Hel\\n\\nevent: error\\ndata: no\\n\\n\"");

        reading.Text.Should().Be("Hel");
        reading.Error!.Message.Should().EndWith("answer: no");
    }

    [Theory]
    [InlineData("""\ud83d \n\r\t\b\f\"\\\/\u00e9\u00E9!""", "\ufffd \n\r\t\b\f\"\\/éé!")]
    [InlineData("""a\ude00b""", "a\ufffdb")]
    [InlineData("""\ud83d\ude00\ud83d""", "😀\ufffd")]
    public async Task Half_a_character_spoils_nothing_around_it(string json, string text)
    {
        (await Ask.EventsAsync($"\"{json}\"")).Text.Should().Be(text);
        (await Ask.EventsAsync($$"""{"text":"{{json}}"}""")).Text.Should().Be(text);
        (await Ask.BodyAsync("application/json", $$"""{"result":"{{json}}"}""")).Text.Should().Be(text);
    }

    [Theory]
    [InlineData("""{'data': 'a\\n\\t\\r\\'b\\\\', 'x': <o>""", "a\n\t\r'b\\")]
    [InlineData("""{'data': \"it's\", 'x': <o>""", "it's")]
    [InlineData("""{'data': '\\x41\\u00e9\\U0001f600\\q', 'x': <o>""", "Aé😀q")]
    [InlineData("""{'data': '\\x4', 'x': <o>""", "x4")]
    [InlineData("""{'data': '\\ud83d', 'x': <o>""", "ud83d")]
    [InlineData("""{'data': 'cut\\""", "cut\\")]
    [InlineData("""{'data': 'cut""", "cut")]
    [InlineData("""{'data': 5}""", "")]
    [InlineData("""{'init': True}""", "")]
    [InlineData("""{'_a1': True}""", "")]
    [InlineData("""{'': 1}""", "{'': 1}")]
    [InlineData("""{'a b': 1}""", "{'a b': 1}")]
    [InlineData("""{'a' : 1}""", "{'a' : 1}")]
    public async Task What_Python_wrote_for_an_object_is_read_for_its_text(string words, string text) => (await Ask.EventsAsync($"\"{words}\"")).Text.Should().Be(text);

    [Fact]
    public async Task What_Python_wrote_counts_only_where_nothing_better_came() =>
        (await Ask.EventsAsync("\"{'data': 'Hel', 'x'\"", """{"chunk":"Hello"}""", "\"{'data': 'lo', 'x'\"")).Text.Should().Be("Hello");
}
