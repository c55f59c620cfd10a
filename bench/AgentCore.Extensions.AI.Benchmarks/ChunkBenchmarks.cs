using System.Net.ServerSentEvents;
using AgentCore.Extensions.AI.Load;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>What a streamed chunk costs through the whole client in each form that agents commonly send, beside the <see cref="Load.Floor"/>.</summary>
[MemoryDiagnoser]
public class ChunkBenchmarks
{
    private readonly AnswerSource _source;
    private readonly AgentCoreChatClient _converse;
    private readonly AgentCoreChatClient _jsonStrings;
    private readonly AgentCoreChatClient _dotNetChunks;
    private readonly AgentCoreChatClient _openAI;
    private readonly AgentCoreChatClient _agui;

    public ChunkBenchmarks()
        : this(new MemorySource())
    {
    }

    internal ChunkBenchmarks(AnswerSource source)
    {
        _source = source;
        _converse = source.Agent(Answers.Converse);
        _jsonStrings = source.Agent(Answers.JsonStrings);
        _dotNetChunks = source.Agent(Answers.DotNetChunks);
        _openAI = source.Agent(Answers.OpenAI);
        _agui = source.Agent(Answers.AGUI);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Answers.Tokens)]
    public async Task<int> Floor()
    {
        int contents = 0;
        using Stream body = await _source.OpenAsync(Answers.Converse).ConfigureAwait(false);
        await foreach (SseItem<ChatResponseUpdate?> item in Load.Floor.ReadAsync(body).ConfigureAwait(false))
        {
            contents += item.Data?.Contents.Count ?? 0;
        }

        return contents;
    }

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> Converse() => _converse.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> JsonStrings() => _jsonStrings.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> DotNetChunks() => _dotNetChunks.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> OpenAIChunks() => _openAI.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> AGUIEvents() => _agui.CountAsync();
}
