using System.Globalization;
using System.Text.RegularExpressions;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Blobs;

/// <summary>Looks for the names of blobs in the documents of their owners.</summary>
internal sealed partial class SqliteBlobReferences(ReadPool pool) : IBlobReferences
{
    private const int MessagesPerStep = 4_000;

    // Every record of a feature that has this id: the kinds are few, and each is one step in the table's own order.
    private const string Kinds = """
        WITH RECURSIVE kinds (kind) AS (
          SELECT min(kind) FROM guild_documents
          UNION ALL SELECT (SELECT min(kind) FROM guild_documents WHERE kind > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL)
        """;

    private const string ByOwner = $"""
        {Kinds}
        SELECT 1 FROM users WHERE user_id = ?1 AND (instr(profile, ?2) > 0 OR instr(data, ?2) > 0)
        UNION ALL SELECT 1 FROM guilds WHERE guild_id = ?1 AND instr(data, ?2) > 0
        UNION ALL SELECT 1 FROM channels WHERE channel_id = ?1 AND instr(data, ?2) > 0
        UNION ALL SELECT 1 FROM private_channels WHERE channel_id = ?1 AND instr(data, ?2) > 0
        UNION ALL SELECT 1 FROM applications WHERE application_id = ?1 AND instr(data, ?2) > 0
        UNION ALL SELECT 1 FROM kinds JOIN guild_documents d ON d.kind = kinds.kind AND d.document_id = ?1 WHERE instr(d.data, ?2) > 0
        LIMIT 1
        """;

    private const string ByRole = "SELECT 1 FROM roles WHERE role_id = ?1 AND instr(data, ?2) > 0 LIMIT 1";

    private const string ByMember = "SELECT 1 FROM members WHERE guild_id = ?1 AND user_id = ?2 AND instr(data, ?3) > 0";

    // Records of users (an application keeps its emojis with its bot) are looked through one by one, and last: few get that far.
    private const string ById = $"""
        {Kinds}
        SELECT 1 FROM emojis WHERE emoji_id = ?1
        UNION ALL SELECT 1 FROM kinds JOIN guild_documents d ON d.kind = kinds.kind AND d.document_id = ?1
        UNION ALL SELECT 1 FROM user_documents WHERE document_id = ?1
        LIMIT 1
        """;

    private const string InMessages = "SELECT message_id, extra FROM messages WHERE channel_id = ?1 AND message_id > ?2 ORDER BY message_id LIMIT ?3";

    public ValueTask<bool> IsNamed(ulong owner, string name, CancellationToken cancel) =>
        pool.Read((owner, name), static (connection, query) => Any(connection.Prepared(ByOwner).Bind(1, query.owner).Bind(2, query.name)), cancel);

    public ValueTask<bool> IsNamedByRole(ulong role, string name, CancellationToken cancel) =>
        pool.Read((role, name), static (connection, query) => Any(connection.Prepared(ByRole).Bind(1, query.role).Bind(2, query.name)), cancel);

    public ValueTask<bool> IsNamedByMember(ulong guild, ulong user, string name, CancellationToken cancel) => pool.Read(
        (guild, user, name),
        static (connection, query) => Any(connection.Prepared(ByMember).Bind(1, query.guild).Bind(2, query.user).Bind(3, query.name)),
        cancel);

    public ValueTask<bool> IsThere(ulong id, CancellationToken cancel) =>
        pool.Read(id, static (connection, id) => Any(connection.Prepared(ById).Bind(1, id)), cancel);

    public ValueTask<NamedIds> NamedInMessages(ulong channel, ulong after, CancellationToken cancel) => pool.Read(
        (channel, after),
        static (connection, query) =>
        {
            List<ulong> ids = [];
            var (rows, last) = (0, query.after);
            var row = connection.Prepared(InMessages).Bind(1, query.channel).Bind(2, query.after).Bind(3, MessagesPerStep);
            while (row.Step())
            {
                (rows, last) = (rows + 1, row.Id(0));
                if (row.IsNull(1)) continue;
                AddNumbers(row.Text(1), ids);
            }

            return new NamedIds(ids, rows < MessagesPerStep ? null : last);
        },
        cancel);

    // An attachment is listed, or shown by the address in an embed: either way its id stands there as a number.
    private static void AddNumbers(string text, List<ulong> ids)
    {
        foreach (var match in Id().EnumerateMatches(text))
        {
            if (ulong.TryParse(text.AsSpan(match.Index, match.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) ids.Add(id);
        }
    }

    private static bool Any(Statement statement)
    {
        var any = statement.Step();
        statement.Reset();
        return any;
    }

    [GeneratedRegex("[0-9]{15,20}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
