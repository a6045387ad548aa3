using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Guilds;

/// <summary>Writes the rows of private channels; used by the writer's thread alone.</summary>
internal sealed class PrivateRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly StatementCache _statements = new(connection);

    /// <summary>Writes a row of a private channel; false when the change is of another kind.</summary>
    public bool TryApply(RowChange change)
    {
        switch (change)
        {
            case PutPrivateChannel put: Put(put.Channel); break;
            case PutRecipient put: Put(put); break;
            case DeleteRecipient gone:
                Sql("DELETE FROM recipients WHERE channel_id = ?1 AND user_id = ?2").Bind(1, gone.Channel.Number).Bind(2, gone.User.Number).Run();
                break;
            case DeletePrivateChannel gone:
                Sql("DELETE FROM private_channels WHERE channel_id = ?1").Bind(1, gone.Channel.Number).Run();
                Sql("DELETE FROM recipients WHERE channel_id = ?1").Bind(1, gone.Channel.Number).Run();
                break;
            default: return false;
        }

        return true;
    }

    public void Dispose() => _statements.Dispose();

    private Statement Sql(string sql) => _statements.Prepared(sql);

    private void Put(PrivateChannelRow channel)
    {
        var statement = Sql("""
            INSERT INTO private_channels (channel_id, low_user, high_user, data) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (channel_id) DO UPDATE SET data = excluded.data
            """)
            .Bind(1, channel.Id.Number)
            .BindDocument(4, channel, Documents.PrivateChannel);
        if (channel.Pair is { } pair) statement.Bind(2, pair.Low.Number).Bind(3, pair.High.Number);
        else statement.BindNull(2).BindNull(3);
        statement.Run();
    }

    private void Put(PutRecipient put) =>
        Sql("""
            INSERT INTO recipients (channel_id, user_id, is_open, data) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET is_open = excluded.is_open, data = excluded.data
            """)
            .Bind(1, put.Channel.Number)
            .Bind(2, put.Recipient.User.Number)
            .Bind(3, put.Recipient.IsOpen)
            .BindDocument(4, put.Recipient, Documents.Recipient)
            .Run();
}
