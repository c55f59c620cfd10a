using AgentCore.Extensions.AI.AspNetCore;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what the OpenAI-compatible endpoints need.</summary>
public static class OpenAIChatCompletionsServiceCollectionExtensions
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
        return services.AddOptions<OpenAIChatCompletionsOptions>().Configure(configure ?? (_ => { }));
    }
}
