using System.Text.Json;
using Guildhall.Protocol;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Applications;

/// <summary>What is kept for applications, in SQLite.</summary>
internal sealed class SqliteApplicationStore(ReadPool pool, LogSignal added) : IApplicationStore
{
    public Task EventAdded => added.Next;

    public ValueTask<IReadOnlyList<ApplicationId>> AwaitedApplications(int limit, CancellationToken cancel) =>
        pool.Read(
            limit,
            static IReadOnlyList<ApplicationId> (connection, limit) =>
            {
                var found = new List<ApplicationId>();
                var rows = connection.Prepared("SELECT DISTINCT application_id FROM event_deliveries ORDER BY application_id LIMIT ?1").Bind(1, (long)limit);
                while (rows.Step()) found.Add(new ApplicationId(rows.Id(0)));
                return found;
            },
            cancel);

    public ValueTask<IReadOnlyList<EventDeliveryRow>> EventDeliveries(ApplicationId application, int limit, CancellationToken cancel) =>
        pool.Read(
            (application, limit),
            static IReadOnlyList<EventDeliveryRow> (connection, query) =>
            {
                var found = new List<EventDeliveryRow>();
                var rows = connection.Prepared("SELECT delivery_id, body, url FROM event_deliveries WHERE application_id = ?1 ORDER BY delivery_id LIMIT ?2")
                    .Bind(1, query.application.Number)
                    .Bind(2, (long)query.limit);
                while (rows.Step()) found.Add(new EventDeliveryRow(new Snowflake(rows.Id(0)), query.application, rows.Bytes(1).ToArray()) { Url = rows.TextOrNull(2) });
                return found;
            },
            cancel);

    public ValueTask<IReadOnlyList<ApplicationUsageRow>> Usage(ApplicationId application, int sinceDay, CancellationToken cancel) =>
        pool.Read(
            (application, sinceDay),
            static IReadOnlyList<ApplicationUsageRow> (connection, query) =>
            {
                var found = new List<ApplicationUsageRow>();
                var rows = connection.Prepared("""
                    SELECT day, commands, interactions, errors, latencies FROM application_usage WHERE application_id = ?1 AND day >= ?2 ORDER BY day
                    """)
                    .Bind(1, query.application.Number)
                    .Bind(2, (long)query.sinceDay);
                while (rows.Step())
                {
                    var latencies = JsonSerializer.Deserialize(rows.Bytes(4), LatencyJson.Default.IReadOnlyListInt64) ?? [];
                    found.Add(new ApplicationUsageRow(query.application, (int)rows.Number(0), rows.Number(1), rows.Number(2), rows.Number(3), latencies));
                }

                return found;
            },
            cancel);
}
