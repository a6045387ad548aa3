using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Users;

/// <summary>Writes authorisations, codes and tokens of OAuth2; used by the writer's thread alone.</summary>
internal sealed class OAuthRowWriter(SqliteConnection connection) : IDisposable
{
    private static readonly string[] Tables = ["oauth_authorizations", "oauth_codes", "oauth_tokens"];
    private readonly StatementCache _statements = new(connection);

    /// <summary>Writes a row; false when the change is of another kind.</summary>
    public bool TryApply(RowChange change)
    {
        switch (change)
        {
            case PutAuthorization put: Put(put.Authorization); break;
            case PutCode put: Put(put.Code); break;
            case PutBearer put: Put(put.Bearer); break;
            case DeleteBearer gone: Sql("DELETE FROM oauth_tokens WHERE access_hash = ?1").BindBlob(1, gone.AccessHash).Run(); break;
            case DeleteBearerFamily gone: Sql("DELETE FROM oauth_tokens WHERE family_id = ?1").Bind(1, gone.Family.Value).Run(); break;
            case DeleteAuthorization gone:
                foreach (var table in Tables)
                    Sql($"DELETE FROM {table} WHERE user_id = ?1 AND application_id = ?2").Bind(1, gone.User.Number).Bind(2, gone.Application.Number).Run();
                break;
            case DropStaleBearers drop:
                Sql("DELETE FROM oauth_codes WHERE user_id = ?1 AND expires_at < ?2").Bind(1, drop.User.Number).Bind(2, drop.Now).Run();
                Sql("DELETE FROM oauth_tokens WHERE user_id = ?1 AND expires_at < ?2 AND refresh_hash IS NULL").Bind(1, drop.User.Number).Bind(2, drop.Now).Run();
                break;
            default: return false;
        }

        return true;
    }

    /// <summary>A user or an application is gone, and with it all that it has let others do or was let do.</summary>
    public void Forget(DeleteUser gone)
    {
        foreach (var table in Tables) Sql($"DELETE FROM {table} WHERE user_id = ?1").Bind(1, gone.User.Number).Run();
    }

    /// <inheritdoc cref="Forget(DeleteUser)"/>
    public void Forget(DeleteApplication gone)
    {
        foreach (var table in Tables) Sql($"DELETE FROM {table} WHERE application_id = ?1").Bind(1, gone.Application.Number).Run();
    }

    public void Dispose() => _statements.Dispose();

    private Statement Sql(string sql) => _statements.Prepared(sql);

    private void Put(AuthorizationRow row) =>
        Sql("""
            INSERT INTO oauth_authorizations (authorization_id, user_id, application_id, data) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (authorization_id) DO UPDATE SET data = excluded.data
            """)
            .Bind(1, row.Id.Number)
            .Bind(2, row.User.Number)
            .Bind(3, row.Application.Number)
            .BindDocument(4, row, Documents.Authorization)
            .Run();

    private void Put(CodeRow row) =>
        Sql("""
            INSERT INTO oauth_codes (code_hash, user_id, application_id, expires_at, data) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET data = excluded.data
            """)
            .BindBlob(1, row.Hash)
            .Bind(2, row.User.Number)
            .Bind(3, row.Application.Number)
            .Bind(4, row.ExpiresAt)
            .BindDocument(5, row, Documents.Code)
            .Run();

    private void Put(BearerRow row)
    {
        var put = Sql("""
            INSERT INTO oauth_tokens (access_hash, family_id, user_id, application_id, issued_at, expires_at, is_spent, scopes, refresh_hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (access_hash) DO UPDATE SET is_spent = excluded.is_spent
            """)
            .BindBlob(1, row.AccessHash)
            .Bind(2, row.Family.Value)
            .Bind(3, row.User.Number)
            .Bind(4, row.Application.Number)
            .Bind(5, row.IssuedAt)
            .Bind(6, row.ExpiresAt)
            .Bind(7, row.IsSpent)
            .Bind(8, string.Join(' ', row.Scopes));
        (row.RefreshHash is { } refresh ? put.BindBlob(9, refresh) : put.BindNull(9)).Run();
    }
}
