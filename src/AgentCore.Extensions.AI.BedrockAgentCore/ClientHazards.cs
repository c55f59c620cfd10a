using System.Globalization;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.BedrockAgentCore;

/// <summary>Settings of AWS's client that are good for most services, but not where a call runs an agent.</summary>
internal static partial class ClientHazards
{
    public const string TimeRemedy =
        "Make the client with new AmazonBedrockAgentCoreConfig().ForAgentRuntimes(), which leaves all waiting to FirstByteTimeout and IdleTimeout.";

    // What HttpClient waits where the configuration says nothing.
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Refuses a client that sends again by itself, and warns of one that does not wait for an agent that thinks.</summary>
    /// <param name="config">The client's configuration; <see langword="null"/> where it has none, as test doubles do.</param>
    /// <param name="paramName">Whom to blame.</param>
    /// <param name="logger">Where it is said.</param>
    /// <exception cref="ArgumentException">The client sends again by itself.</exception>
    public static void Check(IClientConfig? config, string paramName, ILogger logger)
    {
        if (config is null)
        {
            return;
        }

        if (config.MaxErrorRetry > 0 || config.MaxStaleConnectionRetries > 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The client sends an invocation up to {1 + config.MaxErrorRetry + config.MaxStaleConnectionRetries} times by itself, and the agent may run as often ")
                + string.Create(CultureInfo.InvariantCulture, $"(MaxErrorRetry is {config.MaxErrorRetry}, MaxStaleConnectionRetries is {config.MaxStaleConnectionRetries}). Both have to be 0: ")
                + "make the client with new AmazonBedrockAgentCoreConfig().ForAgentRuntimes(). AgentCoreChatClient itself sends again what is known not to have run.",
                paramName);
        }

        // A factory's HttpClient has its own limit, which can't be seen from here.
        if (config.HttpClientFactory is null && (config.Timeout ?? s_defaultTimeout) is var timeout && timeout != Timeout.InfiniteTimeSpan)
        {
            LogTimeout(logger, timeout.TotalSeconds, TimeRemedy);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "AWS's client gives up where an answer does not begin within {Seconds:F0} s (Timeout), and the agent may have run; agents that think longer never answer. {Remedy}")]
    private static partial void LogTimeout(ILogger logger, double seconds, string remedy);
}
