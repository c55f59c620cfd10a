using System.Diagnostics;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>This program once more, in another role: its memory is its own. It tells its address, then a sample for each line that it is sent, until its input ends.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    public string Address { get; }

    public static async Task<ChildProcess> StartAsync(string role, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        start.ArgumentList.Add(role);
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;

        // The gateway's log is written, and goes nowhere.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new ChildProcess(process, await ReadAsync(process));
    }

    /// <summary>The other side of it.</summary>
    public static async Task ServeAsync(string address)
    {
        Console.WriteLine(address);
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(ProcessSample.Now());
        }
    }

    public async Task<ProcessSample> SampleAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        return ProcessSample.Parse(await ReadAsync(_process));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(40));
        _process.Dispose();
    }

    private static async Task<string> ReadAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A process of the soak has ended.");
}
