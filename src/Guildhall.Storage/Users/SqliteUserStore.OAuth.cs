using Guildhall.Protocol;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Users;

/// <summary>Authorisations, codes and tokens of OAuth2 in SQLite.</summary>
internal sealed partial class SqliteUserStore
{
    private const string Bearer =
        "SELECT access_hash, refresh_hash, family_id, user_id, application_id, scopes, issued_at, expires_at, is_spent FROM oauth_tokens WHERE ";

    public ValueTask<IReadOnlyList<AuthorizationRow>> Authorizations(UserId user, CancellationToken cancel) =>
        pool.Read(
            user,
            static IReadOnlyList<AuthorizationRow> (connection, id) =>
            {
                List<AuthorizationRow> all = [];
                var rows = connection.Prepared("SELECT data FROM oauth_authorizations WHERE user_id = ?1 ORDER BY authorization_id").Bind(1, id.Number);
                while (rows.Step()) all.Add(rows.Document(0, Documents.Authorization));
                return all;
            },
            cancel);

    public ValueTask<int> CountAuthorizations(ApplicationId application, CancellationToken cancel) =>
        pool.Read(
            application,
            static (connection, id) =>
            {
                var row = connection.Prepared("SELECT count(*) FROM oauth_authorizations WHERE application_id = ?1").Bind(1, id.Number);
                row.Step();
                var count = (int)row.Number(0);
                row.Reset();
                return count;
            },
            cancel);

    public ValueTask<CodeRow?> GetCode(byte[] hash, CancellationToken cancel) =>
        pool.Read(
            hash,
            static (connection, wanted) =>
            {
                var row = connection.Prepared("SELECT data FROM oauth_codes WHERE code_hash = ?1").BindBlob(1, wanted);
                if (!row.Step()) return null;
                var code = row.Document(0, Documents.Code);
                row.Reset();
                return code;
            },
            cancel);

    public ValueTask<BearerRow?> GetBearer(byte[] accessHash, CancellationToken cancel) =>
        pool.Read(accessHash, static (connection, hash) => OneBearer(connection.Prepared(Bearer + "access_hash = ?1").BindBlob(1, hash)), cancel);

    public ValueTask<BearerRow?> GetRefresh(byte[] refreshHash, CancellationToken cancel) =>
        pool.Read(refreshHash, static (connection, hash) => OneBearer(connection.Prepared(Bearer + "refresh_hash = ?1").BindBlob(1, hash)), cancel);

    public ValueTask<IReadOnlyList<BearerRow>> Bearers(UserId user, ApplicationId application, CancellationToken cancel) =>
        pool.Read(
            (user, application),
            static IReadOnlyList<BearerRow> (connection, pair) =>
            {
                List<BearerRow> all = [];
                var rows = connection.Prepared(Bearer + "user_id = ?1 AND application_id = ?2 ORDER BY issued_at, access_hash")
                    .Bind(1, pair.user.Number)
                    .Bind(2, pair.application.Number);
                while (rows.Step()) all.Add(ReadBearer(rows));
                return all;
            },
            cancel);

    private static BearerRow? OneBearer(Statement row)
    {
        if (!row.Step()) return null;
        var bearer = ReadBearer(row);
        row.Reset();
        return bearer;
    }

    private static BearerRow ReadBearer(Statement row) => new(
        row.Bytes(0).ToArray(),
        row.IsNull(1) ? null : row.Bytes(1).ToArray(),
        new Snowflake(row.Id(2)),
        new UserId(row.Id(3)),
        new ApplicationId(row.Id(4)),
        row.Text(5).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.Moment(6),
        row.Moment(7),
        row.Number(8) != 0);
}
