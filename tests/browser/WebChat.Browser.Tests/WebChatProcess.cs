using System.Diagnostics;
using System.Reflection;

namespace WebChat.Browser.Tests;

/// <summary>The sample, run as its user runs it, on a free port.</summary>
internal sealed class WebChatProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private WebChatProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    public string Address { get; }

    /// <param name="arn">The agent; the sample's own where it is <see langword="null"/>.</param>
    /// <param name="dataPlane">What stands for AWS, where <paramref name="arn"/> is an ARN.</param>
    public static async Task<WebChatProcess> StartAsync(string? arn = null, Uri? dataPlane = null)
    {
        ProcessStartInfo start = new("dotnet", [Metadata("WebChatProgram"), "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = Metadata("WebChatFolder"),
            RedirectStandardOutput = true,
        };
        if (arn is not null)
        {
            start.ArgumentList.Add("--arn");
            start.ArgumentList.Add(arn);
        }

        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        if (dataPlane is not null)
        {
            start.Environment["AWS_ENDPOINT_URL_BEDROCK_AGENTCORE"] = dataPlane.ToString();
            start.Environment["AWS_ACCESS_KEY_ID"] = start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        }

        Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            {
                // Read on, so that it never waits for a reader.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new WebChatProcess(process, line[(at + Listening.Length)..].Trim());
            }
        }

        throw new InvalidOperationException("The sample ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Metadata(string key) => typeof(WebChatProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
