using System.Collections.Concurrent;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Server;

/// <summary>Keeps what is logged above Trace, by whomever.</summary>
internal sealed class RecordingLogs : ILogger, ILoggerProvider
{
    private readonly ConcurrentQueue<string> _entries = new();

    public string All => string.Join('\n', _entries);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel > LogLevel.Trace;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            WatchedLogs.Look(logLevel, state, exception, formatter);
            _entries.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}
