using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Events that differ from the one before in their text alone are not parsed; that must never be seen.</summary>
public sealed class RepeatedEventsTests
{
    [Fact]
    public async Task Texts_with_and_without_escapes_follow_each_other()
    {
        string[] texts = await TextsAsync(
            Delta("plain"), Delta("again"), Delta("line\\nbreak"), Delta("a \\\"quote\\\""), Delta("back\\\\slash"), Delta("\\u00e9\\ud83d\\ude42"), Delta("é🙂"), Delta(" {}[],: "), Delta("end"));

        texts.Should().Equal("plain", "again", "line\nbreak", "a \"quote\"", "back\\slash", "é🙂", "é🙂", " {}[],: ", "end");
    }

    [Fact]
    public async Task An_event_that_holds_more_than_a_text_is_read_as_what_it_is()
    {
        ChatResponse response = await AskAsync(
            Delta("I look. "),
            """{"event":{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"t1","name":"look"}},"contentBlockIndex":1}}}""",
            """{"event":{"contentBlockDelta":{"delta":{"text":"It is ","toolUse":{"input":"{\"at\":1}"}},"contentBlockIndex":1}}}""",
            """{"event":{"contentBlockStop":{"contentBlockIndex":1}}}""",
            Delta("here."));

        response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single().Arguments!["at"]!.ToString().Should().Be("1");
        response.Text.Should().Be("I look. It is here.");
    }

    [Fact]
    public async Task An_event_that_begins_and_ends_alike_but_is_broken_between_is_no_text()
    {
        // Not JSON: a quote in the text is not escaped.
        string broken = Delta("a\"b");

        string[] texts = await TextsAsync(Delta("x"), broken);

        texts.Should().Equal("x", broken);
    }

    [Fact]
    public async Task An_event_as_short_as_what_stands_around_a_text_is_an_empty_text()
    {
        string[] texts = await TextsAsync("""{"chunk":"ab"}""", """{"chunk":""}""", """{"chunk":"}""", """{"chunk":"c"}""");

        texts.Should().Equal("ab", """{"chunk":"}""", "c");
    }

    [Fact]
    public async Task A_chunk_that_looks_like_the_one_before_it_belongs_to_the_model_call_it_follows()
    {
        const string Usage = """{"id":"c","model":"m","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}""";
        const string End = """{"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

        ChatResponse response = await AskAsync(Chunk("One "), Chunk("two "), End, Usage, Chunk("three "), Chunk("four"), End, Usage);

        response.Text.Should().Be("One two three four");
        response.Usage!.TotalTokenCount.Should().Be(24);
    }

    [Fact]
    public async Task A_chunk_with_reasoning_beside_its_text_tells_both_each_time()
    {
        string[] events = [.. ((string[])["a", "b", "c"]).Select(text => $$$$"""{"choices":[{"index":0,"delta":{"reasoning_content":"Hm. ","content":"{{{{text}}}}"},"finish_reason":null}]}""")];

        ChatResponse response = await AskAsync(events);

        response.Text.Should().Be("abc");
        string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text)).Should().Be("Hm. Hm. Hm. ");
    }

    [Fact]
    public async Task A_text_that_stands_in_its_event_twice_is_not_taken_for_the_place_of_the_next_one()
    {
        string[] texts = await TextsAsync(
            """{"id":"m","model":"m","choices":[{"index":0,"delta":{"content":"m"}}]}""",
            """{"id":"m","model":"m","choices":[{"index":0,"delta":{"content":"n"}}]}""",
            """{"id":"x","model":"m","choices":[{"index":0,"delta":{"content":"n"}}]}""");

        texts.Should().Equal("m", "n", "n");
    }

    [Fact]
    public async Task A_text_that_is_a_name_in_its_event_is_not_taken_for_the_place_of_the_next_one()
    {
        string[] texts = await TextsAsync(
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"text"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","note":"text"}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"more"}}""");

        texts.Should().Equal("text", "more");
    }

    [Fact]
    public async Task The_same_bytes_under_another_name_are_another_event()
    {
        Reading reading = await Ask.BodyAsync(
            "text/event-stream",
            """
            event: text-delta
            data: {"id":"t","delta":"One"}

            event: reasoning-delta
            data: {"id":"t","delta":"Hm."}

            event: text-delta
            data: {"id":"t","delta":" two"}


            """);

        reading.Text.Should().Be("One two");
        reading.Contents<TextReasoningContent>().Should().ContainSingle().Which.Text.Should().Be("Hm.");
    }

    [Fact]
    public async Task An_event_with_an_empty_text_tells_nothing()
    {
        string[] texts = await TextsAsync(Chunk("One"), Chunk(""), Chunk(" two"));

        texts.Should().Equal("One", " two");
    }

    private static string Chunk(string text) => $$$$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"{{{{text}}}}"},"finish_reason":null}]}""";

    private static string Delta(string json) => $$$$"""{"event":{"contentBlockDelta":{"delta":{"text":"{{{{json}}}}"},"contentBlockIndex":0}}}""";

    private static async Task<string[]> TextsAsync(params string[] events)
    {
        using AgentCoreChatClient client = Client(events);
        List<string> texts = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hi"))
        {
            texts.AddRange(update.Contents.OfType<TextContent>().Select(content => content.Text));
        }

        return [.. texts];
    }

    private static async Task<ChatResponse> AskAsync(params string[] events)
    {
        using AgentCoreChatClient client = Client(events);
        return await client.GetResponseAsync("hi");
    }

    private static AgentCoreChatClient Client(string[] events) => new(
        new ScriptedTransport(_ => ScriptedTransport.Sse(events)),
        new AgentCoreChatClientOptions { AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234" });
}
