using System.Text;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>The same answer of 2,000 tokens as different servers stream it.</summary>
internal static class Answers
{
    public const int Tokens = 2_000;

    public static byte[] Converse { get; } = Sse(
        """{"event":{"messageStart":{"role":"assistant"}}}""",
        token => $$$$"""{"event":{"contentBlockDelta":{"delta":{"text":"{{{{token}}}}"},"contentBlockIndex":0}}}""",
        """{"event":{"messageStop":{"stopReason":"end_turn"}}}""");

    public static byte[] JsonStrings { get; } = Sse("\"\"", token => $"\"{token}\"", "\"\"");

    public static byte[] DotNetChunks { get; } = Sse("""{"chunk":""}""", token => $$"""{"chunk":"{{token}}"}""", """{"chunk":""}""");

    public static byte[] OpenAI { get; } = Sse(
        """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
        token => $$$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"{{{{token}}}}"},"finish_reason":null}]}""",
        """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
        "[DONE]");

    public static byte[] Anthropic { get; } = Encoding.UTF8.GetBytes(
        Event("message_start", """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}""")
        + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
        + Join(token => Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{token}}}"}}"""))
        + Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
        + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2000}}""")
        + Event("message_stop", """{"type":"message_stop"}"""));

    public static byte[] Ollama { get; } = Encoding.UTF8.GetBytes(
        Join(token => $$$"""{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"{{{token}}}"},"done":false}""" + "\n")
        + """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}""" + "\n");

    private static byte[] Sse(string first, Func<string, string> token, params string[] last) =>
        Encoding.UTF8.GetBytes(Data(first) + Join(text => Data(token(text))) + string.Concat(last.Select(Data)));

    private static string Join(Func<string, string> token) => string.Concat(Enumerable.Range(0, Tokens).Select(i => token($" token{i % 10}")));

    private static string Data(string json) => $"data: {json}\n\n";

    private static string Event(string name, string json) => $"event: {name}\ndata: {json}\n\n";
}
