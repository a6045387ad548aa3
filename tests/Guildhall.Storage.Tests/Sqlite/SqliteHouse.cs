using System.Collections.Concurrent;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Tests.Contracts;
using Guildhall.Testing;
using Microsoft.Extensions.Logging;

namespace Guildhall.Storage.Tests.Sqlite;

/// <summary>Opens stores in folders that go away, and lets no error in the log pass unnoticed.</summary>
internal sealed class SqliteHouse : IDisposable
{
    private readonly ErrorLog _log = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("guildhall-store-").FullName;

    public ManualTime Time { get; } = new();

    /// <summary>Errors that the test is about; without it an error fails the test.</summary>
    public bool ExpectsErrors { get; set; }

    public string DatabasePath => Path.Combine(Folder, SqliteStore.DatabaseName);

    public static ValueTask<OpenedStore> OpenContract()
    {
        var house = new SqliteHouse();
        var store = house.Open();
        return ValueTask.FromResult(new OpenedStore(
            store.Writer, store.Messages, store.Guilds, store.Users, store.EventLog, store.Blobs, store.Applications, house.Time,
            () => house.ExpectsErrors = true, Close));

        async ValueTask Close()
        {
            await store.DisposeAsync();
            house.Dispose();
        }
    }

    public SqliteStore Open(string? folder = null) => SqliteStore.Open(folder ?? Folder, Time, _log);

    public SqliteStore Open(IReadOnlyList<SchemaScript> scripts) => SqliteStore.Open(Folder, Time, _log, scripts);

    public ILogger Log => _log;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        if (!ExpectsErrors) _log.Errors.ShouldBeEmpty();
    }

    private sealed class ErrorLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Errors.Enqueue($"{formatter(state, exception)}: {exception}");
        }

        public void Dispose()
        {
        }
    }
}
