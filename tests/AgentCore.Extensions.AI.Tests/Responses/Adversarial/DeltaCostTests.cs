namespace AgentCore.Extensions.AI.Tests.Responses.Adversarial;

/// <summary>A piece of text costs what its caller gets and nothing else: no document is built of an event that nearly every answer consists of.</summary>
public sealed class DeltaCostTests
{
    private const int Events = 2_000;

    // An update, its list of one, its content and a short text are some 320 bytes; a document is 70 more at the least.
    private const long Update = 350;

    [Theory]
    [InlineData("""
        "{0}"
        """)]
    [InlineData("""{"chunk":"{0}"}""")]
    [InlineData("""{"contentBlockDelta":{"delta":{"text":"{0}"}}}""")]
    [InlineData("""{"contentBlockDelta":{"delta":{"text":"{0}"},"contentBlockIndex":0}}""")]
    [InlineData("""{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"text":"{0}"}}}""")]
    [InlineData("""{"event":{"contentBlockDelta":{"delta":{"text":"{0}"}}}}""")]
    [InlineData("""{"event":{"contentBlockDelta":{"delta":{"text":"{0}"},"contentBlockIndex":12}}}""")]
    [InlineData("""{"event":{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"text":"{0}"}}}}""")]
    public void A_common_event_is_read_from_its_bytes(string json)
    {
        // An escape keeps the template out, which knows the bytes around the last text.
        CostOf(json, "w\\n").Should().BeLessThan(Update);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"{0}"},"finish_reason":null}]}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{0}"}}""")]
    [InlineData("""{"type":"text-delta","id":"t","delta":"{0}"}""")]
    [InlineData("""{"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"{0}"}""")]
    [InlineData("""{"type":"TEXT_MESSAGE_CHUNK","messageId":"m","role":"assistant","delta":"{0}"}""")]
    [InlineData("""{"type":"TEXT_MESSAGE_CHUNK","delta":"{0}"}""")]
    public void An_event_that_differs_from_the_last_in_its_text_alone_is_not_parsed(string json) => CostOf(json, "w").Should().BeLessThan(Update);

    private static long CostOf(string json, string text)
    {
        string[] events = [.. Enumerable.Range(0, Events).Select(i => json.Trim().With(text + (i % 10)))];
        Ask.Cost(events); // What is made once is none of it.
        return Ask.Cost(events) / Events;
    }
}
