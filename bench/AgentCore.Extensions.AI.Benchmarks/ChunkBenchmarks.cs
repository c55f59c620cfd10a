using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>
/// What a streamed chunk costs through the whole client, beside the floor: the framework's parser of server-sent events,
/// one <see cref="Utf8JsonReader"/>, and one update with one text content.
/// </summary>
[MemoryDiagnoser]
public class ChunkBenchmarks
{
    private const int Chunks = 2_000;

    private byte[] _body = [];
    private AgentCoreChatClient _client = null!;

    [GlobalSetup]
    public void Setup()
    {
        StringBuilder stream = new("data: {\"event\":{\"messageStart\":{\"role\":\"assistant\"}}}\n\n");
        for (int i = 0; i < Chunks; i++)
        {
            stream.Append("data: {\"event\":{\"contentBlockDelta\":{\"delta\":{\"text\":\" token").Append(i % 10).Append("\"},\"contentBlockIndex\":0}}}\n\n");
        }

        stream.Append("data: {\"event\":{\"messageStop\":{\"stopReason\":\"end_turn\"}}}\n\n");
        _body = Encoding.UTF8.GetBytes(stream.ToString());
        _client = new AgentCoreChatClient(
            new MemoryTransport(_body),
            new AgentCoreChatClientOptions { AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234" });
    }

    [GlobalCleanup]
    public void Cleanup() => _client.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Chunks)]
    public async Task<int> Floor()
    {
        int length = 0;
        SseParser<ChatResponseUpdate?> parser = SseParser.Create(new MemoryStream(_body), static (_, data) => FindText(data));
        await foreach (SseItem<ChatResponseUpdate?> item in parser.EnumerateAsync().ConfigureAwait(false))
        {
            length += item.Data?.Contents.Count ?? 0;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Chunks)]
    public async Task<int> Client()
    {
        int length = 0;
        await foreach (ChatResponseUpdate update in _client.GetStreamingResponseAsync("hi").ConfigureAwait(false))
        {
            length += update.Contents.Count;
        }

        return length;
    }

    private static ChatResponseUpdate? FindText(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("text"u8) && reader.Read())
            {
                return new ChatResponseUpdate(ChatRole.Assistant, reader.GetString());
            }
        }

        return null;
    }
}
