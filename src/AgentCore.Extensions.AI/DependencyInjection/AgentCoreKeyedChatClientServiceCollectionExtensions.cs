using AgentCore.Extensions.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using static Microsoft.Extensions.DependencyInjection.AgentCoreChatClientRegistration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers keyed agents on Amazon Bedrock AgentCore Runtime as <see cref="IChatClient"/>s.</summary>
public static class AgentCoreKeyedChatClientServiceCollectionExtensions
{
    /// <summary>Registers a keyed agent on Amazon Bedrock AgentCore Runtime as an <see cref="IChatClient"/>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="serviceKey">The key under which the client is resolved.</param>
    /// <param name="agentRuntimeArn">The runtime, in any form that <see cref="AgentCoreChatClientOptions.AgentRuntimeArn"/> takes.</param>
    /// <param name="configure">Sets further options.</param>
    /// <param name="lifetime">How long a client lives; a singleton by default. Connections live as long as the container in any case.</param>
    /// <returns>A builder for the pipeline around the client.</returns>
    /// <exception cref="ArgumentNullException">A required argument is <see langword="null"/>.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts or the client is resolved: an option is missing or outside its bounds.</exception>
    public static ChatClientBuilder AddKeyedAgentCoreChatClient(
        this IServiceCollection services, object? serviceKey, string agentRuntimeArn, Action<AgentCoreChatClientOptions>? configure = null, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(agentRuntimeArn);
        return AgentCoreChatClientRegistration.Add(services, new Key(serviceKey), WithArn(agentRuntimeArn, configure), lifetime);
    }

    /// <summary>Registers a keyed agent on Amazon Bedrock AgentCore Runtime as an <see cref="IChatClient"/>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="serviceKey">The key under which the client is resolved.</param>
    /// <param name="configure">Sets the options; <see cref="AgentCoreChatClientOptions.AgentRuntimeArn"/> is needed.</param>
    /// <param name="lifetime">How long a client lives; a singleton by default. Connections live as long as the container in any case.</param>
    /// <returns>A builder for the pipeline around the client.</returns>
    /// <exception cref="ArgumentNullException">A required argument is <see langword="null"/>.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts or the client is resolved: an option is missing or outside its bounds.</exception>
    public static ChatClientBuilder AddKeyedAgentCoreChatClient(
        this IServiceCollection services, object? serviceKey, Action<AgentCoreChatClientOptions> configure, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AgentCoreChatClientRegistration.Add(services, new Key(serviceKey), builder => builder.Configure(configure), lifetime);
    }

    /// <summary>Registers a keyed agent on Amazon Bedrock AgentCore Runtime as an <see cref="IChatClient"/>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="serviceKey">The key under which the client is resolved.</param>
    /// <param name="configure">Sets the options with the help of the container's services; <see cref="AgentCoreChatClientOptions.AgentRuntimeArn"/> is needed.</param>
    /// <param name="lifetime">How long a client lives; a singleton by default. Connections live as long as the container in any case.</param>
    /// <returns>A builder for the pipeline around the client.</returns>
    /// <exception cref="ArgumentNullException">A required argument is <see langword="null"/>.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts or the client is resolved: an option is missing or outside its bounds.</exception>
    public static ChatClientBuilder AddKeyedAgentCoreChatClient(
        this IServiceCollection services, object? serviceKey, Action<IServiceProvider, AgentCoreChatClientOptions> configure, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AgentCoreChatClientRegistration.Add(services, new Key(serviceKey), builder => builder.Configure<IServiceProvider>((options, provider) => configure(provider, options)), lifetime);
    }

    /// <summary>Registers a keyed agent on Amazon Bedrock AgentCore Runtime as an <see cref="IChatClient"/>.</summary>
    /// <remarks>Keys that <see cref="AgentCoreChatClientOptions"/> doesn't know are errors, which name the section, as is a section that isn't there.</remarks>
    /// <param name="services">The container.</param>
    /// <param name="serviceKey">The key under which the client is resolved.</param>
    /// <param name="section">The section that the options are bound from; <see cref="AgentCoreChatClientOptions.AgentRuntimeArn"/> is needed.</param>
    /// <param name="configure">Sets, after the section, what configuration can't hold, such as <see cref="AgentCoreChatClientOptions.BearerTokenProvider"/>.</param>
    /// <param name="lifetime">How long a client lives; a singleton by default. Connections live as long as the container in any case.</param>
    /// <returns>A builder for the pipeline around the client.</returns>
    /// <exception cref="ArgumentNullException">A required argument is <see langword="null"/>.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts or the client is resolved: an option is missing or outside its bounds.</exception>
    public static ChatClientBuilder AddKeyedAgentCoreChatClient(
        this IServiceCollection services, object? serviceKey, IConfigurationSection section, Action<AgentCoreChatClientOptions>? configure = null, ServiceLifetime lifetime = ServiceLifetime.Singleton)
    {
        ArgumentNullException.ThrowIfNull(section);
        return AgentCoreChatClientRegistration.Add(services, new Key(serviceKey), FromSection(section, configure), lifetime);
    }
}
