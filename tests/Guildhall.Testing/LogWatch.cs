using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Guildhall.Testing;

/// <summary>Keeps what a server logs, so that a stray error fails the test that caused it.</summary>
public sealed class LogWatch : ILoggerProvider
{
    private const int Kept = 10_000;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentBag<string> _expected = [];

    /// <summary>The latest lines of every level.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Errors that no test has announced.</summary>
    public IReadOnlyList<string> StrayErrors => [.. _errors.Where(line => !_expected.Any(part => line.Contains(part, StringComparison.Ordinal)))];

    /// <summary>Announces an error: lines with this text are no stray errors.</summary>
    public void Expect(string part) => _expected.Add(part);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(LogLevel level, string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > Kept) _lines.TryDequeue(out _);
        if (level >= LogLevel.Error && _errors.Count < Kept) _errors.Enqueue(line);
    }

    private sealed class Logger(LogWatch watch, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            watch.Add(logLevel, $"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : Environment.NewLine + exception)}");
        }
    }
}
