using System.Security.Cryptography;
using AgentCore.Extensions.AI.AspNetCore;
using LocalAgent;
using OpenAIGateway.Configuration;

namespace OpenAIGateway.Demo;

/// <summary>What the gateway serves where it has no configuration: two small agents on this machine, and a key that is made up for this run.</summary>
internal sealed class Demonstration : IAsyncDisposable
{
    private const string Agent = "local-agent";
    private const string ToolAgent = "local-tools";

    private readonly AgentServer _server;

    private Demonstration(AgentServer server) => _server = server;

    /// <summary>Gets the key to call with.</summary>
    public string Key { get; } = $"sk-local-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    /// <summary>Gets the models that are no AgentCore agents: one whose tools are the caller's.</summary>
    public IReadOnlyList<OpenAIChatModel> Models { get; } = [new OpenAIChatModel(ToolAgent, new ClientToolAgent()) { AcceptsClientTools = true }];

    public static async Task<Demonstration> StartAsync(GatewaySettings settings)
    {
        Demonstration demonstration = new(await AgentServer.StartAsync());

        // Called as one calls a container: nothing is put in the place of what a real agent goes through.
        ModelSettings model = new();
        model.Agent.AgentRuntimeArn = demonstration._server.Address;
        settings.Models.Add(Agent, model);
        settings.Keys.Add("local", new KeySettings { Sha256 = KeySettings.Hash(demonstration.Key) });
        settings.SessionSecrets.Add(Convert.ToBase64String(RandomNumberGenerator.GetBytes(OpenAISessionSecret.Length)));
        return demonstration;
    }

    /// <summary>Tells what there is, and a line to paste.</summary>
    public void Describe(TextWriter output, string address)
    {
        output.WriteLine($$"""
            The gateway listens at {{address}}/v1 (OpenAI's chat API).
            There is no configuration, so it serves two small agents of its own:
              {{Agent}}   remembers names and runs its own calculator
              {{ToolAgent}}   asks the caller to run the tools that the request offers
            The API key is {{Key}}
            The key, and the secret that seals session ids, are made up for this run: neither will be good after it.

            Try:
              curl {{address}}/v1/chat/completions -H 'Authorization: Bearer {{Key}}' -H 'Content-Type: application/json' -d '{"model":"{{Agent}}","messages":[{"role":"user","content":"What is 6 x 7?"}]}'

            Ctrl+C stops it. samples/OpenAIGateway/README.md says how to serve your own agents.
            """);
        output.Flush();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
