using System.Text.Json.Serialization.Metadata;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Packing;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Guilds;

/// <summary>Guilds in SQLite: rows with a document each.</summary>
internal sealed partial class SqliteGuildStore(ReadPool pool, PurgedChannels purged, TimeProvider time) : IGuildStore
{
    private const string AuditOf = "SELECT data FROM audit WHERE guild_id = ?1 AND entry_id < ?2 AND entry_id > ?3 ";
    private const string NewestFirst = "ORDER BY entry_id DESC LIMIT ?4";
    private const string OldestFirst = "ORDER BY entry_id LIMIT ?4";
    private const string OfActor = "AND actor_id = ?5 ";
    private const string OfAction = "AND action_type = ?6 ";
    private const string OfTarget = "AND data ->> '$.target_id' = ?7 ";

    private const string NewestMessage =
        "SELECT coalesce(max(message_id), 0) FROM messages WHERE channel_id = ?1 AND message_id > ?2";

    public ScheduledEvents.IEventUserStore EventUsers { get; } = new ScheduledEvents.SqliteEventUserStore(pool);

    public ValueTask<GuildSnapshot?> Load(GuildId guild, CancellationToken cancel) =>
        pool.Read(
            (guild, store: this),
            static (connection, query) =>
                connection.InOneSnapshot(query, static (inside, load) => load.store.ReadSnapshot(inside, load.guild)),
            cancel);

    public ValueTask<GuildId?> GuildOfChannel(ChannelId channel, CancellationToken cancel) =>
        pool.Read(
            channel,
            static (connection, id) =>
                ReadGuildId(connection.Prepared("""
                    SELECT guild_id FROM channels WHERE channel_id = ?1
                    UNION ALL SELECT channel_id FROM private_channels WHERE channel_id = ?1
                    UNION ALL SELECT guild_id FROM threads WHERE thread_id = ?1
                    """).Bind(1, id.Number)),
            cancel);

    public ValueTask<GuildId?> GuildOfInvite(string code, CancellationToken cancel) =>
        pool.Read(
            code,
            static (connection, text) => ReadGuildId(connection.Prepared("SELECT guild_id FROM invites WHERE code = ?1").Bind(1, text)),
            cancel);

    public ValueTask<EmojiPayload?> Emoji(EmojiId emoji, CancellationToken cancel) =>
        pool.Read(
            emoji,
            static (connection, id) =>
                ReadOne(connection.Prepared("SELECT data FROM emojis WHERE emoji_id = ?1").Bind(1, id.Number), Documents.Emoji),
            cancel);

    public ValueTask<IReadOnlyList<GuildId>> GuildsOfUser(UserId user, CancellationToken cancel) =>
        pool.Read(
            user,
            static IReadOnlyList<GuildId> (connection, id) =>
            {
                var guilds = new List<GuildId>();
                var rows = connection.Prepared("SELECT guild_id FROM members WHERE user_id = ?1 ORDER BY guild_id").Bind(1, id.Number);
                while (rows.Step()) guilds.Add(new GuildId(rows.Id(0)));
                return guilds;
            },
            cancel);

    public ValueTask<int> CountGuildsOfUser(UserId user, CancellationToken cancel) =>
        pool.Read(
            user,
            static (connection, id) =>
            {
                var row = connection.Prepared("SELECT count(*) FROM members WHERE user_id = ?1").Bind(1, id.Number);
                var count = row.Step() ? (int)row.Number(0) : 0;
                row.Reset();
                return count;
            },
            cancel);

    public ValueTask<GuildId?> GuildOfDocument(string kind, ulong id, CancellationToken cancel) =>
        pool.Read(
            (kind, id),
            static (connection, key) =>
                ReadGuildId(connection.Prepared("SELECT guild_id FROM guild_documents WHERE kind = ?1 AND document_id = ?2")
                    .Bind(1, key.kind)
                    .Bind(2, key.id)),
            cancel);

    public ValueTask<DocumentPlace?> FindDocument(string kind, string lookup, CancellationToken cancel) =>
        pool.Read(
            (kind, lookup),
            static (connection, key) =>
            {
                var row = connection.Prepared("SELECT guild_id, document_id FROM guild_documents WHERE kind = ?1 AND lookup = ?2")
                    .Bind(1, key.kind)
                    .Bind(2, key.lookup);
                if (!row.Step()) return null;
                var place = new DocumentPlace(new GuildId(row.Id(0)), row.Id(1));
                row.Reset();
                return place;
            },
            cancel);

    public ValueTask<IReadOnlyList<DueAlarm>> NextAlarms(int limit, CancellationToken cancel) =>
        pool.Read(
            limit,
            static IReadOnlyList<DueAlarm> (connection, most) =>
            {
                var alarms = new List<DueAlarm>();
                var rows = connection.Prepared("SELECT guild_id, kind, alarm_id, due_at FROM alarms ORDER BY due_at LIMIT ?1").Bind(1, most);
                while (rows.Step())
                    alarms.Add(new DueAlarm(new GuildId(rows.Id(0)), new AlarmRow(rows.Text(1), rows.Id(2), rows.Moment(3))));
                return alarms;
            },
            cancel);

    public ValueTask<ThreadRow?> Thread(GuildId guild, ChannelId thread, CancellationToken cancel) =>
        pool.Read((guild, thread), static (connection, key) => ThreadReads.One(connection, key.guild, key.thread), cancel);

    public ValueTask<IReadOnlyList<ThreadRow>> Threads(IReadOnlyList<ChannelId> threads, CancellationToken cancel) =>
        pool.Read(threads, static IReadOnlyList<ThreadRow> (connection, ids) => ThreadReads.Many(connection, ids), cancel);

    public ValueTask<IReadOnlyList<ThreadPlace>> ThreadPlaces(IReadOnlyList<ChannelId> channels, CancellationToken cancel) =>
        pool.Read(channels, static IReadOnlyList<ThreadPlace> (connection, ids) => ThreadReads.Places(connection, ids), cancel);

    public ValueTask<IReadOnlyList<ThreadRow>> Archived(ArchivedThreads query, CancellationToken cancel) =>
        pool.Read(query, static IReadOnlyList<ThreadRow> (connection, wanted) => ThreadReads.Archived(connection, wanted), cancel);

    public ValueTask<IReadOnlyList<ThreadKey>> SearchableThreads(ChannelId parent, int limit, CancellationToken cancel) =>
        pool.Read((parent, limit), static IReadOnlyList<ThreadKey> (connection, query) => ThreadReads.Searchable(connection, query.parent, query.limit), cancel);

    public ValueTask<IReadOnlyList<ChannelId>> ArchivedSince(GuildId guild, DateTimeOffset since, int limit, CancellationToken cancel) =>
        pool.Read(
            (guild, since, limit),
            static IReadOnlyList<ChannelId> (connection, query) => ThreadReads.Ids(connection
                .Prepared("SELECT thread_id FROM threads WHERE guild_id = ?1 AND archived = 1 AND last_message >= ?2 ORDER BY last_message DESC LIMIT ?3")
                .Bind(1, query.guild.Number)
                .Bind(2, Snowflake.At(query.since).Value)
                .Bind(3, query.limit)),
            cancel);

    public ValueTask<IReadOnlyList<ChannelId>> ThreadIds(GuildId guild, ChannelId? parent, CancellationToken cancel) =>
        pool.Read(
            (guild, parent),
            static IReadOnlyList<ChannelId> (connection, query) => ThreadReads.Ids(query.parent is { } id
                ? connection.Prepared("SELECT thread_id FROM threads WHERE guild_id = ?1 AND parent_id = ?2").Bind(1, query.guild.Number).Bind(2, id.Number)
                : connection.Prepared("SELECT thread_id FROM threads WHERE guild_id = ?1").Bind(1, query.guild.Number)),
            cancel);

    /// <summary>Newest first. With <see cref="AuditFilter.After"/> alone these are the entries that follow it most closely.</summary>
    public ValueTask<IReadOnlyList<AuditRow>> AuditLog(GuildId guild, AuditFilter filter, CancellationToken cancel) =>
        pool.Read(
            (guild, filter),
            static IReadOnlyList<AuditRow> (connection, query) => ReadAudit(connection, query.guild, query.filter),
            cancel);

    private GuildSnapshot? ReadSnapshot(ReadConnection connection, GuildId guild)
    {
        Statement Of(string sql) => connection.Prepared(sql).Bind(1, guild.Number);
        var payload = ReadOne(Of("SELECT data FROM guilds WHERE guild_id = ?1"), Documents.Guild);
        if (payload is null) return ReadPrivateHouse(connection, guild);
        var snapshot = new GuildSnapshot
        {
            Guild = payload,
            Channels = ReadChannels(connection, guild),
            Threads = ThreadReads.Active(connection, guild),
            Roles = ReadAll(Of("SELECT data FROM roles WHERE guild_id = ?1 ORDER BY role_id"), Documents.Role),
            Members = ReadTable(Of("SELECT data FROM members WHERE guild_id = ?1 ORDER BY user_id"), Documents.Member, new RowDictionary<UserId, MemberRow>(new MemberCodec())),
            Users = ReadTable(
                Of("""
                    SELECT profile FROM users WHERE user_id IN
                      (SELECT user_id FROM members WHERE guild_id = ?1 UNION SELECT user_id FROM bans WHERE guild_id = ?1)
                    """),
                Documents.Profile,
                new RowDictionary<UserId, UserPayload>(ProfileCodec.Only)),
            Bans = ReadAll(Of("SELECT data FROM bans WHERE guild_id = ?1 ORDER BY user_id"), Documents.Ban),
            Invites = ReadAll(Of("SELECT data FROM invites WHERE guild_id = ?1 ORDER BY code"), Documents.Invite),
            Emojis = ReadAll(Of("SELECT data FROM emojis WHERE guild_id = ?1 ORDER BY emoji_id"), Documents.Emoji),
            Nonces = [],
            LastSequence = 0,
        };
        return WithRecords(connection, snapshot, guild);
    }

    // What guilds and private channels have alike.
    private GuildSnapshot WithRecords(ReadConnection connection, GuildSnapshot snapshot, GuildId guild)
    {
        Statement Of(string sql) => connection.Prepared(sql).Bind(1, guild.Number);
        return snapshot with
        {
            Nonces = ReadNonces(connection, guild),
            Documents = ReadDocuments(Of("SELECT kind, document_id, lookup, data FROM guild_documents WHERE guild_id = ?1")),
            Alarms = ReadAlarms(Of("SELECT kind, alarm_id, due_at FROM alarms WHERE guild_id = ?1")),
            LastSequence = ReadNumber(Of("SELECT coalesce(max(seq), 0) FROM event_log WHERE guild_id = ?1")),
        };
    }

    private List<ChannelPayload> ReadChannels(ReadConnection connection, GuildId guild)
    {
        var rows = connection.Prepared("SELECT data FROM channels WHERE guild_id = ?1 ORDER BY channel_id").Bind(1, guild.Number);
        var channels = ReadAll(rows, Documents.Channel);
        for (var i = 0; i < channels.Count; i++)
        {
            var newest = ReadNumber(connection.Prepared(NewestMessage)
                .Bind(1, channels[i].Id.Number)
                .Bind(2, purged.FloorOf(channels[i].Id)));
            if (newest != 0) channels[i] = channels[i] with { LastMessageId = new MessageId((ulong)newest) };
        }

        return channels;
    }

    private List<PutNonce> ReadNonces(ReadConnection connection, GuildId guild)
    {
        var nonces = new List<PutNonce>();
        var rows = connection.Prepared("""
            SELECT channel_id, author_id, nonce, message_id FROM nonces WHERE guild_id = ?1 AND message_id >= ?2 ORDER BY message_id
            """).Bind(1, guild.Number).Bind(2, Snowflake.At(time.GetUtcNow() - PutNonce.KeptFor).Value);
        while (rows.Step())
            nonces.Add(new PutNonce(guild, new ChannelId(rows.Id(0)), new UserId(rows.Id(1)), rows.Text(2), new MessageId(rows.Id(3))));
        return nonces;
    }

    private static List<AuditRow> ReadAudit(ReadConnection connection, GuildId guild, AuditFilter filter)
    {
        var isUpwards = filter is { After: not null, Before: null };
        var sql = string.Concat(
            filter.Actor is null ? AuditOf : AuditOf + OfActor,
            filter.ActionType is null ? "" : OfAction,
            filter.Target is null ? "" : OfTarget,
            isUpwards ? OldestFirst : NewestFirst);
        var rows = connection.Prepared(sql)
            .Bind(1, guild.Number)
            .Bind(2, Keys.Of(filter.Before?.Number ?? ulong.MaxValue))
            .Bind(3, Keys.Of(filter.After?.Number ?? 0))
            .Bind(4, filter.Limit);
        if (filter.Actor is { } actor) rows.Bind(5, actor.Number);
        if (filter.ActionType is { } action) rows.Bind(6, action);
        if (filter.Target is { } target) rows.Bind(7, target);
        var entries = ReadAll(rows, Documents.Audit);
        if (isUpwards) entries.Reverse();
        return entries;
    }

    private static List<DocumentRow> ReadDocuments(Statement rows)
    {
        var documents = new List<DocumentRow>();
        while (rows.Step()) documents.Add(new DocumentRow(rows.Text(0), rows.Id(1), rows.TextOrNull(2), rows.Bytes(3).ToArray()));
        return documents;
    }

    private static List<AlarmRow> ReadAlarms(Statement rows)
    {
        var alarms = new List<AlarmRow>();
        while (rows.Step()) alarms.Add(new AlarmRow(rows.Text(0), rows.Id(1), rows.Moment(2)));
        return alarms;
    }

    private static GuildId? ReadGuildId(Statement row)
    {
        if (!row.Step()) return null;
        var guild = new GuildId(row.Id(0));
        row.Reset();
        return guild;
    }

    private static long ReadNumber(Statement row)
    {
        var number = row.Step() ? row.Number(0) : 0;
        row.Reset();
        return number;
    }

    private static T? ReadOne<T>(Statement row, JsonTypeInfo<T> shape)
        where T : class
    {
        if (!row.Step()) return null;
        var document = row.Document(0, shape);
        row.Reset();
        return document;
    }

    // Packs as it reads: a guild of a million never is a million objects.
    private static LoadedRows<TRow> ReadTable<TRow>(Statement rows, JsonTypeInfo<TRow> shape, RowDictionary<UserId, TRow> table)
        where TRow : class
    {
        while (rows.Step()) table.Add(rows.Document(0, shape));
        return new LoadedRows<TRow>(table);
    }

    private static List<T> ReadAll<T>(Statement rows, JsonTypeInfo<T> shape)
        where T : class
    {
        var documents = new List<T>();
        while (rows.Step()) documents.Add(rows.Document(0, shape));
        return documents;
    }
}
