using AgentCore.Extensions.AI;
using AgentCore.Extensions.AI.BedrockAgentCore;
using Amazon.BedrockAgentCore;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Makes chat clients of AWS's client for Bedrock AgentCore.</summary>
public static class AmazonBedrockAgentCoreExtensions
{
    /// <summary>Makes an agent runtime an <see cref="IChatClient"/> whose calls go through this client of AWS's.</summary>
    /// <param name="client">AWS's client, which stays the caller's: disposing of the chat client does not dispose of it.</param>
    /// <param name="agentRuntimeArn">The runtime: its ARN, that of one of its endpoints, a bare id with an account, or any name where the client's <c>ServiceURL</c> is set.</param>
    /// <param name="configure">Sets further options. Those of the connection (credentials, region, endpoint, handler) belong to <paramref name="client"/> and are refused.</param>
    /// <param name="loggerFactory">Where the chat client logs to; nowhere by default.</param>
    /// <returns>The agent. <see cref="IChatClient.GetService"/> gives <paramref name="client"/> and the <see cref="AgentCoreChatClient"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="agentRuntimeArn"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="client"/> would send one invocation several times or is one of another region than the runtime;
    /// <paramref name="agentRuntimeArn"/> names no agent runtime; or an option is outside its bounds.
    /// </exception>
    public static IChatClient AsIChatClient(
        this IAmazonBedrockAgentCore client, string agentRuntimeArn, Action<AgentCoreChatClientOptions>? configure = null, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(agentRuntimeArn);
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = agentRuntimeArn };
        configure?.Invoke(options);

        BedrockAgentCoreTransport transport = new(client, loggerFactory?.CreateLogger<BedrockAgentCoreTransport>());
        transport.Check(options, nameof(configure));
        return new AgentCoreChatClient(transport, options, loggerFactory?.CreateLogger<AgentCoreChatClient>());
    }
}
