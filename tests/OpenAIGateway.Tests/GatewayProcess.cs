using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenAIGateway.Tests;

/// <summary>The gateway as its users start it: a process of its own.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private GatewayProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Gets what it has printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Gets what it has logged so far.</summary>
    public string Log => string.Join('\n', _errors);

    public int Id => _process.Id;

    public static GatewayProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "OpenAIGateway.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What a developer's machine says must not change what is tested.
        foreach (string name in start.Environment.Keys.Where(name =>
            name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new GatewayProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it has printed something, and gives all that it has printed.</summary>
    public Task<string> WaitForOutputAsync(string text) => WaitAsync(text, () => Output);

    /// <summary>Waits until it has logged something, and gives all that it has logged.</summary>
    public Task<string> WaitForLogAsync(string text) => WaitAsync(text, () => Log);

    /// <summary>Waits for its end, and gives its exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_limit);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task<string> WaitAsync(string text, Func<string> read)
    {
        long start = Stopwatch.GetTimestamp();
        while (!read().Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > s_limit)
            {
                throw new InvalidOperationException($"The gateway did not say '{text}'.\n{Output}\n{Log}");
            }

            await Task.Delay(20);
        }

        return read();
    }
}
