using System.Diagnostics;

namespace LocalDevelopment;

/// <summary>Any agent's start command, such as <c>python agent.py</c>: what the container's image would run. It ends with this object.</summary>
internal sealed class AgentCommand : IAsyncDisposable
{
    private readonly Process _process;

    private AgentCommand(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    public string Address { get; }

    /// <summary>Starts the agent, and waits until it says that it is healthy, as AgentCore Runtime does before it sends a call.</summary>
    public static async Task<AgentCommand> StartAsync(string command, int port)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Process process = Process.Start(new ProcessStartInfo(words[0], words[1..]))!;
        AgentCommand agent = new(process, $"http://127.0.0.1:{port}");
        try
        {
            await agent.WaitUntilHealthyAsync();
            return agent;
        }
        catch
        {
            await agent.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitUntilHealthyAsync()
    {
        using HttpClient http = new() { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(5) };
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(100))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The agent ended with {_process.ExitCode} before it was healthy.");
            }

            try
            {
                using HttpResponseMessage answer = await http.GetAsync("/ping");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException($"No GET {Address}/ping was answered within a minute. Does the agent listen on that port (--port)?");
    }
}
