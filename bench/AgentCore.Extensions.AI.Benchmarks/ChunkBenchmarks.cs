using System.Net.ServerSentEvents;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>
/// What a streamed chunk costs through the whole client in each form that agents commonly send, beside the floor:
/// the framework's parser of server-sent events, one <see cref="Utf8JsonReader"/>, and one update with one text content.
/// </summary>
[MemoryDiagnoser]
public class ChunkBenchmarks
{
    private readonly AgentCoreChatClient _converse = Client(Answers.Converse);
    private readonly AgentCoreChatClient _jsonStrings = Client(Answers.JsonStrings);
    private readonly AgentCoreChatClient _dotNetChunks = Client(Answers.DotNetChunks);
    private readonly AgentCoreChatClient _openAI = Client(Answers.OpenAI);

    [Benchmark(Baseline = true, OperationsPerInvoke = Answers.Tokens)]
    public async Task<int> Floor()
    {
        int length = 0;
        SseParser<ChatResponseUpdate?> parser = SseParser.Create(new MemoryStream(Answers.Converse), static (_, data) => FindText(data));
        await foreach (SseItem<ChatResponseUpdate?> item in parser.EnumerateAsync().ConfigureAwait(false))
        {
            length += item.Data?.Contents.Count ?? 0;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> Converse() => _converse.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> JsonStrings() => _jsonStrings.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> DotNetChunks() => _dotNetChunks.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> OpenAIChunks() => _openAI.CountAsync();

    internal static AgentCoreChatClient Client(byte[] body) => new(
        new MemoryTransport(body),
        new AgentCoreChatClientOptions { AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234" });

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
