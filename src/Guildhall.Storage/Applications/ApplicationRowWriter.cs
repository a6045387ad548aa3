using System.Text.Json;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Applications;

/// <summary>Writes what is kept for applications; used by the writer's thread alone.</summary>
internal sealed class ApplicationRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly StatementCache _statements = new(connection);

    /// <summary>Writes a row; false when the change is of another kind.</summary>
    public bool TryApply(RowChange change)
    {
        switch (change)
        {
            case PutEventDelivery put: Put(put.Delivery); break;
            case DeleteEventDelivery gone: Sql("DELETE FROM event_deliveries WHERE delivery_id = ?1").Bind(1, gone.Id.Value).Run(); break;
            case DeleteEventDeliveries gone: DeleteDeliveries(gone.Application.Number); break;
            case PutApplicationUsage put: Put(put); break;
            default: return false;
        }

        return true;
    }

    /// <summary>The application is gone: nothing is delivered to it any more, and nobody asks how it was used.</summary>
    public void Forget(DeleteApplication gone)
    {
        DeleteDeliveries(gone.Application.Number);
        Sql("DELETE FROM application_usage WHERE application_id = ?1").Bind(1, gone.Application.Number).Run();
    }

    public void Dispose() => _statements.Dispose();

    private Statement Sql(string sql) => _statements.Prepared(sql);

    private void DeleteDeliveries(ulong application) => Sql("DELETE FROM event_deliveries WHERE application_id = ?1").Bind(1, application).Run();

    private void Put(EventDeliveryRow delivery) =>
        Sql("""
            INSERT OR REPLACE INTO event_deliveries (delivery_id, application_id, body, url)
              SELECT ?1, ?2, ?3, ?5 WHERE (SELECT count(*) FROM event_deliveries WHERE application_id = ?2) < ?4
            """)
            .Bind(1, delivery.Id.Value)
            .Bind(2, delivery.Application.Number)
            .BindText(3, delivery.Body.Span)
            .Bind(4, (long)PutEventDelivery.PerApplication)
            .Bind(5, delivery.Url)
            .Run();

    private void Put(PutApplicationUsage put)
    {
        var usage = put.Usage;
        Sql("""
            INSERT INTO application_usage (application_id, day, commands, interactions, errors, latencies) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET
              commands = excluded.commands, interactions = excluded.interactions, errors = excluded.errors, latencies = excluded.latencies
            """)
            .Bind(1, usage.Application.Number)
            .Bind(2, (long)usage.Day)
            .Bind(3, usage.Commands)
            .Bind(4, usage.Interactions)
            .Bind(5, usage.Errors)
            .BindText(6, JsonSerializer.SerializeToUtf8Bytes(usage.Latencies, LatencyJson.Default.IReadOnlyListInt64))
            .Run();
        Sql("DELETE FROM application_usage WHERE application_id = ?1 AND day < ?2").Bind(1, usage.Application.Number).Bind(2, (long)put.KeptSince).Run();
    }
}
