using AgentCore.Extensions.AI;
using YamlDotNet.RepresentationModel;

namespace OpenAIGateway.Configuration.LiteLLM;

/// <summary>Reads <c>model_list</c>.</summary>
internal sealed class LiteLLMModels(YamlReading reading)
{
    private const string Agent = nameof(ModelSettings.Agent);
    private const string Credentials = $"{Agent}:{nameof(AgentCoreChatClientOptions.Credentials)}";

    private static readonly string s_models = ConfigurationPath.Combine(GatewaySettings.Section, nameof(GatewaySettings.Models));

    /// <summary>LiteLLM's parameters, and what they are called in <see cref="ModelSettings"/>.</summary>
    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["model"] = $"{Agent}:{nameof(AgentCoreChatClientOptions.AgentRuntimeArn)}",
        ["qualifier"] = $"{Agent}:{nameof(AgentCoreChatClientOptions.Qualifier)}",
        ["aws_region_name"] = $"{Agent}:{nameof(AgentCoreChatClientOptions.Region)}",
        ["api_base"] = $"{Agent}:{nameof(AgentCoreChatClientOptions.ServiceUrl)}",
        ["aws_access_key_id"] = $"{Credentials}:{nameof(AgentCoreCredentialOptions.AccessKeyId)}",
        ["aws_secret_access_key"] = $"{Credentials}:{nameof(AgentCoreCredentialOptions.SecretAccessKey)}",
        ["aws_session_token"] = $"{Credentials}:{nameof(AgentCoreCredentialOptions.SessionToken)}",
        ["aws_profile_name"] = $"{Credentials}:{nameof(AgentCoreCredentialOptions.Profile)}",
        ["aws_role_name"] = $"{Credentials}:{nameof(AgentCoreCredentialOptions.RoleArn)}",
        ["aws_session_name"] = $"{Credentials}:{nameof(AgentCoreCredentialOptions.RoleSessionName)}",
        ["aws_external_id"] = $"{Credentials}:{nameof(AgentCoreCredentialOptions.ExternalId)}",
        ["api_key"] = nameof(ModelSettings.BearerToken),
        ["runtimeSessionId"] = nameof(ModelSettings.SessionId),
        ["runtimeUserId"] = nameof(ModelSettings.RuntimeUserId),
        // These two are ours.
        ["history"] = nameof(ModelSettings.History),
        ["session_per_call"] = nameof(ModelSettings.SessionPerCall),
    };

    /// <summary>Parameters that make LiteLLM count, retry or choose; the gateway does none of it, and the agent never sees them.</summary>
    private static readonly HashSet<string> s_withoutEffect = new(StringComparer.Ordinal)
    {
        "custom_llm_provider", "drop_params", "input_cost_per_token", "max_parallel_requests", "max_retries", "num_retries", "order",
        "output_cost_per_token", "rpm", "stream_timeout", "tags", "timeout", "tpm", "use_in_pass_through", "weight",
    };

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    public void Read(YamlNode node)
    {
        if (node is not YamlSequenceNode list)
        {
            reading.Fault(node, "model_list", "It is no list.", "Begin each of its entries with '- model_name:'.");
            return;
        }

        for (int i = 0; i < list.Children.Count; i++)
        {
            ReadModel(list.Children[i], $"model_list[{i}]");
        }
    }

    private void ReadModel(YamlNode node, string path)
    {
        Dictionary<string, YamlNode> entry = node is YamlMappingNode mapping
            ? YamlReading.Members(mapping).ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal)
            : [];
        if (!entry.TryGetValue("model_name", out YamlNode? nameNode) || reading.Text(nameNode, $"{path}.model_name") is not { } name)
        {
            reading.Fault(node, path, "The entry has no model_name.", "Give the name that callers use.");
            return;
        }

        if (!_names.TryAdd(name, path))
        {
            reading.Fault(
                nameNode, $"{path}.model_name", $"'{name}' is the name of {_names[name]} too.",
                "Give each agent a name of its own: the gateway does not spread calls over several.");
            return;
        }

        foreach (string key in entry.Keys.Where(key => key is not ("model_name" or "litellm_params")))
        {
            reading.Note(entry[key], $"{path}.{key}");
        }

        if (!entry.TryGetValue("litellm_params", out YamlNode? parameters) || parameters is not YamlMappingNode values)
        {
            reading.Fault(node, path, "The entry has no litellm_params.", "Give at least litellm_params.model: bedrock/agentcore/ARN.");
            return;
        }

        // A colon would end the key.
        string section = ConfigurationPath.Combine(s_models, name.Replace(':', '_'));
        reading.SetPlace(section, node, path);
        reading.Set(ConfigurationPath.Combine(section, nameof(ModelSettings.Name)), name, nameNode, $"{path}.model_name");
        foreach ((string key, YamlNode value) in YamlReading.Members(values))
        {
            ReadParameter(key, value, $"{path}.litellm_params.{key}", section, name);
        }
    }

    private void ReadParameter(string key, YamlNode node, string path, string section, string model)
    {
        if (s_withoutEffect.Contains(key))
        {
            reading.Note(node, path);
        }
        else if (!s_parameters.TryGetValue(key, out string? ours))
        {
            reading.Fault(node, path, $"The gateway doesn't know '{key}'.", $"Remove it; what it knows is {string.Join(", ", s_parameters.Keys)}.");
        }
        else if (reading.Text(node, path) is { } value)
        {
            if (key == "model" && !value.StartsWith("bedrock/agentcore/", StringComparison.Ordinal) && !value.StartsWith("agentcore/", StringComparison.Ordinal))
            {
                reading.Fault(
                    node, path, $"The model '{model}' belongs to another provider ('{value}').",
                    "Remove the entry: the gateway serves agents on AgentCore only (bedrock/agentcore/ARN).");
                return;
            }

            reading.Set(ConfigurationPath.Combine(section, ours), value, node, path);
        }
    }
}
