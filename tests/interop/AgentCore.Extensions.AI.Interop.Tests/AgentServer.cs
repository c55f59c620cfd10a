using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Interop.Tests;

/// <summary>agents/server.mjs: agents on npm's <c>bedrock-agentcore</c>, in a process of their own.</summary>
public sealed partial class AgentServer : IAsyncLifetime
{
    private NodeProcess? _process;

    /// <summary>Gets <c>http://127.0.0.1:PORT</c>.</summary>
    public string Address { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _process = NodeProcess.Start("agents/server.mjs");
        while (Address.Length == 0)
        {
            string line = await _process.ReadLineAsync() ?? throw new InvalidOperationException("The server ended before it listened.");
            Address = ListeningAt().Match(line).Groups[1].Value;
        }

        _process.DropOutput();
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    [GeneratedRegex(@"Server listening at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex ListeningAt();
}
