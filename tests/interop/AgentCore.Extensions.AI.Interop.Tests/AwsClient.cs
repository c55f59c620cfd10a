using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentCore.Extensions.AI.Interop.Tests;

/// <summary>clients/invoke.mjs: one call of npm's <c>@aws-sdk/client-bedrock-agentcore</c>, told line by line.</summary>
internal sealed class AwsClient : IAsyncDisposable
{
    private readonly NodeProcess _process;

    private AwsClient(NodeProcess process) => _process = process;

    public static AwsClient Invoke(Uri endpoint, string secretAccessKey, JsonObject input, string payload) =>
        Start("invoke", endpoint, secretAccessKey, input, payload);

    public static AwsClient Stop(Uri endpoint, string secretAccessKey, JsonObject input) =>
        Start("stop", endpoint, secretAccessKey, input, payload: null);

    /// <summary>Reads the next thing that the client saw; <see langword="null"/> at the end.</summary>
    public async Task<JsonObject?> ReadAsync() =>
        await _process.ReadLineAsync() is { } line ? JsonNode.Parse(line)!.AsObject() : null;

    /// <summary>Reads the next thing, which has to be there.</summary>
    public async Task<JsonObject> ReadNextAsync() =>
        await ReadAsync() ?? throw new InvalidOperationException("The client ended without a word.");

    /// <summary>Reads the answer's body up to its end.</summary>
    public async Task<string> ReadBodyAsync()
    {
        string body = "";
        JsonObject line;
        while ((line = await ReadNextAsync()).ContainsKey("chunk"))
        {
            body += (string)line["chunk"]!;
        }

        line.ToJsonString().Should().Be("""{"end":true}""");
        return body;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static AwsClient Start(string operation, Uri endpoint, string secretAccessKey, JsonObject input, string? payload)
    {
        JsonObject call = new()
        {
            ["operation"] = operation,
            ["endpoint"] = endpoint.ToString(),
            ["region"] = "us-west-2",
            ["credentials"] = new JsonObject { ["accessKeyId"] = "AKIDEXAMPLE", ["secretAccessKey"] = secretAccessKey },
            ["input"] = input,
            ["payload"] = payload,
        };
        return new AwsClient(NodeProcess.Start("clients/invoke.mjs", call.ToJsonString(JsonSerializerOptions.Default)));
    }
}
