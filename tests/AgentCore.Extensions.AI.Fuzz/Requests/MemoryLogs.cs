using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Fuzz.Requests;

/// <summary>The log lines of one request.</summary>
internal sealed class MemoryLogs : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Clear() => _lines.Clear();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
