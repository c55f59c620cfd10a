using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenAIGateway.Configuration;

namespace OpenAIGateway.Tests;

/// <summary>The gateway on a real socket of this machine, with a configuration of the test's own.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly TemporaryFile _file;
    private readonly Gateway _gateway;

    private RunningGateway(TemporaryFile file, Gateway gateway)
    {
        _file = file;
        _gateway = gateway;
        Http = new HttpClient { BaseAddress = new Uri(gateway.Address), Timeout = TimeSpan.FromMinutes(1) };
    }

    public HttpClient Http { get; }

    /// <summary>Starts a gateway with one model <c>agent</c>, and with keys as they are named: <c>sk-NAME</c> is the key of NAME.</summary>
    public static Task<RunningGateway> StartAsync(Uri agent, params (string Name, string Settings)[] keys) =>
        StartAsync($$"""{ "Models": { "agent": { "Agent": { "AgentRuntimeArn": "{{agent}}" } } } }""", keys);

    /// <summary>Starts a gateway with the section <c>Gateway</c> given, and with keys as they are named: <c>sk-NAME</c> is the key of NAME.</summary>
    public static async Task<RunningGateway> StartAsync(string section, params (string Name, string Settings)[] keys)
    {
        JsonObject gateway = JsonNode.Parse(section)!.AsObject();
        gateway["Keys"] = new JsonObject(keys.Select(key =>
        {
            JsonObject settings = JsonNode.Parse(key.Settings)!.AsObject();
            settings["Sha256"] = KeySettings.Hash($"sk-{key.Name}");
            return KeyValuePair.Create(key.Name, (JsonNode?)settings);
        }));
        TemporaryFile file = new("gateway.json", new JsonObject { ["Gateway"] = gateway }.ToJsonString());
        Gateway running = await Gateway.CreateAsync(new GatewayArguments { ConfigurationFile = file.Path, Urls = "http://127.0.0.1:0" });
        await running.StartAsync();
        return new RunningGateway(file, running);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? key) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), key);

    /// <summary>Asks a model; the answer's headers are there, its body may be on its way.</summary>
    public Task<HttpResponseMessage> AskAsync(string? key, string model = "agent", string path = "/v1/chat/completions", bool stream = false) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { model, stream, messages = new[] { new { role = "user", content = "Hi" } } }) }, key);

    public static async Task<(int Status, string? Code)> ErrorOf(HttpResponseMessage response)
    {
        using (response)
        {
            JsonElement error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
            return ((int)response.StatusCode, error.GetProperty("code").GetString());
        }
    }

    /// <summary>Stops it as a signal does: no new calls, and those that are under way may end.</summary>
    public Task StopAsync() => _gateway.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway.DisposeAsync();
        _file.Dispose();
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? key)
    {
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"sk-{key}");
        }

        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
