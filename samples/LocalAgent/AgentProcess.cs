using System.Diagnostics;
using System.Reflection;

namespace LocalAgent;

/// <summary>
/// The sample's program, started a second time to be the agent. It ends when its standard input does, so it never outlives us.
/// The program's first line has to lead to <see cref="AgentServer.RunAsync"/> where its argument is <see cref="Argument"/>.
/// </summary>
public sealed class AgentProcess : IAsyncDisposable
{
    /// <summary>The argument that makes the program the agent.</summary>
    public const string Argument = "--agent";

    private readonly Process _process;

    private AgentProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Gets where the agent listens, such as <c>http://127.0.0.1:49152</c>.</summary>
    public string Address { get; }

    /// <summary>Starts the program again, and waits until the agent listens.</summary>
    public static async Task<AgentProcess> StartAsync()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
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
