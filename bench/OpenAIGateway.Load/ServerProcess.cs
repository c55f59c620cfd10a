using System.Diagnostics;

namespace OpenAIGateway.Load;

/// <summary>This program once more, as one of the servers. Its processor time and memory are its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string Argument = "--server";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(string kind)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [Argument, kind]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;

        // The log goes nowhere, but is written.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The server '{kind}' ended before it listened.");
        return new ServerProcess(process, new Uri(address));
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
