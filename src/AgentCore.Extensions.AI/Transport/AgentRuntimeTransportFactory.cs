using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Makes the transport of a client.</summary>
internal static class AgentRuntimeTransportFactory
{
    public static RoutingTransport Create(
        AgentCoreChatClientOptions options, AWSOptions? awsOptions, AWSCredentials? containerCredentials, ILoggerFactory? loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RoutingTransport(
            options, awsOptions, containerCredentials, loggerFactory?.CreateLogger("AgentCore.Extensions.AI.Transport") ?? NullLogger.Instance);
    }

    /// <summary>Whether calls go to another address than AWS's, by the options, AWS's environment or the profile.</summary>
    public static bool IsEndpointOverridden(AgentCoreChatClientOptions options, AWSOptions? awsOptions) =>
        RuntimeServiceConfig.Create(options, awsOptions).IsEndpointOverridden;
}
