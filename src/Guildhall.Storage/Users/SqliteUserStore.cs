using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Users;

/// <summary>Accounts, tokens, applications and read states in SQLite.</summary>
internal sealed partial class SqliteUserStore(ReadPool pool) : IUserStore
{
    private const string User = "SELECT profile, data FROM users WHERE ";
    private const string Token = "SELECT secret_hash, user_id, created_at, client FROM tokens WHERE ";

    public ValueTask<UserRow?> Get(UserId user, CancellationToken cancel) =>
        pool.Read(user, static (connection, id) => ReadUser(connection.Prepared(User + "user_id = ?1").Bind(1, id.Number)), cancel);

    public ValueTask<UserRow?> GetByName(string username, CancellationToken cancel) =>
        pool.Read(
            UserRowWriter.KeyOf(username),
            static (connection, key) => ReadUser(connection.Prepared(User + "name_key = ?1").Bind(1, key)),
            cancel);

    public ValueTask<UserRow?> GetByEmail(string email, CancellationToken cancel) =>
        pool.Read(
            UserRowWriter.KeyOf(email),
            static (connection, key) => ReadUser(connection.Prepared(User + "email_key = ?1").Bind(1, key)),
            cancel);

    public ValueTask<IReadOnlyList<UserPayload>> Profiles(IReadOnlyList<UserId> users, CancellationToken cancel) =>
        pool.Read(
            users,
            static IReadOnlyList<UserPayload> (connection, ids) =>
            {
                var profiles = new List<UserPayload>(ids.Count);
                foreach (var id in ids)
                {
                    var row = connection.Prepared("SELECT profile FROM users WHERE user_id = ?1").Bind(1, id.Number);
                    if (!row.Step()) continue;
                    profiles.Add(row.Document(0, Documents.Profile));
                    row.Reset();
                }

                return profiles;
            },
            cancel);

    public ValueTask<TokenRow?> GetToken(byte[] secretHash, CancellationToken cancel) =>
        pool.Read(
            secretHash,
            static (connection, hash) =>
            {
                var row = connection.Prepared(Token + "secret_hash = ?1").BindBlob(1, hash);
                if (!row.Step()) return null;
                var token = ReadToken(row);
                row.Reset();
                return token;
            },
            cancel);

    public ValueTask<IReadOnlyList<TokenRow>> TokensOf(UserId user, CancellationToken cancel) =>
        pool.Read(
            user,
            static IReadOnlyList<TokenRow> (connection, id) =>
            {
                var tokens = new List<TokenRow>();
                var rows = connection.Prepared(Token + "user_id = ?1 ORDER BY created_at").Bind(1, id.Number);
                while (rows.Step()) tokens.Add(ReadToken(rows));
                return tokens;
            },
            cancel);

    public ValueTask<ApplicationRow?> GetApplication(ApplicationId application, CancellationToken cancel) =>
        pool.Read(
            application,
            static (connection, id) =>
            {
                var row = connection.Prepared("SELECT data FROM applications WHERE application_id = ?1").Bind(1, id.Number);
                if (!row.Step()) return null;
                var found = row.Document(0, Documents.Application);
                row.Reset();
                return found;
            },
            cancel);

    public ValueTask<IReadOnlyList<ApplicationRow>> ApplicationsOf(UserId owner, CancellationToken cancel) =>
        pool.Read(
            owner,
            static IReadOnlyList<ApplicationRow> (connection, id) =>
            {
                var applications = new List<ApplicationRow>();
                var rows = connection.Prepared("SELECT data FROM applications WHERE owner_id = ?1 ORDER BY application_id")
                    .Bind(1, id.Number);
                while (rows.Step()) applications.Add(rows.Document(0, Documents.Application));
                return applications;
            },
            cancel);

    public ValueTask<IReadOnlyList<ApplicationRow>> ListedApplications(int limit, CancellationToken cancel) =>
        pool.Read(
            limit,
            static IReadOnlyList<ApplicationRow> (connection, most) =>
            {
                var applications = new List<ApplicationRow>();
                var rows = connection.Prepared("SELECT data FROM applications WHERE json_extract(data, '$.is_listed') ORDER BY application_id DESC LIMIT ?1")
                    .Bind(1, most);
                while (rows.Step()) applications.Add(rows.Document(0, Documents.Application));
                return applications;
            },
            cancel);

    public ValueTask<IReadOnlyList<ReadStateRow>> ReadStates(UserId user, CancellationToken cancel) =>
        pool.Read(
            user,
            static IReadOnlyList<ReadStateRow> (connection, id) =>
            {
                var states = new List<ReadStateRow>();
                var rows = connection.Prepared("SELECT channel_id, last_read, mention_count, pins_seen_at FROM read_states WHERE user_id = ?1")
                    .Bind(1, id.Number);
                while (rows.Step()) states.Add(new ReadStateRow(new ChannelId(rows.Id(0)), new MessageId(rows.Id(1)), (int)rows.Number(2), rows.MomentOrNull(3)));
                return states;
            },
            cancel);

    private static UserRow? ReadUser(Statement row)
    {
        if (!row.Step()) return null;
        var user = row.Document(1, Documents.Account) with { Profile = row.Document(0, Documents.Profile) };
        row.Reset();
        return user;
    }

    private static TokenRow ReadToken(Statement row) =>
        new(row.Bytes(0).ToArray(), new UserId(row.Id(1)), row.Moment(2), row.Text(3));
}
