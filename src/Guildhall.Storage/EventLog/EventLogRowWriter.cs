using Guildhall.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.EventLog;

/// <summary>Writes log entries and cursors; used by the writer's thread alone.</summary>
internal sealed class EventLogRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly StatementCache _statements = new(connection);

    private readonly Statement _append = new(connection,
        "INSERT INTO event_log (guild_id, seq, at, type, payload) VALUES (?1, ?2, ?3, ?4, ?5)");

    public void Append(LogEntry entry, DateTimeOffset at) =>
        _append.Bind(1, entry.Guild.Number)
            .Bind(2, entry.Sequence)
            .Bind(3, at)
            .Bind(4, entry.Type)
            .BindText(5, entry.Payload.Span)
            .Run();

    public void Put(PutCursor cursor) =>
        _statements.Prepared("""
            INSERT INTO cursors (consumer, position) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET position = excluded.position
            """)
            .Bind(1, cursor.Consumer)
            .Bind(2, cursor.Position)
            .Run();

    /// <summary>
    /// Looks at the next entries and drops those that are old, read by every consumer, and not the newest of their guild:
    /// the newest keeps the guild's sequence number and the log's position.
    /// </summary>
    public void Apply(TrimLog step)
    {
        var range = _statements.Prepared("""
            SELECT max(position), max(at), count(*) FROM (
              SELECT position, at FROM event_log
              WHERE position > ?1 AND position <= coalesce((SELECT min(position) FROM cursors), 9223372036854775807)
              ORDER BY position LIMIT ?2)
            """).Bind(1, step.After).Bind(2, CleaningStep.RowsPerStep);
        range.Step();
        var (upTo, newestAt, count) = (range.Number(0), range.Number(1), range.Number(2));
        range.Reset();
        step.IsAtEnd = count < CleaningStep.RowsPerStep || newestAt >= step.OlderThan.UtcTicks;
        step.LookedUpTo = upTo;
        step.Removed = count == 0 ? 0 : _statements.Prepared("""
            DELETE FROM event_log AS old WHERE position > ?1 AND position <= ?2 AND at < ?3
              AND seq < (SELECT max(seq) FROM event_log AS newest WHERE newest.guild_id = old.guild_id)
            """).Bind(1, step.After).Bind(2, upTo).Bind(3, step.OlderThan).Run();
    }

    public void Dispose()
    {
        _append.Dispose();
        _statements.Dispose();
    }
}
