using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Guilds;

/// <summary>Reads of threads within a read of the store.</summary>
internal static class ThreadReads
{
    private const string Columns = "thread_id, last_message, message_count, total_sent, data";

    /// <summary>The active threads of a guild with their members.</summary>
    public static List<ThreadRow> Active(ReadConnection connection, GuildId guild)
    {
        var threads = Read(connection.Prepared($"SELECT {Columns} FROM threads WHERE guild_id = ?1 AND archived = 0 ORDER BY thread_id").Bind(1, guild.Number));
        return WithMembers(connection, threads);
    }

    public static ThreadRow? One(ReadConnection connection, GuildId guild, ChannelId thread)
    {
        var rows = connection.Prepared($"SELECT {Columns} FROM threads WHERE thread_id = ?1 AND guild_id = ?2").Bind(1, thread.Number).Bind(2, guild.Number);
        var found = WithMembers(connection, Read(rows));
        return found.Count == 0 ? null : found[0];
    }

    public static List<ThreadRow> Many(ReadConnection connection, IReadOnlyList<ChannelId> ids)
    {
        List<ChannelPayload> threads = [];
        foreach (var id in ids)
            threads.AddRange(Read(connection.Prepared($"SELECT {Columns} FROM threads WHERE thread_id = ?1").Bind(1, id.Number)));
        return WithMembers(connection, threads);
    }

    public static List<ThreadPlace> Places(ReadConnection connection, IReadOnlyList<ChannelId> channels)
    {
        List<ThreadPlace> places = [];
        foreach (var id in channels)
        {
            var row = connection.Prepared("SELECT parent_id, type FROM threads WHERE thread_id = ?1").Bind(1, id.Number);
            while (row.Step()) places.Add(new ThreadPlace(id, new ChannelId(row.Id(0)), (ChannelType)row.Number(1) == ChannelType.PrivateThread));
        }

        return places;
    }

    public static List<ThreadRow> Archived(ReadConnection connection, ArchivedThreads query)
    {
        var sql = query.JoinedBy is null
            ? $"""
               SELECT {Columns} FROM threads WHERE parent_id = ?1 AND archived = 1 AND (type = 12) = ?2 AND archived_at < ?3
               ORDER BY archived_at DESC, thread_id DESC LIMIT ?4
               """
            : $"""
               SELECT {Columns} FROM threads WHERE parent_id = ?1 AND archived = 1 AND (type = 12) = ?2 AND archived_at < ?3 AND thread_id < ?5
                 AND thread_id IN (SELECT thread_id FROM thread_members WHERE user_id = ?6)
               ORDER BY thread_id DESC LIMIT ?4
               """;
        var rows = connection.Prepared(sql)
            .Bind(1, query.Parent.Number)
            .Bind(2, query.IsPrivate)
            .Bind(3, query.ArchivedBefore?.UtcTicks ?? long.MaxValue)
            .Bind(4, query.Limit);
        if (query.JoinedBy is { } user) rows.Bind(5, Keys.Of(query.IdBefore?.Number ?? ulong.MaxValue)).Bind(6, user.Number);
        return WithMembers(connection, Read(rows));
    }

    public static List<ThreadKey> Searchable(ReadConnection connection, ChannelId parent, int limit)
    {
        List<ThreadKey> keys = [];
        var rows = connection.Prepared("""
            SELECT thread_id, type, archived, archived_at, last_message, name_key, tags FROM threads WHERE parent_id = ?1
            ORDER BY thread_id DESC LIMIT ?2
            """).Bind(1, parent.Number).Bind(2, limit);
        while (rows.Step())
        {
            keys.Add(new ThreadKey(
                new ChannelId(rows.Id(0)), (ChannelType)rows.Number(1), rows.Number(2) != 0, rows.Moment(3), new MessageId(rows.Id(4)), rows.Text(5), rows.Text(6)));
        }

        return keys;
    }

    public static List<ChannelId> Ids(Statement rows)
    {
        List<ChannelId> ids = [];
        while (rows.Step()) ids.Add(new ChannelId(rows.Id(0)));
        return ids;
    }

    private static List<ChannelPayload> Read(Statement rows)
    {
        List<ChannelPayload> threads = [];
        while (rows.Step())
        {
            threads.Add(rows.Document(4, Documents.Channel) with
            {
                LastMessageId = rows.Number(1) == 0 ? null : new MessageId(rows.Id(1)),
                MessageCount = (int)rows.Number(2),
                TotalMessageSent = (int)rows.Number(3),
            });
        }

        return threads;
    }

    private static List<ThreadRow> WithMembers(ReadConnection connection, List<ChannelPayload> threads)
    {
        List<ThreadRow> found = new(threads.Count);
        foreach (var thread in threads)
        {
            List<ThreadMemberRow> members = [];
            var rows = connection.Prepared("SELECT data FROM thread_members WHERE thread_id = ?1 ORDER BY user_id").Bind(1, thread.Id.Number);
            while (rows.Step()) members.Add(rows.Document(0, Documents.ThreadMember));
            found.Add(new ThreadRow(thread with { MemberCount = Math.Min(members.Count, Limits.ThreadMemberCountShown) }, members));
        }

        return found;
    }
}
