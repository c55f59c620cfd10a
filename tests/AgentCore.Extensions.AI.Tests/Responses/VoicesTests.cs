using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Who said what: streams hold the words of the user, of tools and of the system as well, and of several agents at once.</summary>
public sealed class VoicesTests
{
    [Theory]
    [InlineData("""{"role":"user","content":"no"}""")]
    [InlineData("""{"role":"system","content":"no"}""")]
    [InlineData("""{"role":"developer","content":"no"}""")]
    [InlineData("""{"role":"somebody","content":"no"}""")]
    [InlineData("""{"message":{"role":"user","content":[{"text":"no"}]}}""")]
    [InlineData("""{"type":"human","content":"no"}""")]
    [InlineData("""{"type":"human","data":{"content":"no"}}""")]
    [InlineData("""{"type":"HumanMessage","content":"no"}""")]
    [InlineData("""{"type":"HumanMessageChunk","content":"no"}""")]
    [InlineData("""{"type":"system","content":"no"}""")]
    [InlineData("""{"type":"system","data":{"content":"no"}}""")]
    [InlineData("""{"type":"SystemMessage","content":"no"}""")]
    [InlineData("""{"type":"SystemMessageChunk","content":"no"}""")]
    [InlineData("""{"lc":1,"id":["langchain","HumanMessage"],"kwargs":{"content":"no"}}""")]
    [InlineData("""{"agent":{"messages":[{"type":"human","content":"no"}]}}""")]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"type":"text","text":"no"}]}}""")]
    [InlineData("""{"type":"messageAddedEvent","message":{"role":"user","content":[{"text":"no"}]}}""")]
    [InlineData("""{"invocationId":"i","content":{"role":"user","parts":[{"text":"no"}]}}""")]
    [InlineData("""{"contents":[{"$type":"text","text":"no"}],"role":"user"}""")]
    [InlineData("""{"contents":[{"$type":"text","text":"no"}],"role":"tool"}""")]
    public async Task What_others_say_is_not_told(string json)
    {
        Reading reading = await Ask.EventsAsync(json);

        reading.Contents<AIContent>().Should().BeEmpty();
        reading.Error.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"role":"tool","content":"7"}""")]
    [InlineData("""{"role":"function","content":"7"}""")]
    [InlineData("""{"type":"tool","content":"7"}""")]
    [InlineData("""{"type":"ToolMessage","content":"7"}""")]
    [InlineData("""{"type":"ToolMessageChunk","content":"7"}""")]
    [InlineData("""{"type":"tool","data":{"content":"7"}}""")]
    public async Task What_a_tool_says_is_no_text(string json) => (await Ask.EventsAsync(json)).Text.Should().BeEmpty();

    [Theory]
    [InlineData("author")]
    [InlineData("branch")]
    public async Task Agents_that_speak_at_once_repeat_their_own_words_alone(string key)
    {
        Reading reading = await Ask.EventsAsync(
            Part(key, "a", "A", "true"), Part(key, "b", "B", "true"), Part(key, "a", "A", "false"), Part(key, "c", "C", "false"), Part(key, "b", "B", "false"));

        reading.Text.Should().Be("ABC");
    }

    [Fact]
    public async Task Nodes_that_speak_at_once_repeat_their_own_words_alone()
    {
        Reading reading = await Ask.EventsAsync(
            Node("a", """{"type":"modelContentBlockDeltaEvent","delta":{"type":"textDelta","text":"A"}}"""),
            Node("b", """{"type":"contentBlockEvent","contentBlock":{"type":"textBlock","text":"B"}}"""),
            Node("a", """{"type":"contentBlockEvent","contentBlock":{"type":"textBlock","text":"A"}}"""));

        reading.Text.Should().Be("AB");
    }

    [Fact]
    public async Task A_model_may_say_the_same_piece_twice() =>
        (await Ask.EventsAsync("""{"candidates":[{"content":{"parts":[{"text":"ha"}]}}]}""", """{"candidates":[{"content":{"parts":[{"text":"ha"}]}}]}""")).Text.Should().Be("haha");

    [Theory]
    [InlineData("""{"type":"ai","id":"{0}","content":"{1}"}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"message","id":"{0}","content":[{"type":"output_text","text":"{1}"}]}}""")]
    [InlineData("""{"type":"assistant","uuid":"{0}","message":{"role":"assistant","content":[{"type":"text","text":"{1}"}]}}""")]
    public async Task A_message_is_known_again_by_its_id(string json)
    {
        string[] messages = [.. new[] { ("1", "One"), ("2", " two"), ("1", "One"), ("2", " two"), ("3", " three") }
            .Select(message => json.With(message.Item1).Replace("{1}", message.Item2, StringComparison.Ordinal))];

        (await Ask.EventsAsync(messages)).Text.Should().Be("One two three");
    }

    [Fact]
    public async Task A_thought_is_known_again_by_its_id()
    {
        string[] thoughts = [.. new[] { "1", "2", "1", "2" }.Select(id => """{"type":"response.output_item.done","item":{"type":"reasoning","id":"{0}","summary":[{"text":"Hm."}]}}""".With(id))];

        (await Ask.EventsAsync(thoughts)).Contents<TextReasoningContent>().Should().HaveCount(2);
    }

    [Fact]
    public async Task An_end_that_is_told_with_the_message_again_is_the_end() =>
        (await Ask.EventsAsync("""{"type":"ai","id":"m","content":"Hi"}""", """{"type":"ai","id":"m","content":"Hi","response_metadata":{"finish_reason":"length"}}"""))
            .Updates[^1].FinishReason.Should().Be(ChatFinishReason.Length);

    [Fact]
    public async Task What_ends_a_model_s_stream_is_the_message_that_was_streamed()
    {
        Reading reading = await Ask.EventsAsync(
            """{"event":"on_chat_model_stream","data":{"chunk":{"type":"AIMessageChunk","content":"Hi"}}}""",
            """{"event":"on_chat_model_end","data":{"output":{"type":"AIMessageChunk","content":"Hi"}}}""",
            """{"event":"on_chain_end","data":{"output":{"messages":[{"type":"ai","content":"Hi"}]}}}""");

        reading.Text.Should().Be("Hi");
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task All_that_was_said_in_chunks_is_not_told_again_at_their_end(string done) =>
        (await Ask.EventsAsync("""{"chunk":"H"}""", """{"chunk":"i"}""", """{"message":"Hi","done":{0}}""".With(done))).Text.Should().Be("Hi");

    private static string Part(string key, string who, string text, string partial) =>
        $$$"""{"invocationId":"i","{{{key}}}":"{{{who}}}","partial":{{{partial}}},"content":{"role":"model","parts":[{"text":"{{{text}}}"}]}}""";

    private static string Node(string id, string json) => """{"type":"nodeStreamUpdateEvent","nodeId":"{0}","inner":{"event":{1}}}""".With(id).Replace("{1}", json, StringComparison.Ordinal);
}
