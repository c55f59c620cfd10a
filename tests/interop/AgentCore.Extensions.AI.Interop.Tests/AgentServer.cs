namespace AgentCore.Extensions.AI.Interop.Tests;

/// <summary>agents/server.mjs: agents on npm's <c>bedrock-agentcore</c>, in a process of their own.</summary>
public sealed class AgentServer : IAsyncLifetime
{
    private NodeProcess? _process;

    /// <summary>Gets <c>http://127.0.0.1:PORT</c>.</summary>
    public string Address { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _process = NodeProcess.Start("agents/server.mjs");
        Address = await _process.ReadAddressAsync();
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
