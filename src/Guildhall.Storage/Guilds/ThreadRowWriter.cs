using System.Globalization;
using Guildhall.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Guilds;

/// <summary>Writes the rows of threads; used by the writer's thread alone.</summary>
internal sealed class ThreadRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly StatementCache _statements = new(connection);

    public void Put(PutThread put)
    {
        var thread = put.Thread;
        var metadata = thread.ThreadMetadata!;
        Sql("""
            INSERT INTO threads (thread_id, guild_id, parent_id, type, archived, archived_at, last_message, message_count, total_sent, name_key, tags, data)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            ON CONFLICT (thread_id) DO UPDATE SET
              guild_id = excluded.guild_id, parent_id = excluded.parent_id, type = excluded.type, archived = excluded.archived,
              archived_at = excluded.archived_at, last_message = excluded.last_message, message_count = excluded.message_count,
              total_sent = excluded.total_sent, name_key = excluded.name_key, tags = excluded.tags, data = excluded.data
            """)
            .Bind(1, thread.Id.Number)
            .Bind(2, put.Guild.Number)
            .Bind(3, thread.ParentId!.Value.Number)
            .Bind(4, (long)thread.Type)
            .Bind(5, metadata.Archived)
            .Bind(6, metadata.ArchiveTimestamp)
            .Bind(7, (long)(thread.LastMessageId?.Number ?? 0))
            .Bind(8, (long)(thread.MessageCount ?? 0))
            .Bind(9, (long)(thread.TotalMessageSent ?? 0))
            .Bind(10, thread.Name.ToLowerInvariant())
            .Bind(11, TagsOf(thread))
            .BindDocument(12, thread with { LastMessageId = null, MemberCount = null, Member = null, NewlyCreated = null }, Documents.Channel)
            .Run();
    }

    public void Apply(CountThreadMessages count) =>
        Sql("UPDATE threads SET last_message = ?2, message_count = ?3, total_sent = ?4 WHERE thread_id = ?1")
            .Bind(1, count.Thread.Number)
            .Bind(2, (long)(count.LastMessage?.Number ?? 0))
            .Bind(3, (long)count.MessageCount)
            .Bind(4, (long)count.TotalSent)
            .Run();

    public void Put(PutThreadMember put) =>
        Sql("""
            INSERT INTO thread_members (thread_id, user_id, guild_id, data) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET data = excluded.data
            """)
            .Bind(1, put.Thread.Number)
            .Bind(2, put.Member.User.Number)
            .Bind(3, put.Guild.Number)
            .BindDocument(4, put.Member, Documents.ThreadMember)
            .Run();

    public void Delete(DeleteThreadMember gone) =>
        Sql("DELETE FROM thread_members WHERE thread_id = ?1 AND user_id = ?2").Bind(1, gone.Thread.Number).Bind(2, gone.User.Number).Run();

    public void Delete(ChannelId thread)
    {
        Sql("DELETE FROM threads WHERE thread_id = ?1").Bind(1, thread.Number).Run();
        Sql("DELETE FROM thread_members WHERE thread_id = ?1").Bind(1, thread.Number).Run();
    }

    /// <summary>A user leaves the guild, and every thread of it.</summary>
    public void Delete(DeleteMember gone) =>
        Sql("DELETE FROM thread_members WHERE user_id = ?1 AND guild_id = ?2").Bind(1, gone.User.Number).Bind(2, gone.Guild.Number).Run();

    public IReadOnlyList<ChannelId> ThreadsOf(ChannelId parent) => Ids(Sql("SELECT thread_id FROM threads WHERE parent_id = ?1").Bind(1, parent.Number));

    public IReadOnlyList<ChannelId> ThreadsIn(GuildId guild) => Ids(Sql("SELECT thread_id FROM threads WHERE guild_id = ?1").Bind(1, guild.Number));

    public void Dispose() => _statements.Dispose();

    private Statement Sql(string sql) => _statements.Prepared(sql);

    private static List<ChannelId> Ids(Statement rows)
    {
        List<ChannelId> ids = [];
        while (rows.Step()) ids.Add(new ChannelId(rows.Id(0)));
        return ids;
    }

    private static string TagsOf(ChannelPayload thread) =>
        thread.AppliedTags is { Count: > 0 } tags
            ? $",{string.Join(',', tags.Select(tag => tag.Number.ToString(CultureInfo.InvariantCulture)))},"
            : "";
}
