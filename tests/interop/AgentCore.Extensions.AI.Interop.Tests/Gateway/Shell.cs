using System.Diagnostics;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>Runs a line as one does who pastes it into a terminal.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string line, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("bash", ["-c", line]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"The line ended with {process.ExitCode}: {await errors}");
    }
}
