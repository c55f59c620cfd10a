using AgentCore.Extensions.AI;
using AgentCore.Extensions.AI.BedrockAgentCore;
using Amazon.BedrockAgentCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static Microsoft.Extensions.DependencyInjection.AgentCoreChatClientRegistration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers agents on Amazon Bedrock AgentCore Runtime that are called through AWS's own client.</summary>
public static class BedrockAgentCoreServiceCollectionExtensions
{
    /// <summary>Registers an agent, called through AWS's client, as the application's <see cref="IChatClient"/>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="client">
    /// Finds AWS's client in the container: <c>provider => provider.GetRequiredService&lt;IAmazonBedrockAgentCore&gt;()</c>. It belongs to the container, not to the chat client.
    /// </param>
    /// <param name="agentRuntimeArn">The runtime: its ARN, that of one of its endpoints, a bare id with an account, or any name where the client's <c>ServiceURL</c> is set.</param>
    /// <param name="configure">Sets further options. Those of the connection (credentials, region, endpoint, handler) belong to the client and are refused.</param>
    /// <param name="lifetime">How long a chat client lives.</param>
    /// <returns>A builder for the pipeline around the chat client.</returns>
    /// <exception cref="ArgumentNullException">A required argument is <see langword="null"/>.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts or the chat client is resolved: an option is missing or outside its bounds.</exception>
    /// <exception cref="ArgumentException">Thrown when the chat client is resolved: AWS's client would send one invocation several times, or is one of another region than the runtime.</exception>
    public static ChatClientBuilder AddAgentCoreChatClient(
        this IServiceCollection services,
        Func<IServiceProvider, IAmazonBedrockAgentCore> client,
        string agentRuntimeArn,
        Action<AgentCoreChatClientOptions>? configure = null,
        ServiceLifetime lifetime = ServiceLifetime.Singleton) => Add(services, key: null, client, agentRuntimeArn, configure, lifetime);

    /// <summary>Registers a keyed agent, called through AWS's client, as an <see cref="IChatClient"/>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="serviceKey">The key under which the chat client is resolved.</param>
    /// <param name="client">
    /// Finds AWS's client in the container: <c>provider => provider.GetRequiredService&lt;IAmazonBedrockAgentCore&gt;()</c>. It belongs to the container, not to the chat client.
    /// </param>
    /// <param name="agentRuntimeArn">The runtime: its ARN, that of one of its endpoints, a bare id with an account, or any name where the client's <c>ServiceURL</c> is set.</param>
    /// <param name="configure">Sets further options. Those of the connection (credentials, region, endpoint, handler) belong to the client and are refused.</param>
    /// <param name="lifetime">How long a chat client lives.</param>
    /// <returns>A builder for the pipeline around the chat client.</returns>
    /// <exception cref="ArgumentNullException">A required argument is <see langword="null"/>.</exception>
    /// <exception cref="OptionsValidationException">Thrown when the host starts or the chat client is resolved: an option is missing or outside its bounds.</exception>
    /// <exception cref="ArgumentException">Thrown when the chat client is resolved: AWS's client would send one invocation several times, or is one of another region than the runtime.</exception>
    public static ChatClientBuilder AddKeyedAgentCoreChatClient(
        this IServiceCollection services,
        object? serviceKey,
        Func<IServiceProvider, IAmazonBedrockAgentCore> client,
        string agentRuntimeArn,
        Action<AgentCoreChatClientOptions>? configure = null,
        ServiceLifetime lifetime = ServiceLifetime.Singleton) => Add(services, new Key(serviceKey), client, agentRuntimeArn, configure, lifetime);

    private static ChatClientBuilder Add(
        IServiceCollection services,
        Key? key,
        Func<IServiceProvider, IAmazonBedrockAgentCore> client,
        string agentRuntimeArn,
        Action<AgentCoreChatClientOptions>? configure,
        ServiceLifetime lifetime)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(agentRuntimeArn);
        return AgentCoreChatClientRegistration.Add(
            services,
            key,
            builder =>
            {
                WithArn(agentRuntimeArn, configure)(builder);
                builder.Services.AddSingleton<IValidateOptions<AgentCoreChatClientOptions>>(new Validator(builder.Name));
            },
            lifetime,
            (provider, options) => CreateTransport(client(provider), options, provider.GetService<ILoggerFactory>()));
    }

    private static BedrockAgentCoreTransport CreateTransport(IAmazonBedrockAgentCore? client, AgentCoreChatClientOptions options, ILoggerFactory? loggerFactory)
    {
        BedrockAgentCoreTransport transport = new(
            client ?? throw new InvalidOperationException("The function that finds AWS's client in the container gave null."),
            loggerFactory?.CreateLogger<BedrockAgentCoreTransport>());
        transport.Check(options, nameof(options));
        return transport;
    }

    /// <summary>Refuses, when the host starts, options that only AWS's client can have; for one registration.</summary>
    private sealed class Validator(string name) : IValidateOptions<AgentCoreChatClientOptions>
    {
        public ValidateOptionsResult Validate(string? optionsName, AgentCoreChatClientOptions options) =>
            optionsName == name && ClientOptionsFaults.Find(options) is { Count: > 0 } faults
                ? ValidateOptionsResult.Fail(faults.Select(fault => $"{nameof(AgentCoreChatClientOptions)}: {fault}"))
                : ValidateOptionsResult.Skip;
    }
}
