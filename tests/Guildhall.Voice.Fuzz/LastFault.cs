using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Fuzz;

/// <summary>A log that remembers the last exception that somebody caught.</summary>
internal sealed class LastFault : ILogger
{
    public Exception? Exception { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Exception = exception ?? Exception;
}
