using AgentCore.Extensions.AI.AspNetCore;
using AgentCore.Extensions.AI.AspNetCore.Endpoints;
using AgentCore.Extensions.AI.AspNetCore.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what the OpenAI-compatible endpoints need.</summary>
public static partial class OpenAIChatCompletionsServiceCollectionExtensions
{
    /// <summary>
    /// Registers what <c>MapOpenAIChatCompletions</c> needs. Unless an <see cref="IOpenAIChatModelCatalog"/> is registered,
    /// the keyed <c>IChatClient</c>s of the container are the models, under those of their keys that are texts.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The builder of the settings, for binding and further checks.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static OptionsBuilder<OpenAIChatCompletionsOptions> AddOpenAIChatCompletions(
        this IServiceCollection services, Action<OpenAIChatCompletionsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IOpenAIChatModelCatalog>(provider =>
            new KeyedChatClientCatalog(services, provider.GetRequiredService<IOptions<OpenAIChatCompletionsOptions>>()));
        services.TryAddSingleton(CreateSealer);
        services.TryAddSingleton(CreateMemory);
        services.TryAddSingleton<RequestGuard>();
        services.TryAddSingleton<CallPlanner>();
        services.TryAddSingleton<SessionStopper>();
        services.TryAddSingleton<ChatCompletionsEndpoint>();
        services.TryAddSingleton<ModelsEndpoints>();
        services.AddRouting();
        return services.AddOptionsWithValidateOnStart<OpenAIChatCompletionsOptions, OpenAIChatCompletionsOptionsValidator>().Configure(configure ?? (_ => { }));
    }

    private static SessionSealer CreateSealer(IServiceProvider provider)
    {
        IList<OpenAISessionSecret> secrets = provider.GetRequiredService<IOptions<OpenAIChatCompletionsOptions>>().Value.SessionSecrets;
        if (secrets.Count > 0)
        {
            return new SessionSealer(secrets);
        }

        LogNoSecret(provider.GetRequiredService<ILogger<OpenAIChatCompletionsOptions>>());
        return new SessionSealer([OpenAISessionSecret.New()]);
    }

    private static CallMemory CreateMemory(IServiceProvider provider)
    {
        OpenAIChatCompletionsOptions options = provider.GetRequiredService<IOptions<OpenAIChatCompletionsOptions>>().Value;
        return new CallMemory(provider.GetService<TimeProvider>() ?? TimeProvider.System, options.ResentCallWindow, options.MaxRememberedCalls);
    }

    [LoggerMessage(1, LogLevel.Warning,
        "No session secret is configured: one was made for this process alone. Session ids end with the process, and other servers don't know them.")]
    private static partial void LogNoSecret(ILogger logger);
}
