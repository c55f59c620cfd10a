namespace OpenAIGateway.Hosting;

/// <summary>What the gateway tells its operator.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(LogLevel.Information, "Listening at {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(LogLevel.Warning, "{Note}")]
    public static partial void Note(ILogger logger, string note);
}
