using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>The names that agents give to the same thing, each by itself: of many no fixture has all.</summary>
public sealed class KnownNamesTests
{
    public static TheoryData<string> Texts =>
    [
        "result", "response", "output", "completion", "answer", "content", "message", "text", "reply",
        "final_output", "generated_text", "outputText", "output_text", "data", "token", "delta",
    ];

    public static TheoryData<string> Deltas => ["data", "text", "token", "delta", "content"];

    public static TheoryData<string> Ends => ["final", "final_answer", "final_result", "result", "complete", "completed", "done", "end", "message_complete"];

    public static TheoryData<string> Metadata =>
    [
        "status", "statusCode", "status_code", "session_id", "sessionId", "timestamp", "model", "model_id", "usage", "metadata", "stop_reason", "stopReason", "finish_reason",
        "done", "complete", "index", "finishReason", "name", "author", "node", "step", "sequence", "id", "type", "role", "request_id", "requestId", "trace_id", "traceId",
        "trackingId", "user_id", "userId", "actor_id", "agent", "created", "created_at", "success", "event",
    ];

    public static TheoryData<string> Envelopes => ["message", "result", "response", "output", "data", "event", "chunk", "answer", "content", "delta", "payload", "body"];

    public static TheoryData<string> InputTokens =>
        ["inputTokens", "input_tokens", "prompt_tokens", "promptTokens", "inputTokenCount", "promptTokenCount", "prompt_token_count", "request_tokens", "prompt_eval_count", "InputTokenCount"];

    public static TheoryData<string> OutputTokens =>
    [
        "outputTokens", "output_tokens", "completion_tokens", "completionTokens", "outputTokenCount", "candidatesTokenCount", "candidates_token_count", "response_tokens", "eval_count",
        "OutputTokenCount",
    ];

    public static TheoryData<string> TotalTokens => ["totalTokens", "total_tokens", "totalTokenCount", "total_token_count", "TotalTokenCount"];

    public static TheoryData<string> CachedTokens =>
    [
        "cacheReadInputTokens", "cache_read_input_tokens", "cachedInputTokenCount", "cachedInputTokens", "cached_tokens", "cachedContentTokenCount", "cached_content_token_count",
        "cache_read_tokens", "cached_prompt_tokens", "cache_read", "cacheReadTokens", "CachedInputTokenCount",
    ];

    public static TheoryData<string> ReasoningTokens =>
        ["reasoningTokens", "reasoning_tokens", "reasoningTokenCount", "thoughtsTokenCount", "thoughts_token_count", "reasoning", "ReasoningTokenCount"];

    public static TheoryData<string> TokenDetails =>
    [
        "prompt_tokens_details", "input_tokens_details", "completion_tokens_details", "output_tokens_details", "input_token_details", "output_token_details",
        "inputTokensDetails", "outputTokensDetails", "inputTokenDetails", "outputTokenDetails", "promptTokensDetails", "completionTokensDetails",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_body_may_have_its_text_under(string key) =>
        (await Ask.BodyAsync("application/json", """{"{0}":"Hi"}""".With(key))).Text.Should().Be("Hi");

    [Theory]
    [MemberData(nameof(Metadata))]
    public async Task A_body_s_text_may_stand_beside(string key) =>
        (await Ask.BodyAsync("application/json", """{"reply":"Hi","{0}":"x"}""".With(key))).Text.Should().Be("Hi");

    [Fact]
    public async Task A_body_s_text_does_not_stand_beside_what_may_be_part_of_the_answer() =>
        (await Ask.BodyAsync("application/json", """{"reply":"Hi","score":1}""")).Text.Should().Be("""{"reply":"Hi","score":1}""");

    [Theory]
    [MemberData(nameof(Deltas))]
    public async Task A_stream_may_have_its_text_under(string key) =>
        (await Ask.EventsAsync("""{"{0}":"H","index":1}""".With(key), """{"{0}":"i","index":2}""".With(key))).Text.Should().Be("Hi");

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_stream_may_end_with_all_of_its_text_in_an_event_of_type(string type) =>
        (await Ask.EventsAsync("""{"type":"token","text":"H"}""", """{"type":"token","text":"i"}""", """{"type":"{0}","text":"Hi"}""".With(type))).Text.Should().Be("Hi");

    [Theory]
    [InlineData("thinking")]
    [InlineData("reasoning")]
    [InlineData("thought")]
    public async Task A_stream_may_have_its_reasoning_in_events_of_type(string type)
    {
        Reading reading = await Ask.EventsAsync("""{"type":"{0}","content":"Hm"}""".With(type), """{"type":"token","content":"Hi"}""");

        reading.Contents<TextReasoningContent>().Should().ContainSingle().Which.Text.Should().Be("Hm");
        reading.Text.Should().Be("Hi");
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public async Task A_body_may_wrap_a_message_under(string key)
    {
        Reading reading = await Ask.BodyAsync("application/json", """{"{0}":{"role":"assistant","content":"Hi"},"stop_reason":"max_tokens","model":"m"}""".With(key));

        reading.Text.Should().Be("Hi");
        reading.Updates[^1].FinishReason.Should().Be(ChatFinishReason.Length);
        reading.Updates[^1].ModelId.Should().Be("m");
    }

    [Theory]
    [MemberData(nameof(InputTokens))]
    public async Task Input_may_be_counted_as(string name) => (await UsageAsync("\"{0}\":7".With(name))).InputTokenCount.Should().Be(7);

    [Theory]
    [MemberData(nameof(OutputTokens))]
    public async Task Output_may_be_counted_as(string name) => (await UsageAsync("\"{0}\":7".With(name))).OutputTokenCount.Should().Be(7);

    [Theory]
    [MemberData(nameof(TotalTokens))]
    public async Task All_may_be_counted_as(string name) => (await UsageAsync("\"{0}\":7".With(name))).TotalTokenCount.Should().Be(7);

    [Theory]
    [MemberData(nameof(CachedTokens))]
    public async Task Cached_input_may_be_counted_as(string name)
    {
        (await UsageAsync("\"input_tokens\":9,\"{0}\":7".With(name))).CachedInputTokenCount.Should().Be(7);
        (await UsageAsync("\"input_tokens\":9,\"input_tokens_details\":{\"{0}\":7}".With(name))).CachedInputTokenCount.Should().Be(7);
    }

    [Theory]
    [MemberData(nameof(ReasoningTokens))]
    public async Task Reasoning_may_be_counted_as(string name) => (await UsageAsync("\"output_tokens\":9,\"{0}\":7".With(name))).ReasoningTokenCount.Should().Be(7);

    [Theory]
    [MemberData(nameof(TokenDetails))]
    public async Task Parts_of_a_count_may_stand_under(string key) =>
        (await UsageAsync("\"output_tokens\":9,\"{0}\":{\"cached_tokens\":6}".With(key))).CachedInputTokenCount.Should().Be(6);

    [Theory]
    [InlineData("""{"error":{"message":"no"}}""", "no", null)]
    [InlineData("""{"error":{"detail":"no","code":"c"}}""", "no", "c")]
    [InlineData("""{"error":{"error":"no","type":"t"}}""", "no", "t")]
    [InlineData("""{"error":{"other":1}}""", """{"other":1}""", null)]
    [InlineData("""{"error":"no","error_type":"t"}""", "no", "t")]
    [InlineData("""{"error":"no","error_code":"c"}""", "no", "c")]
    [InlineData("""{"error":"no","errorType":"t"}""", "no", "t")]
    [InlineData("""{"error":"no","code":"c"}""", "no", "c")]
    [InlineData("""{"error":"","error_type":"ValueError"}""", "ValueError", "ValueError")]
    [InlineData("""{"error":"","error_type":"ValueError","message":"no"}""", "no", "ValueError")]
    [InlineData("""[{"error":"no"},401]""", "no", null)]
    [InlineData("""{"type":"error","errorText":"no"}""", "no", null)]
    [InlineData("""{"type":"error","message":"no","code":"c"}""", "no", "c")]
    [InlineData("""{"type":"error","detail":"no","error_type":"t"}""", "no", "t")]
    [InlineData("""{"type":"error","text":"no","error_code":"c"}""", "no", "c")]
    [InlineData("""{"type":"error","content":"no"}""", "no", null)]
    [InlineData("""{"type":"error"}""", """{"type":"error"}""", null)]
    [InlineData("""{"status":"error","message":"no"}""", "no", null)]
    [InlineData("""{"status":"failed","message":"no"}""", "no", null)]
    public async Task An_error_may_be_told_as(string json, string words, string? code)
    {
        Reading streamed = await Ask.EventsAsync("\"Hel\"", json);
        Reading whole = await Ask.BodyAsync("application/json", json);

        streamed.Text.Should().Be("Hel");
        foreach (Reading reading in (Reading[])[streamed, whole])
        {
            reading.Error!.Message.Should().Be($"The agent reported an error in its answer: {words}");
            reading.Error.ErrorCode.Should().Be(code);
        }
    }

    [Theory]
    [InlineData("stop", "endTurn END_TURN end-turn stop stop_sequence completed complete end_of_text eos success")]
    [InlineData("length", "max_tokens MAX_TOKENS length model_context_window_exceeded max_output_tokens")]
    [InlineData("tool_calls", "tool_use tool_calls tool_call function_call")]
    [InlineData("content_filter", "content_filter guardrail_intervened content_filtered SAFETY refusal RECITATION BLOCKLIST PROHIBITED_CONTENT SPII IMAGE_SAFETY")]
    [InlineData("agent_moved_on", "agent_moved_on")]
    public async Task An_end_may_be_named(string expected, string names)
    {
        foreach (string name in names.Split(' '))
        {
            (await Ask.EventsAsync("""{"messageStop":{"stopReason":"{0}"}}""".With(name))).Updates[^1].FinishReason.Should().Be(new ChatFinishReason(expected), name);
        }
    }

    [Fact]
    public async Task An_error_s_words_are_shortened_where_they_would_fill_a_log()
    {
        async Task<string> WordsAsync(string words) => (await Ask.EventsAsync("""{"error":"{0}"}""".With(words))).Error!.Message["The agent reported an error in its answer: ".Length..];
        string longest = new('a', 4_000);

        (await WordsAsync(longest)).Should().Be(longest);
        (await WordsAsync(longest + "b")).Should().Be(longest + "…");
        (await WordsAsync(longest[1..] + "😀")).Should().Be(longest[1..] + "…");
    }

    [Theory]
    [InlineData("""{"status":"error","message":"m","result":"Hi"}""")]
    [InlineData("""{"status":"failed","message":"m","response":"Hi"}""")]
    [InlineData("""{"status":"failed","message":"m","output":"Hi"}""")]
    [InlineData("""{"status":"error","message":"m","answer":"Hi"}""")]
    public async Task A_status_beside_an_answer_is_the_answer_s(string json)
    {
        Reading reading = await Ask.BodyAsync("application/json", json);

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("""{"status":"error","result":"Hi"}""")]
    [InlineData("""{"status":"failed","response":"Hi"}""")]
    [InlineData("""{"status":"failed","output":"Hi"}""")]
    [InlineData("""{"status":"error","answer":"Hi"}""")]
    [InlineData("""{"error":null,"answer":"Hi"}""")]
    [InlineData("""{"error":"","answer":"Hi"}""")]
    public async Task What_only_looks_like_an_error_is_an_answer(string json)
    {
        Reading reading = await Ask.BodyAsync("application/json", json);

        reading.Error?.Message.Should().BeNull();
        reading.Text.Should().Be("Hi");
    }

    private static async Task<UsageDetails> UsageAsync(string usage)
    {
        Reading reading = await Ask.EventsAsync("""{"role":"assistant","content":"Hi","usage":{"total_tokens":null,{0}}}""".With(usage));
        return reading.Contents<UsageContent>().Should().ContainSingle().Subject.Details;
    }
}
