using Guildhall.Protocol;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.ScheduledEvents;

/// <summary>Answers to scheduled events in SQLite, clustered by event and occurrence.</summary>
internal sealed class SqliteEventUserStore(ReadPool pool) : IEventUserStore
{
    private const string One = "SELECT user_id, response FROM scheduled_event_users WHERE event_id = ?1 AND exception_id = ?2 AND user_id = ?3";
    private const string Coming = "FROM scheduled_event_users WHERE event_id = ?1 AND exception_id = ?2 AND response = 1";
    private const string Above = $"SELECT user_id, response {Coming} AND user_id > ?3 ORDER BY user_id LIMIT ?4";
    private const string Below = $"SELECT user_id, response {Coming} AND user_id < ?3 ORDER BY user_id DESC LIMIT ?4";

    public ValueTask<EventUserRow?> Find(ScheduledEventId id, ScheduledEventId? exception, UserId user, CancellationToken cancel) =>
        pool.Read(
            (id, exception, user),
            static (connection, key) =>
            {
                var row = connection.Prepared(One).Bind(1, key.id.Number).Bind(2, key.exception?.Number ?? 0).Bind(3, key.user.Number);
                if (!row.Step()) return null;
                var found = Read(row);
                row.Reset();
                return found;
            },
            cancel);

    public ValueTask<IReadOnlyList<EventUserRow>> Page(
        ScheduledEventId id, ScheduledEventId? exception, UserId? before, UserId after, int limit, CancellationToken cancel) =>
        pool.Read(
            (id, exception, before, after, limit),
            static IReadOnlyList<EventUserRow> (connection, query) =>
            {
                var page = new List<EventUserRow>();
                var rows = connection.Prepared(query.before is null ? Above : Below)
                    .Bind(1, query.id.Number)
                    .Bind(2, query.exception?.Number ?? 0)
                    .Bind(3, Keys.Of((query.before ?? query.after).Number))
                    .Bind(4, query.limit);
                while (rows.Step()) page.Add(Read(rows));
                if (query.before is not null) page.Reverse();
                return page;
            },
            cancel);

    public ValueTask<int> Count(ScheduledEventId id, ScheduledEventId? exception, CancellationToken cancel) =>
        pool.Read(
            (id, exception),
            static (connection, key) =>
            {
                var row = connection.Prepared($"SELECT count(*) {Coming}").Bind(1, key.id.Number).Bind(2, key.exception?.Number ?? 0);
                var count = row.Step() ? (int)row.Number(0) : 0;
                row.Reset();
                return count;
            },
            cancel);

    private static EventUserRow Read(Statement row) => new(new UserId(row.Id(0)), (int)row.Number(1));
}
