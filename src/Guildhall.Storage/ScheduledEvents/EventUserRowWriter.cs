using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.ScheduledEvents;

/// <summary>Writes answers to scheduled events; used by the writer's thread alone.</summary>
internal sealed class EventUserRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly StatementCache _statements = new(connection);

    /// <summary>Writes a row; false when the change is of another kind.</summary>
    public bool TryApply(RowChange change)
    {
        switch (change)
        {
            case PutEventUser put:
                _statements.Prepared("""
                    INSERT INTO scheduled_event_users (event_id, exception_id, user_id, guild_id, response) VALUES (?1, ?2, ?3, ?4, ?5)
                    ON CONFLICT DO UPDATE SET response = excluded.response
                    """)
                    .Bind(1, put.Event.Number)
                    .Bind(2, put.Exception?.Number ?? 0)
                    .Bind(3, put.User.User.Number)
                    .Bind(4, put.Guild.Number)
                    .Bind(5, (long)put.User.Response)
                    .Run();
                break;
            case DeleteEventUser gone:
                _statements.Prepared("DELETE FROM scheduled_event_users WHERE event_id = ?1 AND exception_id = ?2 AND user_id = ?3")
                    .Bind(1, gone.Event.Number)
                    .Bind(2, gone.Exception?.Number ?? 0)
                    .Bind(3, gone.User.Number)
                    .Run();
                break;
            case DeleteEventUsers { Exception: { } exception } gone:
                _statements.Prepared("DELETE FROM scheduled_event_users WHERE event_id = ?1 AND exception_id = ?2")
                    .Bind(1, gone.Event.Number)
                    .Bind(2, exception.Number)
                    .Run();
                break;
            case DeleteEventUsers gone:
                _statements.Prepared("DELETE FROM scheduled_event_users WHERE event_id = ?1").Bind(1, gone.Event.Number).Run();
                break;
            default: return false;
        }

        return true;
    }

    public void Dispose() => _statements.Dispose();
}
