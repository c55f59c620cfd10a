using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Interop.Tests;

/// <summary>A script of the folder above, run by Node. It ends with this object, and by itself where this process dies.</summary>
internal sealed partial class NodeProcess : IAsyncDisposable
{
    private static readonly string s_folder = typeof(NodeProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NodeFolder").Value!;

    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodeProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static NodeProcess Start(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("node", [script, .. arguments])
        {
            WorkingDirectory = s_folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What a developer's machine says about AWS or Node must not change what is tested.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name is "NODE_OPTIONS").ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(s_folder, "no-such-file");
        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>Reads the next line, or <see langword="null"/> at the end; an InvalidOperationException with Node's own words where it failed.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        string? line = await _process.StandardOutput.ReadLineAsync(limit.Token);
        if (line is null)
        {
            await _process.WaitForExitAsync(limit.Token);
            if (_process.ExitCode != 0)
            {
                throw new InvalidOperationException($"Node ended with {_process.ExitCode}: {await _errors}");
            }
        }

        return line;
    }

    /// <summary>Reads until it says where it listens: <c>http://127.0.0.1:PORT</c>.</summary>
    public async Task<string> ReadAddressAsync()
    {
        while (await ReadLineAsync() is { } line)
        {
            if (ListeningAt().Match(line) is { Success: true } match)
            {
                DropOutput();
                return match.Groups[1].Value;
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    /// <summary>Reads and drops what else the script prints, so that it never waits for a reader.</summary>
    public void DropOutput() => _ = _process.StandardOutput.ReadToEndAsync();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex(@"Server listening at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex ListeningAt();
}
