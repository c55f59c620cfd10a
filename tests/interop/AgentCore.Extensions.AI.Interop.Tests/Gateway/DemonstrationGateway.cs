using System.Text.RegularExpressions;
using OpenAIGateway.Tests;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>samples/OpenAIGateway as it starts without configuration.</summary>
public sealed partial class DemonstrationGateway : IAsyncLifetime
{
    private GatewayProcess? _process;

    /// <summary>Gets <c>http://127.0.0.1:PORT/v1</c>.</summary>
    public Uri Address { get; private set; } = null!;

    public string Key { get; private set; } = "";

    /// <summary>Gets the line that it says can be pasted.</summary>
    public string CurlLine { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _process = GatewayProcess.Start(new Dictionary<string, string>(), "--urls", "http://127.0.0.1:0");
        string output = await _process.WaitForOutputAsync("Ctrl+C stops it.");
        Address = new Uri(AddressPattern().Match(output).Groups[1].Value);
        Key = KeyPattern().Match(output).Groups[1].Value;
        CurlLine = CurlPattern().Match(output).Groups[1].Value;
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    [GeneratedRegex(@"listens at (\S+)")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"The API key is (\S+)")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^\s*(curl .*)$", RegexOptions.Multiline)]
    private static partial Regex CurlPattern();
}
