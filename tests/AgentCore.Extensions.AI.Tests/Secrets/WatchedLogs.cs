using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Tests.Secrets;

/// <summary>Shows <see cref="SecretWatch"/> what is logged above Trace.</summary>
internal sealed class WatchedLogs : ILoggerFactory, ILogger
{
    public static WatchedLogs Instance { get; } = new();

    /// <summary>Everything that a provider of logs gets to see of an entry.</summary>
    public static string Look<TState>(LogLevel level, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string text = $"{formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}";
        if (level > LogLevel.Trace)
        {
            SecretWatch.Look(SecretWatch.Logs, text);
        }

        return text;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => logLevel > LogLevel.Trace;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        SecretWatch.Look(SecretWatch.Logs, $"{state}");
        return null;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Look(logLevel, state, exception, formatter);

    public void Dispose()
    {
    }
}
