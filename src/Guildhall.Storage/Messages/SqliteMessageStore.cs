using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Messages;

/// <summary>Messages in SQLite: a page is one range of neighbouring rows.</summary>
internal sealed class SqliteMessageStore(ReadPool pool, PurgedChannels purged) : IMessageStore
{
    private const string Columns =
        "message_id, guild_id, author_id, type, flags, has_reactions, edited_at, pinned_at, content, extra";

    private const int ColumnCount = 10;

    private const string One = $"SELECT {Columns} FROM messages WHERE channel_id = ?1 AND message_id = ?2 AND message_id > ?3";

    // ?2 floor of the channel, ?3 anchor, ?4 limit
    private const string Below =
        $"SELECT {Columns} FROM messages WHERE channel_id = ?1 AND message_id > ?2 AND message_id < ?3 ORDER BY message_id DESC LIMIT ?4";

    private const string UpTo =
        $"SELECT {Columns} FROM messages WHERE channel_id = ?1 AND message_id > ?2 AND message_id <= ?3 ORDER BY message_id DESC LIMIT ?4";

    private const string Above =
        $"SELECT {Columns} FROM messages WHERE channel_id = ?1 AND message_id > max(?2, ?3) ORDER BY message_id LIMIT ?4";

    private const string Pinned = $"""
        SELECT {Columns} FROM messages
        WHERE channel_id = ?1 AND pinned_at IS NOT NULL AND pinned_at < ?3 AND message_id > ?2
        ORDER BY pinned_at DESC, message_id DESC LIMIT ?4
        """;

    private const string ByAuthor = """
        SELECT message_id FROM messages
        WHERE channel_id = ?1 AND message_id > ?2 AND message_id >= ?3 AND author_id = ?4
        ORDER BY message_id DESC LIMIT ?5
        """;

    private const string Everything = $"""
        SELECT {Columns}, channel_id FROM messages WHERE (channel_id, message_id) > (?1, ?2) ORDER BY channel_id, message_id LIMIT ?3
        """;

    private const string FromTheOldest = $"""
        SELECT {Columns} FROM messages
        WHERE channel_id = ?1 AND message_id > ?2 AND message_id < ?3 AND (pinned_at IS NULL OR ?5)
        ORDER BY message_id LIMIT ?4
        """;

    // The order of first use; reactions are clustered by emoji, so the grouping sorts nothing.
    private const string ReactionsOfMessage = """
        SELECT emoji_key, max(name), max(animated), count(*), max(user_id = ?3) FROM reactions
        WHERE channel_id = ?1 AND message_id = ?2
        GROUP BY emoji_key ORDER BY min(at), emoji_key
        """;

    private const string UsersOfReaction = """
        SELECT user_id FROM reactions
        WHERE channel_id = ?1 AND message_id = ?2 AND emoji_key = ?3 AND user_id > ?4
        ORDER BY user_id LIMIT ?5
        """;

    private const string CopiesOfMessage =
        "SELECT webhook_id, guild_id, channel_id, message_id FROM message_copies WHERE source_id = ?1 ORDER BY webhook_id";

    public IPollStore Polls { get; } = new SqlitePollStore(pool);

    public ValueTask<StoredMessage?> Get(ChannelId channel, MessageId id, CancellationToken cancel) =>
        pool.Read(
            (channel, id, floor: purged.FloorOf(channel)),
            static (connection, query) => ReadOne(connection, query.channel, query.id, query.floor),
            cancel);

    public ValueTask<IReadOnlyList<StoredMessage>> Page(
        ChannelId channel, PageKind kind, MessageId anchor, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Limits.HistoryPageMax);
        return pool.Read(
            (Range: new Range(channel, purged.FloorOf(channel), AnchorOf(anchor), limit), kind),
            static IReadOnlyList<StoredMessage> (connection, query) => query.kind switch
            {
                PageKind.Latest => ReadDown(connection, Below, query.Range with { Anchor = long.MaxValue }),
                PageKind.Before => ReadDown(connection, Below, query.Range),
                PageKind.After => ReadUp(connection, query.Range),
                _ => connection.InOneSnapshot(query.Range, ReadAround),
            },
            cancel);
    }

    public ValueTask<IReadOnlyList<StoredMessage>> Oldest(ChannelId channel, MessageId below, bool withPinned, int limit, CancellationToken cancel) =>
        pool.Read(
            (Range: new Range(channel, purged.FloorOf(channel), AnchorOf(below), limit), withPinned),
            static IReadOnlyList<StoredMessage> (connection, query) =>
            {
                var rows = query.Range.BindTo(connection.Prepared(FromTheOldest)).Bind(5, query.withPinned);
                List<StoredMessage> oldest = [];
                while (rows.Step()) oldest.Add(ReadRow(rows, query.Range.Channel));
                return oldest;
            },
            cancel);

    public ValueTask<IReadOnlyList<StoredMessage>> GetMany(ChannelId channel, IReadOnlyList<MessageId> ids, CancellationToken cancel) =>
        pool.Read(
            (channel, ids, floor: purged.FloorOf(channel)),
            static IReadOnlyList<StoredMessage> (connection, query) =>
            {
                var found = new List<StoredMessage>(query.ids.Count);
                foreach (var id in query.ids)
                {
                    if (ReadOne(connection, query.channel, id, query.floor) is { } message) found.Add(message);
                }

                return found;
            },
            cancel);

    public ValueTask<IReadOnlyList<StoredMessage>> GetMany(
        IReadOnlyList<(ChannelId Channel, MessageId Id)> messages, CancellationToken cancel) =>
        pool.Read(
            (messages, purged),
            static IReadOnlyList<StoredMessage> (connection, query) =>
            {
                var found = new List<StoredMessage>(query.messages.Count);
                foreach (var (channel, id) in query.messages)
                {
                    if (ReadOne(connection, channel, id, query.purged.FloorOf(channel)) is { } message) found.Add(message);
                }

                return found;
            },
            cancel);

    public ValueTask<ScannedMessages> Scan(ChannelId channel, MessageId after, int limit, CancellationToken cancel) =>
        pool.Read(
            (channel, after, limit, purged),
            static (connection, query) =>
            {
                var found = new List<StoredMessage>(query.limit);
                var (channel, last, count) = (query.channel, query.after, 0);
                var rows = connection.Prepared(Everything).Bind(1, channel.Number).Bind(2, last.Number).Bind(3, query.limit);
                for (; rows.Step(); count++)
                {
                    (channel, last) = (new ChannelId(rows.Id(ColumnCount)), new MessageId(rows.Id(0)));
                    if (rows.Number(0) > query.purged.FloorOf(channel)) found.Add(ReadRow(rows, channel));
                }

                return new ScannedMessages(found, channel, last, count < query.limit);
            },
            cancel);

    public ValueTask<IReadOnlyList<StoredMessage>> Pins(ChannelId channel, DateTimeOffset? before, int limit, CancellationToken cancel) =>
        pool.Read(
            new Range(channel, purged.FloorOf(channel), before?.UtcTicks ?? long.MaxValue, limit),
            static IReadOnlyList<StoredMessage> (connection, range) => ReadDown(connection, Pinned, range),
            cancel);

    public ValueTask<IReadOnlyDictionary<MessageId, IReadOnlyList<ReactionPayload>>> Reactions(
        ChannelId channel, IReadOnlyList<MessageId> ids, UserId viewer, CancellationToken cancel) =>
        pool.Read(
            (channel, ids, viewer, floor: purged.FloorOf(channel)),
            static IReadOnlyDictionary<MessageId, IReadOnlyList<ReactionPayload>> (connection, query) =>
            {
                var byMessage = new Dictionary<MessageId, IReadOnlyList<ReactionPayload>>();
                foreach (var id in query.ids)
                {
                    if (unchecked((long)id.Number) <= query.floor) continue;
                    var reactions = ReadReactions(connection, query.channel, id, query.viewer);
                    if (reactions.Count > 0) byMessage[id] = reactions;
                }

                return byMessage;
            },
            cancel);

    public ValueTask<IReadOnlyList<UserId>> ReactionUsers(
        ChannelId channel, MessageId id, string emojiKey, UserId after, int limit, CancellationToken cancel) =>
        pool.Read(
            (channel, id, emojiKey, after, limit, floor: purged.FloorOf(channel)),
            static IReadOnlyList<UserId> (connection, query) =>
            {
                var users = new List<UserId>();
                if (unchecked((long)query.id.Number) <= query.floor) return users;
                var rows = connection.Prepared(UsersOfReaction)
                    .Bind(1, query.channel.Number)
                    .Bind(2, query.id.Number)
                    .Bind(3, query.emojiKey)
                    .Bind(4, Keys.Of(query.after.Number))
                    .Bind(5, query.limit);
                while (rows.Step()) users.Add(new UserId(rows.Id(0)));
                return users;
            },
            cancel);

    public ValueTask<IReadOnlyList<MessageId>> IdsByAuthor(
        ChannelId channel, UserId author, DateTimeOffset since, int limit, CancellationToken cancel) =>
        pool.Read(
            (channel, author, since, limit, floor: purged.FloorOf(channel)),
            static IReadOnlyList<MessageId> (connection, query) =>
            {
                var ids = new List<MessageId>();
                var rows = connection.Prepared(ByAuthor)
                    .Bind(1, query.channel.Number)
                    .Bind(2, query.floor)
                    .Bind(3, Snowflake.At(query.since).Value)
                    .Bind(4, query.author.Number)
                    .Bind(5, query.limit);
                while (rows.Step()) ids.Add(new MessageId(rows.Id(0)));
                return ids;
            },
            cancel);

    public ValueTask<IReadOnlyList<MessageCopy>> Copies(MessageId source, CancellationToken cancel) =>
        pool.Read(
            source,
            static IReadOnlyList<MessageCopy> (connection, source) =>
            {
                var copies = new List<MessageCopy>();
                var rows = connection.Prepared(CopiesOfMessage).Bind(1, source.Number);
                while (rows.Step())
                {
                    copies.Add(new MessageCopy(
                        source, new WebhookId(rows.Id(0)), new GuildId(rows.Id(1)), new ChannelId(rows.Id(2)), new MessageId(rows.Id(3))));
                }

                return copies;
            },
            cancel);

    private static long AnchorOf(MessageId anchor) => Keys.Of(anchor.Number);

    private static StoredMessage? ReadOne(ReadConnection connection, ChannelId channel, MessageId id, long floor)
    {
        var row = connection.Prepared(One).Bind(1, channel.Number).Bind(2, id.Number).Bind(3, floor);
        if (!row.Step()) return null;
        var message = ReadRow(row, channel);
        row.Reset();
        return message;
    }

    private static List<StoredMessage> ReadDown(ReadConnection connection, string sql, Range range)
    {
        var rows = range.BindTo(connection.Prepared(sql));
        var page = new List<StoredMessage>(Math.Min(range.Limit, Limits.HistoryPageMax));
        while (rows.Step()) page.Add(ReadRow(rows, range.Channel));
        return page;
    }

    private static List<StoredMessage> ReadUp(ReadConnection connection, Range range)
    {
        var page = ReadDown(connection, Above, range);
        page.Reverse();
        return page;
    }

    private static List<StoredMessage> ReadAround(ReadConnection connection, Range range)
    {
        var older = range.Limit / 2;
        var newer = range.Limit - 1 - older;
        var page = newer == 0 ? [] : ReadUp(connection, range with { Limit = newer });
        var rest = ReadDown(connection, UpTo, range with { Limit = older + 1 });
        var anchorIsThere = rest.Count > 0 && rest[0].Id.Number == unchecked((ulong)range.Anchor);
        page.AddRange(anchorIsThere ? rest : rest.Take(older));
        return page;
    }

    private static StoredMessage ReadRow(Statement row, ChannelId channel) => new()
    {
        Channel = channel,
        Id = new MessageId(row.Id(0)),
        Guild = new GuildId(row.Id(1)),
        Author = new UserId(row.Id(2)),
        Type = (MessageType)row.Number(3),
        Flags = (MessageFlags)row.Number(4),
        HasReactions = row.Number(5) != 0,
        EditedAt = row.MomentOrNull(6),
        PinnedAt = row.MomentOrNull(7),
        Content = row.Text(8),
        Extra = row.IsNull(9) ? null : row.Document(9, Documents.Extra),
    };

    private static List<ReactionPayload> ReadReactions(ReadConnection connection, ChannelId channel, MessageId id, UserId viewer)
    {
        var reactions = new List<ReactionPayload>();
        var rows = connection.Prepared(ReactionsOfMessage).Bind(1, channel.Number).Bind(2, id.Number).Bind(3, viewer.Number);
        while (rows.Step())
        {
            var key = rows.Text(0);
            var isCustom = Snowflake.TryParse(key, out var emoji);
            var count = (int)rows.Number(3);
            reactions.Add(new ReactionPayload
            {
                Emoji = new PartialEmojiPayload
                {
                    Id = isCustom ? EmojiId.From(emoji) : null,
                    Name = isCustom ? rows.TextOrNull(1) : key,
                    Animated = rows.Number(2) != 0,
                },
                Count = count,
                CountDetails = new ReactionCountDetailsPayload(0, count),
                Me = rows.Number(4) != 0,
            });
        }

        return reactions;
    }

    private readonly record struct Range(ChannelId Channel, long Floor, long Anchor, int Limit)
    {
        public Statement BindTo(Statement statement) =>
            statement.Bind(1, Channel.Number).Bind(2, Floor).Bind(3, Anchor).Bind(4, Limit);
    }
}
