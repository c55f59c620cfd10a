using System.Diagnostics;

namespace WebChat.Browser.Tests;

/// <summary>One headless Chromium for all tests; every page has cookies and storage of its own.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private const string Listening = "DevTools listening on ";

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("webchat-");
    private Process? _process;
    private DevTools? _devTools;

    public async Task InitializeAsync()
    {
        // No sandbox: CI runs as root. The others keep the browser from calling home.
        ProcessStartInfo start = new("chromium",
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}", "about:blank",
        ])
        {
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        while (await _process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
                _devTools = await DevTools.ConnectAsync(new Uri(line[Listening.Length..]));
                return;
            }
        }

        throw new InvalidOperationException("Chromium ended before it listened.");
    }

    public async Task DisposeAsync()
    {
        if (_devTools is not null)
        {
            await _devTools.DisposeAsync();
        }

        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _profile.Delete(recursive: true);
    }

    internal Task<Page> OpenAsync(string address) => Page.OpenAsync(_devTools!, address);
}
