using Microsoft.Extensions.Logging;

namespace Guildhall.Cluster.Tests;

/// <summary>Keeps the log's lines, so that a test can say which errors it expects.</summary>
internal sealed class CollectedLog : ILogger
{
    private readonly Lock _gate = new();
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_gate) return [.. _errors];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
            if (logLevel >= LogLevel.Error) _errors.Add($"{formatter(state, exception)} ({exception?.GetType().Name}: {exception?.Message})");
    }
}
