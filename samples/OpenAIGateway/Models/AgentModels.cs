using AgentCore.Extensions.AI;
using AgentCore.Extensions.AI.AspNetCore;
using Microsoft.Extensions.AI;
using OpenAIGateway.Configuration;
using OpenAIGateway.Hosting;
using OpenAIGateway.Keys;

namespace OpenAIGateway.Models;

/// <summary>The models of the configuration, each for the keys that may use it. It owns their clients.</summary>
internal sealed class AgentModels : IOpenAIChatModelCatalog, IDisposable
{
    private readonly Dictionary<string, OpenAIChatModel> _models;

    /// <exception cref="ConfigurationException">An agent's options are no good.</exception>
    public AgentModels(GatewaySettings settings, ConfigurationPlaces places, IEnumerable<OpenAIChatModel> others, ILoggerFactory loggerFactory)
    {
        _models = others.ToDictionary(model => model.Id, StringComparer.Ordinal);
        List<ConfigurationFault> faults = [];
        foreach ((string key, ModelSettings model) in settings.Models)
        {
            string name = model.Name ?? key;
            try
            {
                _models.Add(name, Create(name, model, loggerFactory));
            }
            catch (ArgumentException exception)
            {
                string section = ConfigurationPath.Combine(GatewaySettings.Section, nameof(settings.Models), key, nameof(model.Agent));
                string message = exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
                faults.Add(ConfigurationFault.OfOption(section, message, places));
            }
        }

        if (faults.Count > 0)
        {
            Dispose();
            throw new ConfigurationException(faults);
        }
    }

    public ValueTask<OpenAIChatModel?> FindAsync(string id, HttpContext httpContext, CancellationToken cancellationToken) =>
        new(ApiKey.Of(httpContext).MayUse(id) ? _models.GetValueOrDefault(id) : null);

    public ValueTask<IReadOnlyList<OpenAIChatModel>> ListAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        ApiKey key = ApiKey.Of(httpContext);
        return new([.. _models.Values.Where(model => key.MayUse(model.Id))]);
    }

    public void Dispose()
    {
        foreach (OpenAIChatModel model in _models.Values)
        {
            model.Client.Dispose();
        }
    }

    private static OpenAIChatModel Create(string name, ModelSettings settings, ILoggerFactory loggerFactory)
    {
        AgentCoreChatClientOptions options = settings.Agent;
        if (settings.BearerToken is { } token)
        {
            options.BearerTokenProvider = (_, _) => new ValueTask<string>(token);
        }

        ChatClientBuilder builder = new AgentCoreChatClient(options, loggerFactory).AsBuilder();

        // Without a logger: it would log what an agent says of its failure.
        builder.UseOpenTelemetry(loggerFactory: null, Telemetry.AgentSource);
        if (settings.RuntimeUserId is { } user)
        {
            builder.ConfigureOptions(callOptions =>
            {
                if (callOptions.AdditionalProperties?.ContainsKey(AgentCorePropertyNames.RuntimeUserId) != true)
                {
                    callOptions.WithRuntimeUserId(user);
                }
            });
        }

        return new OpenAIChatModel(name, builder.Build())
        {
            History = settings.History,
            SessionPerCall = settings.SessionPerCall,
            DefaultSession = settings.SessionId,
            Qualifiers = settings.Qualifiers,
            AllowedS3Prefixes = settings.S3Addresses,
        };
    }
}
