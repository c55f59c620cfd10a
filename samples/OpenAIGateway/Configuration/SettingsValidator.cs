using System.Text.RegularExpressions;
using AgentCore.Extensions.AI;
using AgentCore.Extensions.AI.AspNetCore;

namespace OpenAIGateway.Configuration;

/// <summary>Finds what is wrong with settings that could be read. What is wrong with an agent's own options, its client says.</summary>
internal sealed partial class SettingsValidator(GatewaySettings settings, ConfigurationPlaces places)
{
    private const string HashRemedy = "Give the 64 hexadecimal digits that `printf %s \"$KEY\" | sha256sum` prints.";

    private readonly List<ConfigurationFault> _faults = [];

    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public void Validate()
    {
        CheckModels();
        CheckKeys();
        CheckSecrets();
        CheckLimits();
        if (_faults.Count > 0)
        {
            throw new ConfigurationException(_faults);
        }
    }

    private void CheckModels()
    {
        if (settings.Models.Count == 0)
        {
            Add([nameof(settings.Models)], "There is no model.", "Give at least one, with the ARN of its agent under Agent:AgentRuntimeArn (in LiteLLM's file: model_list).");
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string key, ModelSettings model) in settings.Models)
        {
            string[] path = [nameof(settings.Models), key];
            string name = model.Name ?? key;
            if (!names.Add(name))
            {
                Add([.. path, nameof(model.Name)], $"'{name}' is the name of another model too.", "Give each model a name of its own.");
            }

            if (name.Length > 256 || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            {
                Add([.. path, nameof(model.Name)], "It is no name for a model.", "Give 1 to 256 visible characters.");
            }

            if (string.IsNullOrEmpty(model.Agent.AgentRuntimeArn))
            {
                Add(
                    [.. path, nameof(model.Agent), nameof(model.Agent.AgentRuntimeArn)], $"The model '{name}' has no agent.",
                    "Give its ARN, such as arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234 (in LiteLLM's file: model: bedrock/agentcore/ARN).");
            }

            if (model.SessionId is { } session && !SessionPattern().IsMatch(session))
            {
                Add(
                    [.. path, nameof(model.SessionId)], "It is no session id.",
                    $"Give {RuntimeSessionId.MinLength} to {RuntimeSessionId.MaxLength} letters, digits, - and _, the first a letter or a digit.");
            }

            foreach (string address in model.S3Addresses.Where(address => !address.StartsWith("s3://", StringComparison.Ordinal) || address.Length < 6))
            {
                Add([.. path, nameof(model.S3Addresses)], $"'{address}' is no address in S3.", "Give the beginning of one, such as s3://my-bucket/uploads/.");
            }
        }
    }

    private void CheckKeys()
    {
        if (settings.Keys.Count == 0)
        {
            Add(
                [nameof(settings.Keys)], "There is no API key, so that nobody could call.",
                "Give one: Gateway:Keys:NAME:Sha256, or general_settings.master_key in LiteLLM's file (without it LiteLLM lets everybody in; this gateway does not).");
        }

        HashSet<string> hashes = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> models = settings.Models.Select(model => model.Value.Name ?? model.Key).ToHashSet(StringComparer.Ordinal);
        foreach ((string name, KeySettings key) in settings.Keys)
        {
            string[] path = [nameof(settings.Keys), name];
            if (key.Sha256 is null || !HashPattern().IsMatch(key.Sha256))
            {
                Add([.. path, nameof(key.Sha256)], $"The key '{name}' has no SHA-256.", HashRemedy);
            }
            else if (!hashes.Add(key.Sha256))
            {
                Add([.. path, nameof(key.Sha256)], "Another name has the same key.", "Give each name a key of its own: limits and sessions go by the name.");
            }

            foreach (string model in key.Models.Where(model => !models.Contains(model)))
            {
                Add([.. path, nameof(key.Models)], $"There is no model '{model}'.", $"Name some of {string.Join(", ", models)}.");
            }

            CheckCount(key.RequestsPerMinute, [.. path, nameof(key.RequestsPerMinute)]);
            CheckCount(key.Streams, [.. path, nameof(key.Streams)]);
        }
    }

    private void CheckSecrets()
    {
        for (int i = 0; i < settings.SessionSecrets.Count; i++)
        {
            try
            {
                OpenAISessionSecret.FromBase64(settings.SessionSecrets[i]);
            }
            catch (ArgumentException)
            {
                // Without the framework's own words, which may say more about a secret than ours.
                Add([nameof(settings.SessionSecrets), $"{i}"], "It is not 32 bytes in base64.", "Give what `openssl rand -base64 32` prints.");
            }
        }
    }

    private void CheckLimits()
    {
        LimitSettings limits = settings.Limits;
        CheckCount(limits.Streams, [nameof(settings.Limits), nameof(limits.Streams)]);
        CheckCount(limits.UnauthenticatedPerMinute, [nameof(settings.Limits), nameof(limits.UnauthenticatedPerMinute)]);
        if (limits.ShutdownTime < TimeSpan.Zero || limits.ShutdownTime > TimeSpan.FromHours(8))
        {
            Add([nameof(settings.Limits), nameof(limits.ShutdownTime)], $"{limits.ShutdownTime} is out of range.", "Give 00:00:00 to 08:00:00.");
        }
    }

    private void CheckCount(int? value, string[] path)
    {
        if (value is < 1 or > 1_000_000)
        {
            Add(path, $"{value} is out of range.", "Give 1 to 1,000,000.");
        }
    }

    private void Add(string[] path, string problem, string remedy) =>
        _faults.Add(new ConfigurationFault(places.Find(ConfigurationPath.Combine([GatewaySettings.Section, .. path])), problem, remedy));

    [GeneratedRegex(@"^[0-9A-Fa-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HashPattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{32,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SessionPattern();
}
