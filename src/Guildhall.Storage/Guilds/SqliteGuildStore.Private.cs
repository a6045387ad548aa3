using Guildhall.Protocol;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Guilds;

/// <summary>Private channels in SQLite.</summary>
internal sealed partial class SqliteGuildStore
{
    public ValueTask<ChannelId?> DmOf(UserPair pair, CancellationToken cancel) =>
        pool.Read(
            pair,
            static ChannelId? (connection, two) =>
            {
                var row = connection.Prepared("SELECT channel_id FROM private_channels WHERE low_user = ?1 AND high_user = ?2")
                    .Bind(1, two.Low.Number)
                    .Bind(2, two.High.Number);
                if (!row.Step()) return null;
                var channel = new ChannelId(row.Id(0));
                row.Reset();
                return channel;
            },
            cancel);

    public ValueTask<IReadOnlyList<PrivateChannelView>> PrivateChannelsOf(UserId user, int limit, CancellationToken cancel) =>
        pool.Read(
            (user, limit, store: this),
            static (connection, query) => connection.InOneSnapshot(
                query,
                static IReadOnlyList<PrivateChannelView> (inside, load) => load.store.ReadPrivateChannels(inside, load.user, load.limit)),
            cancel);

    public ValueTask<int> CountGroupsOf(UserId user, CancellationToken cancel) =>
        pool.Read(
            user,
            static (connection, id) => (int)ReadNumber(connection.Prepared("""
                SELECT count(*) FROM recipients JOIN private_channels USING (channel_id) WHERE user_id = ?1 AND low_user IS NULL
                """).Bind(1, id.Number)),
            cancel);

    private List<PrivateChannelView> ReadPrivateChannels(ReadConnection connection, UserId user, int limit)
    {
        var ids = new List<ChannelId>();
        var rows = connection.Prepared("SELECT channel_id FROM recipients WHERE user_id = ?1 AND is_open = 1 ORDER BY channel_id DESC LIMIT ?2")
            .Bind(1, user.Number)
            .Bind(2, limit);
        while (rows.Step()) ids.Add(new ChannelId(rows.Id(0)));
        var channels = new List<PrivateChannelView>(ids.Count);
        foreach (var id in ids)
        {
            if (ReadPrivateChannel(connection, id) is { } channel) channels.Add(channel);
        }

        return channels;
    }

    private PrivateChannelView? ReadPrivateChannel(ReadConnection connection, ChannelId id)
    {
        var row = ReadOne(connection.Prepared("SELECT data FROM private_channels WHERE channel_id = ?1").Bind(1, id.Number), Documents.PrivateChannel);
        if (row is null) return null;
        var recipients = ReadAll(
            connection.Prepared("SELECT data FROM recipients WHERE channel_id = ?1 ORDER BY user_id").Bind(1, id.Number), Documents.Recipient);
        var newest = ReadNumber(connection.Prepared(NewestMessage).Bind(1, id.Number).Bind(2, purged.FloorOf(id)));
        return new PrivateChannelView(row, recipients, newest == 0 ? null : new MessageId((ulong)newest));
    }

    private GuildSnapshot? ReadPrivateHouse(ReadConnection connection, GuildId house)
    {
        if (ReadPrivateChannel(connection, new ChannelId(house.Value)) is not { } view) return null;
        var users = ReadAll(
            connection.Prepared("SELECT profile FROM users WHERE user_id IN (SELECT user_id FROM recipients WHERE channel_id = ?1)")
                .Bind(1, house.Number),
            Documents.Profile);
        return WithRecords(connection, PrivateSnapshot.Of(view, users), house);
    }
}
