using System.Diagnostics;

namespace Quickstart.Agent;

/// <summary>This program, started a second time to be the agent. It ends when its standard input does, so it never outlives us.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    public const string Argument = "--agent";

    private readonly Process _process;

    private AgentProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Gets where the agent listens, such as <c>http://127.0.0.1:49152</c>.</summary>
    public string Address { get; }

    public static async Task<AgentProcess> StartAsync()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(AgentProcess).Assembly.Location);
        }

        start.ArgumentList.Add(Argument);
        Process process = Process.Start(start)!;
        string? address = await process.StandardOutput.ReadLineAsync();
        return address is null
            ? throw new InvalidOperationException("The agent's process ended before it listened.")
            : new AgentProcess(process, address);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
