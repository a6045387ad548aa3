using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Guilds;

/// <summary>
/// Writes the rows of guilds; used by the writer's thread alone. They are rare beside messages, so a statement is prepared
/// when it is first needed.
/// </summary>
internal sealed class GuildRowWriter(SqliteConnection connection) : IDisposable
{
    private const string WithData = "ON CONFLICT DO UPDATE SET data = excluded.data";
    private readonly StatementCache _statements = new(connection);
    private readonly PrivateRowWriter _private = new(connection);

    /// <summary>Writes a row of a guild; false when the change is of another kind.</summary>
    public bool TryApply(RowChange change)
    {
        switch (change)
        {
            case PutMember put: Put(put); break;
            case PutChannel put: Put(put); break;
            case PutRole put: Put(put); break;
            case PutGuild put: Put(put); break;
            case PutInvite put: Put(put); break;
            case PutBan put: Put(put); break;
            case PutEmoji put: Put(put); break;
            case PutAudit put: Put(put); break;
            case PutDocument put: Put(put); break;
            case PutAlarm put: Put(put); break;
            case DeleteDocument gone:
                Sql("DELETE FROM guild_documents WHERE kind = ?1 AND document_id = ?2 AND guild_id = ?3")
                    .Bind(1, gone.Kind).Bind(2, gone.Id).Bind(3, gone.Guild.Number).Run();
                break;
            case DeleteAlarm gone:
                Sql("DELETE FROM alarms WHERE guild_id = ?1 AND kind = ?2 AND alarm_id = ?3")
                    .Bind(1, gone.Guild.Number).Bind(2, gone.Kind).Bind(3, gone.Id).Run();
                break;
            case DeleteMember gone:
                Delete("DELETE FROM scheduled_event_users WHERE guild_id = ?1 AND user_id = ?2", gone.Guild.Number, gone.User.Number);
                Delete("DELETE FROM members WHERE guild_id = ?1 AND user_id = ?2", gone.Guild.Number, gone.User.Number);
                break;
            case DeleteRole gone:
                Delete("DELETE FROM roles WHERE guild_id = ?1 AND role_id = ?2", gone.Guild.Number, gone.Role.Number);
                break;
            case DeleteBan gone:
                Delete("DELETE FROM bans WHERE guild_id = ?1 AND user_id = ?2", gone.Guild.Number, gone.User.Number);
                break;
            case DeleteEmoji gone:
                Delete("DELETE FROM emojis WHERE guild_id = ?1 AND emoji_id = ?2", gone.Guild.Number, gone.Emoji.Number);
                break;
            case DeleteInvite gone:
                Sql("DELETE FROM invites WHERE code = ?1 AND guild_id = ?2").Bind(1, gone.Code).Bind(2, gone.Guild.Number).Run();
                break;
            case DeleteChannel gone:
                Delete("DELETE FROM channels WHERE guild_id = ?1 AND channel_id = ?2", gone.Guild.Number, gone.Channel.Number);
                Delete("DELETE FROM invites WHERE guild_id = ?1 AND channel_id = ?2", gone.Guild.Number, gone.Channel.Number);
                break;
            default: return _private.TryApply(change);
        }

        return true;
    }

    /// <summary>The channels of a guild.</summary>
    public IReadOnlyList<ChannelId> ChannelsOf(GuildId guild)
    {
        var channels = new List<ChannelId>();
        var rows = Sql("SELECT channel_id FROM channels WHERE guild_id = ?1").Bind(1, guild.Number);
        while (rows.Step()) channels.Add(new ChannelId(rows.Id(0)));
        return channels;
    }

    /// <summary>Deletes every row of a guild but its messages.</summary>
    public void Delete(GuildId guild)
    {
        Sql("DELETE FROM guilds WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM channels WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM thread_members WHERE thread_id IN (SELECT thread_id FROM threads WHERE guild_id = ?1)").Bind(1, guild.Number).Run();
        Sql("DELETE FROM threads WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM roles WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM members WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM bans WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM invites WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM emojis WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM audit WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        DeleteRecords(guild);
    }

    /// <summary>Deletes what guilds and private channels have alike, but the messages.</summary>
    public void DeleteRecords(GuildId guild)
    {
        Sql("DELETE FROM guild_documents WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM alarms WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM scheduled_event_users WHERE guild_id = ?1").Bind(1, guild.Number).Run();
        Sql("DELETE FROM nonces WHERE guild_id = ?1").Bind(1, guild.Number).Run();
    }

    /// <summary>Drops some audit log entries older than an id and returns how many.</summary>
    public int DropAudit(ulong olderThan, int most) =>
        Sql("""
            DELETE FROM audit WHERE (guild_id, entry_id) IN
              (SELECT guild_id, entry_id FROM audit WHERE entry_id < ?1 ORDER BY entry_id LIMIT ?2)
            """).Bind(1, olderThan).Bind(2, most).Run();

    public void Dispose()
    {
        _statements.Dispose();
        _private.Dispose();
    }

    private Statement Sql(string sql) => _statements.Prepared(sql);

    private void Delete(string sql, ulong first, ulong second) => Sql(sql).Bind(1, first).Bind(2, second).Run();

    private void Put(PutGuild put) =>
        Sql($"INSERT INTO guilds (guild_id, data) VALUES (?1, ?2) {WithData}")
            .Bind(1, put.Guild.Id.Number)
            .BindDocument(2, put.Guild with { Roles = [], Emojis = [] }, Documents.Guild)
            .Run();

    private void Put(PutChannel put) =>
        Sql("""
            INSERT INTO channels (channel_id, guild_id, data) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET guild_id = excluded.guild_id, data = excluded.data
            """)
            .Bind(1, put.Channel.Id.Number)
            .Bind(2, put.Guild.Number)
            .BindDocument(3, put.Channel with { LastMessageId = null }, Documents.Channel)
            .Run();

    private void Put(PutRole put) =>
        Sql($"INSERT INTO roles (guild_id, role_id, data) VALUES (?1, ?2, ?3) {WithData}")
            .Bind(1, put.Guild.Number)
            .Bind(2, put.Role.Id.Number)
            .BindDocument(3, put.Role, Documents.Role)
            .Run();

    private void Put(PutMember put) =>
        Sql($"INSERT INTO members (guild_id, user_id, data) VALUES (?1, ?2, ?3) {WithData}")
            .Bind(1, put.Guild.Number)
            .Bind(2, put.Member.User.Number)
            .BindDocument(3, put.Member, Documents.Member)
            .Run();

    private void Put(PutBan put) =>
        Sql($"INSERT INTO bans (guild_id, user_id, data) VALUES (?1, ?2, ?3) {WithData}")
            .Bind(1, put.Guild.Number)
            .Bind(2, put.Ban.User.Number)
            .BindDocument(3, put.Ban, Documents.Ban)
            .Run();

    private void Put(PutInvite put) =>
        Sql("""
            INSERT INTO invites (code, guild_id, channel_id, data) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET guild_id = excluded.guild_id, channel_id = excluded.channel_id, data = excluded.data
            """)
            .Bind(1, put.Invite.Code)
            .Bind(2, put.Guild.Number)
            .Bind(3, put.Invite.Channel.Number)
            .BindDocument(4, put.Invite, Documents.Invite)
            .Run();

    private void Put(PutEmoji put) =>
        Sql("""
            INSERT INTO emojis (emoji_id, guild_id, data) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET guild_id = excluded.guild_id, data = excluded.data
            """)
            .Bind(1, put.Emoji.Id.Number)
            .Bind(2, put.Guild.Number)
            .BindDocument(3, put.Emoji, Documents.Emoji)
            .Run();

    private void Put(PutAudit put) =>
        Sql("""
            INSERT INTO audit (guild_id, entry_id, actor_id, action_type, data) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET actor_id = excluded.actor_id, action_type = excluded.action_type, data = excluded.data
            """)
            .Bind(1, put.Guild.Number)
            .Bind(2, put.Entry.Id.Number)
            .Bind(3, put.Entry.Actor.Number)
            .Bind(4, put.Entry.ActionType)
            .BindDocument(5, put.Entry, Documents.Audit)
            .Run();

    private void Put(PutDocument put) =>
        Sql("""
            INSERT INTO guild_documents (kind, document_id, guild_id, lookup, data) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (kind, document_id) DO UPDATE SET guild_id = excluded.guild_id, lookup = excluded.lookup, data = excluded.data
            """)
            .Bind(1, put.Document.Kind)
            .Bind(2, put.Document.Id)
            .Bind(3, put.Guild.Number)
            .Bind(4, put.Document.Lookup)
            .BindText(5, put.Document.Data.Span)
            .Run();

    private void Put(PutAlarm put) =>
        Sql("""
            INSERT INTO alarms (guild_id, kind, alarm_id, due_at) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET due_at = excluded.due_at
            """)
            .Bind(1, put.Guild.Number)
            .Bind(2, put.Alarm.Kind)
            .Bind(3, put.Alarm.Id)
            .Bind(4, put.Alarm.DueAt)
            .Run();
}
