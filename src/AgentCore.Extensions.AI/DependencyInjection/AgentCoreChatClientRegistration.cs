using System.Globalization;
using AgentCore.Extensions.AI;
using AgentCore.Extensions.AI.Invocations;
using AgentCore.Extensions.AI.Transport;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What all overloads do: options of their own, one transport that belongs to the container, and a client over it.</summary>
internal static class AgentCoreChatClientRegistration
{
    private static int s_count;

    public static ChatClientBuilder Add(
        IServiceCollection services, Key? key, Action<OptionsBuilder<AgentCoreChatClientOptions>> configure, ServiceLifetime lifetime)
    {
        string name = AddOptions(services, configure);

        // The container makes one transport and disposes of it; clients of any lifetime share it.
        services.AddKeyedSingleton(name, (provider, _) => AgentRuntimeTransportFactory.Create(
            Options(provider, name), provider.GetService<AWSOptions>(), provider.GetService<AWSCredentials>(), provider.GetService<ILoggerFactory>()));
        return AddClient(services, key, name, lifetime, (provider, _) => provider.GetRequiredKeyedService<RoutingTransport>(name));
    }

    /// <summary>Registers a client over a transport that another library brings. What the transport needs and must be disposed of is the container's.</summary>
    public static ChatClientBuilder Add(
        IServiceCollection services,
        Key? key,
        Action<OptionsBuilder<AgentCoreChatClientOptions>> configure,
        ServiceLifetime lifetime,
        Func<IServiceProvider, AgentCoreChatClientOptions, IAgentRuntimeTransport> createTransport)
    {
        string name = AddOptions(services, builder =>
        {
            configure(builder);
            builder.Configure(options => options.HasOtherTransport = true);
        });
        return AddClient(services, key, name, lifetime, createTransport);
    }

    public static Action<OptionsBuilder<AgentCoreChatClientOptions>> WithArn(
        string agentRuntimeArn, Action<AgentCoreChatClientOptions>? configure) => builder =>
    {
        builder.Configure(options => options.AgentRuntimeArn = agentRuntimeArn);
        builder.Configure(configure ?? (_ => { }));
    };

    public static Action<OptionsBuilder<AgentCoreChatClientOptions>> FromSection(
        IConfigurationSection section, Action<AgentCoreChatClientOptions>? configure) => builder =>
    {
        Bind(builder, section);
        builder.Configure(configure ?? (_ => { }));
    };

    private static string AddOptions(IServiceCollection services, Action<OptionsBuilder<AgentCoreChatClientOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);

        // A name that no other registration has: two clients in one container never share options or connections.
        string name = string.Create(CultureInfo.InvariantCulture, $"{nameof(AgentCoreChatClient)}#{Interlocked.Increment(ref s_count)}");
        configure(services.AddOptionsWithValidateOnStart<AgentCoreChatClientOptions, AgentCoreChatClientOptionsValidator>(name));
        return name;
    }

    private static ChatClientBuilder AddClient(
        IServiceCollection services,
        Key? key,
        string name,
        ServiceLifetime lifetime,
        Func<IServiceProvider, AgentCoreChatClientOptions, IAgentRuntimeTransport> findTransport)
    {
        AgentCoreChatClient CreateClient(IServiceProvider provider)
        {
            AgentCoreChatClientOptions options = Options(provider, name);
            return new AgentCoreChatClient(
                findTransport(provider, options),
                options,
                provider.GetService<ILoggerFactory>()?.CreateLogger<AgentCoreChatClient>(),
                provider,
                ownsTransport: false);
        }

        ChatClientBuilder builder = key is { } value
            ? services.AddKeyedChatClient(value.Value, CreateClient, lifetime)
            : services.AddChatClient(CreateClient, lifetime);
        return builder.Use(innerClient => new CallTargetChatClient(innerClient, innerClient.GetRequiredService<AgentCoreChatClient>()));
    }

    private static void Bind(OptionsBuilder<AgentCoreChatClientOptions> builder, IConfigurationSection section) => builder.Configure(options =>
    {
        options.SectionPath = section.Path;
        if (!section.Exists())
        {
            throw Invalid(builder, section, ["The configuration has no such section, or it is empty."]);
        }

        if (OptionsSection.FindFaults(section) is { Count: > 0 } faults)
        {
            throw Invalid(builder, section, faults);
        }

        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw Invalid(builder, section, [exception.Message]);
        }
    });

    private static OptionsValidationException Invalid(
        OptionsBuilder<AgentCoreChatClientOptions> builder, IConfigurationSection section, IEnumerable<string> faults) =>
        new(builder.Name, typeof(AgentCoreChatClientOptions), [.. faults.Select(fault => AgentCoreChatClientOptionsValidator.InSection(section.Path, fault))]);

    private static AgentCoreChatClientOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<AgentCoreChatClientOptions>>().Get(name);

    /// <summary>A service key, which may be null itself.</summary>
    internal readonly record struct Key(object? Value);
}
