using System.Text.Json.Nodes;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>clients/openai.mjs: one request of npm's <c>openai</c>, told line by line.</summary>
internal sealed class NpmClient : IAsyncDisposable
{
    /// <summary>The versions that package.json names.</summary>
    public static readonly TheoryData<string> Versions = ["openai", "openai-7"];

    private readonly NodeProcess _process;

    private NpmClient(NodeProcess process) => _process = process;

    /// <summary>Starts a request; without one, the models are listed and each is looked up.</summary>
    public static NpmClient Start(string version, Uri baseAddress, string key, JsonObject? request, int maxRetries = 0, JsonObject? headers = null)
    {
        JsonObject call = new()
        {
            ["version"] = version,
            ["baseURL"] = baseAddress.ToString(),
            ["apiKey"] = key,
            ["headers"] = headers,
            ["maxRetries"] = maxRetries,
            ["request"] = request?.DeepClone(),
        };
        return new NpmClient(NodeProcess.Start("clients/openai.mjs", call.ToJsonString()));
    }

    /// <summary>Reads the next thing that the client saw, which has to be there.</summary>
    public async Task<JsonObject> ReadAsync() =>
        await ReadLineAsync() ?? throw new InvalidOperationException("The client ended without a word.");

    /// <summary>Reads all that is left.</summary>
    public async Task<List<JsonObject>> ReadAllAsync()
    {
        List<JsonObject> lines = [];
        while (await ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<JsonObject?> ReadLineAsync() => await _process.ReadLineAsync() is { } line ? JsonNode.Parse(line)!.AsObject() : null;
}
