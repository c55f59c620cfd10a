using System.Collections.Concurrent;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLogger : ILogger, ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _entries = new();

    public IReadOnlyList<(LogLevel Level, string Message)> Entries => [.. _entries];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        WatchedLogs.Look(logLevel, state, exception, formatter);
        _entries.Enqueue((logLevel, $"{formatter(state, exception)} {exception}".TrimEnd()));
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}
