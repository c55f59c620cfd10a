using AgentCore.Extensions.AI.AspNetCore;

namespace OpenAIGateway.Configuration;

/// <summary>The section <c>Gateway</c>, whether it comes from appsettings.json, a file of the same shape, the environment or LiteLLM's config.yaml.</summary>
internal sealed class GatewaySettings
{
    public const string Section = "Gateway";

    /// <summary>Gets the models that callers may name. The key is the model's name, unless <see cref="ModelSettings.Name"/> gives another.</summary>
    public Dictionary<string, ModelSettings> Models { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the API keys by name. The name is also the tenant that session ids are sealed to.</summary>
    public Dictionary<string, KeySettings> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets the secrets that session ids are sealed with, each 32 bytes in base64. The first seals, all verify. The default is one that is made up for this run.
    /// </summary>
    public List<string> SessionSecrets { get; } = [];

    /// <summary>Gets how requests are read and answers are written; the library's own settings, from the same section.</summary>
    public OpenAIChatCompletionsOptions Requests { get; } = new();

    /// <summary>Gets what all callers together may ask of the gateway.</summary>
    public LimitSettings Limits { get; } = new();
}
