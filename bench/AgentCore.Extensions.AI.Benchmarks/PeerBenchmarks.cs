using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
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
    private readonly IChatClient _agentCore = ChunkBenchmarks.Client(Answers.Converse);

    private readonly IChatClient _openAI = new OpenAIClient(
        new ApiKeyCredential("key"),
        new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(Http(Answers.OpenAI, "text/event-stream")) }).GetChatClient("m").AsIChatClient();

    private readonly IChatClient _ollama = new OllamaApiClient(Http(Answers.Ollama, "application/x-ndjson"), "m");

    private readonly IChatClient _anthropic = new AnthropicClient { ApiKey = "key", HttpClient = Http(Answers.Anthropic, "text/event-stream") }.AsIChatClient("m", 100);

    [Benchmark(Baseline = true, OperationsPerInvoke = Answers.Tokens)]
    public Task<int> AgentCore() => _agentCore.CountAsync();

    /// <summary>As samples do it: lines, a document for each, and the text out of it.</summary>
    [Benchmark(OperationsPerInvoke = Answers.Tokens)]
    public async Task<int> ByHand()
    {
        int contents = 0;
        using StreamReader reader = new(new MemoryStream(Answers.Converse), Encoding.UTF8);
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

    private static HttpClient Http(byte[] body, string contentType) => new(new MemoryHandler(body, contentType)) { BaseAddress = new Uri("http://localhost/") };
}
