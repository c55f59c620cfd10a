using System.Text;

namespace AgentCore.Extensions.AI.Load;

/// <summary>The same answer of 2,000 tokens as different servers stream it, and a small one.</summary>
internal static class Answers
{
    public const int Tokens = 2_000;

    public static Answer Converse { get; } = Sse(
        "converse",
        Data("""{"event":{"messageStart":{"role":"assistant"}}}"""),
        ConverseText,
        Data("""{"event":{"messageStop":{"stopReason":"end_turn"}}}"""));

    public static Answer JsonStrings { get; } = Sse("json-strings", Data("\"\""), token => Data($"\"{token}\""), Data("\"\""));

    public static Answer DotNetChunks { get; } = Sse("dotnet-chunks", Data("""{"chunk":""}"""), token => Data($$"""{"chunk":"{{token}}"}"""), Data("""{"chunk":""}"""));

    public static Answer OpenAI { get; } = Sse(
        "openai",
        Data("""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"""),
        token => Data($$$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"{{{{token}}}}"},"finish_reason":null}]}"""),
        Data("""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""") + Data("[DONE]"));

    public static Answer AGUI { get; } = Sse(
        "agui",
        Data("""{"type":"RUN_STARTED","threadId":"t","runId":"r"}""") + Data("""{"type":"TEXT_MESSAGE_START","messageId":"m","role":"assistant"}"""),
        token => Data($$"""{"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"{{token}}"}"""),
        Data("""{"type":"TEXT_MESSAGE_END","messageId":"m"}""") + Data("""{"type":"RUN_FINISHED","threadId":"t","runId":"r"}"""));

    public static Answer Anthropic { get; } = Sse(
        "anthropic",
        Event("message_start", """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}""")
        + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
        token => Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{token}}}"}}"""),
        Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
        + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2000}}""")
        + Event("message_stop", """{"type":"message_stop"}"""));

    public static Answer Ollama { get; } = new("ollama", "application/x-ndjson", Encoding.UTF8.GetBytes(
        Join(token => $$$"""{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"{{{token}}}"},"done":false}""" + "\n")
        + """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}""" + "\n"));

    public static Answer Small { get; } = new("small", "application/json", """{"result":"Hello there, how can I help?"}"""u8.ToArray());

    public static IReadOnlyList<Answer> All { get; } = [Converse, JsonStrings, DotNetChunks, OpenAI, AGUI, Anthropic, Ollama, Small];

    /// <summary>A piece of text as Strands and Bedrock write it.</summary>
    public static string ConverseText(string text) => Data($$$$"""{"event":{"contentBlockDelta":{"delta":{"text":"{{{{text}}}}"},"contentBlockIndex":0}}}""");

    private static Answer Sse(string name, string first, Func<string, string> token, string last) =>
        new(name, "text/event-stream", Encoding.UTF8.GetBytes(first + Join(token) + last));

    private static string Join(Func<string, string> token) => string.Concat(Enumerable.Range(0, Tokens).Select(i => token($" token{i % 10}")));

    private static string Data(string json) => $"data: {json}\n\n";

    private static string Event(string name, string json) => $"event: {name}\ndata: {json}\n\n";
}
