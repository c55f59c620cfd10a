using Microsoft.Extensions.Configuration;
using OpenAIGateway.Configuration;

namespace OpenAIGateway.Tests.Configuration;

/// <summary>Reads a configuration as the gateway does, up to its agents' clients.</summary>
internal static class Configured
{
    public static GatewaySettings By(string name, string text) => By(name, text, out _);

    public static GatewaySettings By(string name, string text, out IReadOnlyList<string> notes)
    {
        using TemporaryFile file = new(name, text);
        ConfigurationLoader loader = new();
        ConfigurationManager configuration = new();
        loader.AddFile(configuration, file.Path);
        GatewaySettings settings = loader.ReadSettings(configuration);
        new SettingsValidator(settings, loader.Places).Validate();
        notes = [.. loader.Notes.Select(note => note.Replace(file.Path, name, StringComparison.Ordinal))];
        return settings;
    }

    /// <summary>What the operator is told, without the file's folder.</summary>
    public static string FaultOf(string name, string text)
    {
        using TemporaryFile file = new(name, text);
        GatewayArguments arguments = new() { ConfigurationFile = file.Path, Urls = "http://127.0.0.1:0" };
        ConfigurationException exception = FluentActions.Awaiting(() => Gateway.CreateAsync(arguments)).Should().ThrowAsync<ConfigurationException>().GetAwaiter().GetResult().Which;
        return exception.Message.Replace(file.Path, name, StringComparison.Ordinal);
    }
}
