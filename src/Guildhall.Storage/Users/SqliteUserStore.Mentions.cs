using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Users;

/// <summary>Mentions in SQLite.</summary>
internal sealed partial class SqliteUserStore
{
    public ValueTask<IReadOnlyList<MentionRow>> Mentions(UserId user, MentionFilter filter, CancellationToken cancel) =>
        pool.Read(
            (user, filter),
            static (connection, query) => connection.InOneSnapshot(
                query, static IReadOnlyList<MentionRow> (inside, asked) => ReadMentions(inside, asked.user, asked.filter)),
            cancel);

    private static List<MentionRow> ReadMentions(ReadConnection connection, UserId user, MentionFilter filter)
    {
        Dictionary<ulong, MentionRow> found = [];
        if (filter.Direct) AddDirect(connection, user, filter, found);
        if (filter.Roles || filter.Everyone) AddByRoles(connection, user, filter, found);
        return [.. found.Values.OrderByDescending(mention => mention.Message.Number).Take(filter.Limit)];
    }

    private static void AddDirect(ReadConnection connection, UserId user, MentionFilter filter, Dictionary<ulong, MentionRow> found)
    {
        var rows = connection.Prepared("""
            SELECT guild_id, channel_id, message_id, author_id FROM user_mentions
            WHERE user_id = ?1 AND message_id < ?2 AND (?3 = 0 OR guild_id = ?3) ORDER BY message_id DESC LIMIT ?4
            """)
            .Bind(1, user.Number)
            .Bind(2, Keys.Of(filter.Before?.Number ?? ulong.MaxValue))
            .Bind(3, Keys.Of(filter.Guild?.Number ?? 0))
            .Bind(4, filter.Limit);
        while (rows.Step())
            found[rows.Id(2)] = new MentionRow(new GuildId(rows.Id(0)), new ChannelId(rows.Id(1)), new MessageId(rows.Id(2)), new UserId(rows.Id(3)), MentionKind.ByName);
    }

    private static void AddByRoles(ReadConnection connection, UserId user, MentionFilter filter, Dictionary<ulong, MentionRow> found)
    {
        List<(GuildId Guild, MemberRow Member)> memberships = [];
        var members = connection.Prepared("SELECT guild_id, data FROM members WHERE user_id = ?1 AND (?2 = 0 OR guild_id = ?2)")
            .Bind(1, user.Number)
            .Bind(2, Keys.Of(filter.Guild?.Number ?? 0));
        while (members.Step()) memberships.Add((new GuildId(members.Id(0)), members.Document(1, Documents.Member)));
        foreach (var (guild, member) in memberships)
        {
            var roles = filter.Roles ? member.Roles.Select(role => role.Number) : [];
            foreach (var role in filter.Everyone ? roles.Append(guild.Number) : roles) AddRole(connection, guild, role, user, member.JoinedAt, filter, found);
        }
    }

    // What was said before somebody joined was not said to them.
    private static void AddRole(
        ReadConnection connection, GuildId guild, ulong role, UserId user, DateTimeOffset joinedAt, MentionFilter filter, Dictionary<ulong, MentionRow> found)
    {
        var rows = connection.Prepared("""
            SELECT channel_id, message_id, author_id FROM role_mentions
            WHERE guild_id = ?1 AND role_id = ?2 AND message_id < ?3 AND message_id > ?4 AND author_id <> ?5
            ORDER BY message_id DESC LIMIT ?6
            """)
            .Bind(1, guild.Number)
            .Bind(2, role)
            .Bind(3, Keys.Of(filter.Before?.Number ?? ulong.MaxValue))
            .Bind(4, Keys.Of(Snowflake.At(joinedAt).Value))
            .Bind(5, user.Number)
            .Bind(6, filter.Limit);
        while (rows.Step())
        {
            var message = new MessageId(rows.Id(1));
            var kind = role == guild.Number ? MentionKind.Everyone : MentionKind.ByRole;
            found.TryAdd(message.Number, new MentionRow(guild, new ChannelId(rows.Id(0)), message, new UserId(rows.Id(2)), kind));
        }
    }
}
