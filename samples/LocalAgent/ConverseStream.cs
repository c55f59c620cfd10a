using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalAgent;

/// <summary>Writes an answer as agents built with Strands do: server-sent events, each an event of Bedrock's Converse.</summary>
internal sealed class ConverseStream(HttpResponse response, CancellationToken cancellationToken)
{
    // Long enough to see that the answer is streamed.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(30);

    public Task BeginTurnAsync() => EventAsync(new { messageStart = new { role = "assistant" } });

    public Task TextAsync(string text) => WordsAsync(text, word => new { text = word });

    public Task ReasoningAsync(string text) => WordsAsync(text, word => new { reasoningContent = new { text = word } });

    public async Task ToolCallAsync(string id, string name, object input)
    {
        await EventAsync(new { contentBlockStart = new { start = new { toolUse = new { toolUseId = id, name } }, contentBlockIndex = 1 } });
        await EventAsync(new { contentBlockDelta = new { delta = new { toolUse = new { input = JsonSerializer.Serialize(input) } }, contentBlockIndex = 1 } });
        await EventAsync(new { contentBlockStop = new { contentBlockIndex = 1 } });
    }

    public Task ToolResultAsync(string id, string result) => WriteAsync(new
    {
        message = new
        {
            role = "user",
            content = new[] { new { toolResult = new { toolUseId = id, status = "success", content = new[] { new { text = result } } } } },
        },
    });

    public async Task EndTurnAsync(string stopReason, int inputTokens, int outputTokens)
    {
        await EventAsync(new { messageStop = new { stopReason } });
        await EventAsync(new { metadata = new { usage = new { inputTokens, outputTokens, totalTokens = inputTokens + outputTokens } } });
    }

    /// <summary>Ends the answer as an agent's framework does where the agent throws in mid-stream.</summary>
    public Task FailAsync(string error) => WriteAsync(new { error, error_type = "RuntimeError", message = "An error occurred during streaming" });

    private async Task WordsAsync(string text, Func<string, object> toDelta)
    {
        foreach (string word in text.Split(' '))
        {
            await EventAsync(new { contentBlockDelta = new { delta = toDelta(word + " "), contentBlockIndex = 0 } });
            await Task.Delay(s_pause, cancellationToken);
        }

        await EventAsync(new { contentBlockStop = new { contentBlockIndex = 0 } });
    }

    private Task EventAsync(object value) => WriteAsync(new Dictionary<string, object> { ["event"] = value });

    private async Task WriteAsync(object value)
    {
        await response.WriteAsync($"data: {JsonSerializer.Serialize(value)}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
