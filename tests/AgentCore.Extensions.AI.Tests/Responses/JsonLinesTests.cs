using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Newline-delimited JSON is a stream: each line arrives when it is sent.</summary>
public sealed class JsonLinesTests
{
    [Theory]
    [InlineData("application/x-ndjson", "\n")]
    [InlineData("application/jsonl; charset=utf-8", "\r\n")]
    public async Task A_line_is_told_before_the_next_one_is_sent(string contentType, string lineEnd)
    {
        Pipe pipe = new();
        using AgentCoreChatClient client = new(
            new ScriptedTransport(_ => new AgentRuntimeResponse(pipe.Reader.AsStream()) { ContentType = contentType }),
            new AgentCoreChatClientOptions { AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234" });
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        IAsyncEnumerator<ChatResponseUpdate> updates = client.GetStreamingResponseAsync("hi", cancellationToken: limit.Token).GetAsyncEnumerator(limit.Token);
        await updates.MoveNextAsync();

        foreach (string text in (string[])["Hel", "lo, 🙂", " \\\"there\\\""])
        {
            // A line comes in two writes, and an empty one keeps the connection alive.
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes("{\"text\": "), limit.Token);
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($"\"{text}\"}}{lineEnd}{lineEnd}"), limit.Token);

            (await updates.MoveNextAsync()).Should().BeTrue();
            updates.Current.Text.Should().Be(text.Replace("\\", "", StringComparison.Ordinal));
        }

        await pipe.Writer.CompleteAsync();
        (await updates.MoveNextAsync()).Should().BeTrue();
        updates.Current.FinishReason.Should().Be(ChatFinishReason.Stop);
        (await updates.MoveNextAsync()).Should().BeFalse();
        await updates.DisposeAsync();
    }
}
