using System.Diagnostics;
using System.Reflection;

namespace AgentCore.Extensions.AI.Load;

/// <summary>A program's own server in a process of its own, so that processor time and memory are told apart. It ends when its input does.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string Argument = "--serve";

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Starts the program of an assembly as a server.</summary>
    public static ServerProcess Start(Assembly program, string argument = Argument, IReadOnlyDictionary<string, string>? environment = null)
    {
        string path = Path.ChangeExtension(program.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        ProcessStartInfo start = new(path, [argument]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;

        // What it logs is written, and goes nowhere.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new ServerProcess(process);
    }

    /// <summary>Reads the next address that it listens at.</summary>
    public async Task<Uri> ReadAddressAsync() => new(await ReadLineAsync());

    /// <summary>Sends it a line, and reads its answer.</summary>
    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        return await ReadLineAsync();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(40));
        _process.Dispose();
    }

    private async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server has ended.");
}
