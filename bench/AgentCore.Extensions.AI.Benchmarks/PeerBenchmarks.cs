using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using AgentCore.Extensions.AI.Load;
using Anthropic;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>What a streamed chunk costs with other providers of <see cref="IChatClient"/>, each reading the same text in its own service's form, and read by hand.</summary>
[MemoryDiagnoser]
public class PeerBenchmarks
{
    private readonly AnswerSource _source;
    private readonly IChatClient _agentCore;
    private readonly IChatClient _openAI;
    private readonly IChatClient _ollama;
    private readonly IChatClient _anthropic;

    public PeerBenchmarks()
        : this(new MemorySource())
    {
    }

    internal PeerBenchmarks(AnswerSource source)
    {
        _source = source;
        _agentCore = source.Agent(Answers.Converse);

        HttpClient openAI = source.Service(Answers.OpenAI);
        _openAI = new OpenAIClient(
            new ApiKeyCredential("key"),
            new OpenAIClientOptions { Endpoint = openAI.BaseAddress, Transport = new HttpClientPipelineTransport(openAI) }).GetChatClient("m").AsIChatClient();
        _ollama = new OllamaApiClient(source.Service(Answers.Ollama), "m");

        HttpClient anthropic = source.Service(Answers.Anthropic);
        _anthropic = new AnthropicClient { ApiKey = "key", BaseUrl = anthropic.BaseAddress!.ToString(), HttpClient = anthropic }.AsIChatClient("m", 100);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Answers.Tokens)]
    public Task<int> AgentCore() => _agentCore.CountAsync();

    /// <summary>As samples do it: lines, a document for each, and the text out of it.</summary>
    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public async Task<int> ByHand()
    {
        int contents = 0;
        using StreamReader reader = new(await _source.OpenAsync(Answers.Converse).ConfigureAwait(false), Encoding.UTF8);
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
            {
                continue;
            }

            using JsonDocument document = JsonDocument.Parse(line["data: ".Length..]);
            if (document.RootElement.GetProperty("event").TryGetProperty("contentBlockDelta", out JsonElement delta))
            {
                contents += new ChatResponseUpdate(ChatRole.Assistant, delta.GetProperty("delta").GetProperty("text").GetString()).Contents.Count;
            }
        }

        return contents;
    }

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> OpenAI() => _openAI.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> Ollama() => _ollama.CountAsync();

    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public Task<int> Anthropic() => _anthropic.CountAsync();
}
