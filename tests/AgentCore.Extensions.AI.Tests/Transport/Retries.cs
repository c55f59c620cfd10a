using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>Runs calls with the client's own rules for sending again, and short pauses.</summary>
internal static class Retries
{
    public static AgentCoreRetryOptions Options => new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromSeconds(2) };

    public static Task<string> RunAsync(RoutingTransport transport, Func<bool, AgentRuntimeRequest>? request = null, AgentCoreRetryOptions? options = null) =>
        new InvocationRetry(options ?? Options, NullLogger.Instance)
            .RunAsync((refused, _) => transport.CallAsync(request?.Invoke(refused)), CancellationToken.None);
}
