namespace OpenAIGateway.Hosting;

/// <summary>What the gateway tells its operator.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(LogLevel.Warning, "{Note}")]
    public static partial void Note(ILogger logger, string note);
}
