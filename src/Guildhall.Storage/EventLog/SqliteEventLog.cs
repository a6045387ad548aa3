using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.EventLog;

/// <summary>The log as a table, written in the transaction of the rows it tells of.</summary>
internal sealed class SqliteEventLog(ReadPool pool, IStoreWriter writer, LogSignal signal) : IEventLog
{
    public Task Appended => signal.Next;

    public ValueTask<IReadOnlyList<PositionedEntry>> ReadAfter(long position, int limit, CancellationToken cancel) =>
        pool.Read(
            (position, limit),
            static IReadOnlyList<PositionedEntry> (connection, query) =>
            {
                var entries = new List<PositionedEntry>();
                var rows = connection.Prepared("""
                    SELECT position, at, guild_id, seq, type, payload FROM event_log WHERE position > ?1 ORDER BY position LIMIT ?2
                    """).Bind(1, query.position).Bind(2, query.limit);
                while (rows.Step())
                {
                    var entry = new LogEntry(new GuildId(rows.Id(2)), rows.Number(3), rows.Text(4), rows.Bytes(5).ToArray());
                    entries.Add(new PositionedEntry(rows.Number(0), rows.Moment(1), entry));
                }

                return entries;
            },
            cancel);

    public ValueTask<long> EndPosition(CancellationToken cancel) =>
        pool.Read(
            0,
            static (connection, _) =>
            {
                var row = connection.Prepared("SELECT coalesce(max(position), 0) FROM event_log");
                row.Step();
                var position = row.Number(0);
                row.Reset();
                return position;
            },
            cancel);

    public ValueTask<IReadOnlyList<LogEntry>> ReadGuild(GuildId guild, long afterSequence, int limit, CancellationToken cancel) =>
        pool.Read(
            (guild, afterSequence, limit),
            static IReadOnlyList<LogEntry> (connection, query) =>
            {
                var entries = new List<LogEntry>();
                var rows = connection.Prepared("""
                    SELECT seq, type, payload FROM event_log WHERE guild_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3
                    """).Bind(1, query.guild.Number).Bind(2, query.afterSequence).Bind(3, query.limit);
                while (rows.Step()) entries.Add(new LogEntry(query.guild, rows.Number(0), rows.Text(1), rows.Bytes(2).ToArray()));
                return entries;
            },
            cancel);

    public ValueTask<long> LoadCursor(string consumer, CancellationToken cancel) =>
        pool.Read(
            consumer,
            static (connection, name) =>
            {
                var row = connection.Prepared("SELECT position FROM cursors WHERE consumer = ?1").Bind(1, name);
                var position = row.Step() ? row.Number(0) : 0;
                row.Reset();
                return position;
            },
            cancel);

    public async ValueTask<int> Trim(DateTimeOffset olderThan, CancellationToken cancel)
    {
        var removed = 0;
        var step = new TrimLog(0, olderThan);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            await writer.Submit(new WriteLane(), new StoreWrite(step));
            removed += step.Removed;
            if (step.IsAtEnd) return removed;
            step = new TrimLog(step.LookedUpTo, olderThan);
        }
    }
}
