using System.Globalization;
using Guildhall.Protocol;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Users;

/// <summary>Relationships in SQLite.</summary>
internal sealed partial class SqliteUserStore
{
    public ValueTask<IReadOnlyList<RelationRow>> Relations(UserId user, CancellationToken cancel) =>
        pool.Read(
            user,
            static IReadOnlyList<RelationRow> (connection, id) =>
            {
                var relations = new List<RelationRow>();
                var rows = connection.Prepared("SELECT data FROM relationships WHERE user_id = ?1 ORDER BY other_id").Bind(1, id.Number);
                while (rows.Step()) relations.Add(rows.Document(0, Documents.Relation));
                return relations;
            },
            cancel);

    public ValueTask<PairStanding> Standing(UserId user, UserId other, CancellationToken cancel) =>
        pool.Read(
            (user, other),
            static (connection, two) => connection.InOneSnapshot(
                two,
                static (inside, pair) =>
                {
                    var stopped = new Dictionary<GuildId, DateTimeOffset>();
                    var shared = SharedGuilds(inside, pair.user, pair.other, stopped);
                    return new PairStanding(ReadRelation(inside, pair.user, pair.other), ReadRelation(inside, pair.other, pair.user), shared) { StoppedUntil = stopped };
                }),
            cancel);

    public ValueTask<IReadOnlyList<KeyValuePair<string, UserDocumentRow>>> AllUserDocuments(UserId user, CancellationToken cancel) =>
        pool.Read(
            user,
            static IReadOnlyList<KeyValuePair<string, UserDocumentRow>> (connection, user) =>
            {
                var documents = new List<KeyValuePair<string, UserDocumentRow>>();
                var rows = connection.Prepared("SELECT kind, document_id, data FROM user_documents WHERE user_id = ?1").Bind(1, user.Number);
                while (rows.Step()) documents.Add(new(rows.Text(0), new UserDocumentRow(rows.Id(1), rows.Bytes(2).ToArray())));
                return documents;
            },
            cancel);

    public ValueTask<IReadOnlyList<UserDocumentRow>> UserDocuments(UserId user, string kind, CancellationToken cancel) =>
        pool.Read(
            (user, kind),
            static IReadOnlyList<UserDocumentRow> (connection, key) =>
            {
                var documents = new List<UserDocumentRow>();
                var rows = connection.Prepared("SELECT document_id, data FROM user_documents WHERE user_id = ?1 AND kind = ?2")
                    .Bind(1, key.user.Number)
                    .Bind(2, key.kind);
                while (rows.Step()) documents.Add(new UserDocumentRow(rows.Id(0), rows.Bytes(1).ToArray()));
                return documents;
            },
            cancel);

    public ValueTask<bool> HaveMutualFriend(UserId user, UserId other, CancellationToken cancel) =>
        pool.Read(
            (user, other),
            static (connection, two) =>
            {
                var row = connection.Prepared("""
                    SELECT 1 FROM relationships mine JOIN relationships theirs
                      ON theirs.user_id = ?2 AND theirs.other_id = mine.other_id AND theirs.type = ?3
                    WHERE mine.user_id = ?1 AND mine.type = ?3 LIMIT 1
                    """).Bind(1, two.user.Number).Bind(2, two.other.Number).Bind(3, (long)RelationType.Friend);
                var isThere = row.Step();
                if (isThere) row.Reset();
                return isThere;
            },
            cancel);

    public ValueTask<int> CountRelations(UserId user, RelationType type, CancellationToken cancel) =>
        pool.Read(
            (user, type),
            static (connection, key) =>
            {
                var row = connection.Prepared("SELECT count(*) FROM relationships WHERE user_id = ?1 AND type = ?2")
                    .Bind(1, key.user.Number)
                    .Bind(2, (long)key.type);
                var count = row.Step() ? (int)row.Number(0) : 0;
                row.Reset();
                return count;
            },
            cancel);

    private static RelationRow? ReadRelation(ReadConnection connection, UserId user, UserId other)
    {
        var row = connection.Prepared("SELECT data FROM relationships WHERE user_id = ?1 AND other_id = ?2").Bind(1, user.Number).Bind(2, other.Number);
        if (!row.Step()) return null;
        var relation = row.Document(0, Documents.Relation);
        row.Reset();
        return relation;
    }

    private static List<GuildId> SharedGuilds(ReadConnection connection, UserId user, UserId other, Dictionary<GuildId, DateTimeOffset> stoppedUntil)
    {
        var guilds = new List<GuildId>();
        var rows = connection.Prepared("""
            SELECT mine.guild_id, guilds.data ->> '$.incidents_data.dms_disabled_until'
            FROM members mine
            JOIN members theirs ON theirs.guild_id = mine.guild_id AND theirs.user_id = ?2
            LEFT JOIN guilds ON guilds.guild_id = mine.guild_id
            WHERE mine.user_id = ?1 LIMIT ?3
            """).Bind(1, user.Number).Bind(2, other.Number).Bind(3, Limits.GuildsPerUser);
        while (rows.Step())
        {
            guilds.Add(new GuildId(rows.Id(0)));
            if (rows.TextOrNull(1) is { } until) stoppedUntil[guilds[^1]] = DateTimeOffset.Parse(until, CultureInfo.InvariantCulture);
        }

        return guilds;
    }
}
