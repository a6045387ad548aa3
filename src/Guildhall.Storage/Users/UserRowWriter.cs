using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Users;

/// <summary>Writes the rows of accounts, tokens, applications and read states; used by the writer's thread alone.</summary>
internal sealed class UserRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly StatementCache _statements = new(connection);

    /// <summary>The form of a name or an e-mail address that is unique.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>Writes a row of a user; false when the change is of another kind.</summary>
    public bool TryApply(RowChange change)
    {
        switch (change)
        {
            case PutReadState put: Put(put); break;
            case DeleteReadState gone:
                Sql("DELETE FROM read_states WHERE user_id = ?1 AND channel_id = ?2").Bind(1, gone.User.Number).Bind(2, gone.Channel.Number).Run();
                break;
            case PutMentions put: Put(put); break;
            case PutRelation put: Put(put.Relation); break;
            case DeleteRelation gone:
                Sql("DELETE FROM relationships WHERE user_id = ?1 AND other_id = ?2").Bind(1, gone.User.Number).Bind(2, gone.Other.Number).Run();
                break;
            case PutUserDocument put: Put(put); break;
            case DeleteUserDocument gone:
                Sql("DELETE FROM user_documents WHERE user_id = ?1 AND kind = ?2 AND document_id = ?3")
                    .Bind(1, gone.User.Number).Bind(2, gone.Kind).Bind(3, gone.Id).Run();
                break;
            case PutUser put: Put(put.User); break;
            case DeleteUser gone: Delete(gone.User.Number); break;
            case PutToken put: Put(put.Token); break;
            case PutApplication put: Put(put.Application); break;
            case DeleteToken gone: Sql("DELETE FROM tokens WHERE secret_hash = ?1").BindBlob(1, gone.SecretHash).Run(); break;
            case DeleteTokensOf { Except: { } kept } gone: DeleteTokens(gone.User.Number, kept); break;
            case DeleteTokensOf gone: DeleteTokens(gone.User.Number); break;
            case DeleteApplication gone:
                Sql("DELETE FROM applications WHERE application_id = ?1").Bind(1, gone.Application.Number).Run();
                DeleteTokens(gone.Application.Number); // the bot's user has the application's number
                break;
            default: return false;
        }

        return true;
    }

    public void Dispose() => _statements.Dispose();

    private Statement Sql(string sql) => _statements.Prepared(sql);

    private void Delete(ulong user)
    {
        Sql("DELETE FROM users WHERE user_id = ?1").Bind(1, user).Run();
        DeleteTokens(user);
        Sql("DELETE FROM user_documents WHERE user_id = ?1").Bind(1, user).Run();
        // The other halves stand under the other users' ids, which one's own rows name.
        Sql("DELETE FROM relationships WHERE other_id = ?1 AND user_id IN (SELECT other_id FROM relationships WHERE user_id = ?1)").Bind(1, user).Run();
        Sql("DELETE FROM relationships WHERE user_id = ?1").Bind(1, user).Run();
        Sql("DELETE FROM read_states WHERE user_id = ?1").Bind(1, user).Run();
        Sql("DELETE FROM user_mentions WHERE user_id = ?1").Bind(1, user).Run();
    }

    private void DeleteTokens(ulong user) => Sql("DELETE FROM tokens WHERE user_id = ?1").Bind(1, user).Run();

    private void DeleteTokens(ulong user, byte[] kept) =>
        Sql("DELETE FROM tokens WHERE user_id = ?1 AND secret_hash <> ?2").Bind(1, user).BindBlob(2, kept).Run();

    private void Put(UserRow user) =>
        Sql("""
            INSERT INTO users (user_id, name_key, email_key, profile, data) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (user_id) DO UPDATE SET
              name_key = excluded.name_key, email_key = excluded.email_key, profile = excluded.profile, data = excluded.data
            """)
            .Bind(1, user.Profile.Id.Number)
            .Bind(2, KeyOf(user.Profile.Username))
            .Bind(3, user.Email is null ? null : KeyOf(user.Email))
            .BindDocument(4, user.Profile, Documents.Profile)
            .BindDocument(5, user, Documents.Account)
            .Run();

    private void Put(TokenRow token) =>
        Sql("INSERT OR REPLACE INTO tokens (secret_hash, user_id, created_at, client) VALUES (?1, ?2, ?3, ?4)")
            .BindBlob(1, token.SecretHash)
            .Bind(2, token.User.Number)
            .Bind(3, token.CreatedAt)
            .Bind(4, token.Client)
            .Run();

    private void Put(ApplicationRow application) =>
        Sql("""
            INSERT INTO applications (application_id, owner_id, data) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET owner_id = excluded.owner_id, data = excluded.data
            """)
            .Bind(1, application.Id.Number)
            .Bind(2, application.Owner.Number)
            .BindDocument(3, application, Documents.Application)
            .Run();

    private void Put(PutReadState put) =>
        Sql("""
            INSERT INTO read_states (user_id, channel_id, last_read, mention_count, pins_seen_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET
              last_read = excluded.last_read, mention_count = excluded.mention_count, pins_seen_at = excluded.pins_seen_at
            """)
            .Bind(1, put.User.Number)
            .Bind(2, put.State.Channel.Number)
            .Bind(3, put.State.LastRead.Number)
            .Bind(4, put.State.MentionCount)
            .Bind(5, put.State.PinsSeenAt)
            .Run();

    private void Put(PutMentions put)
    {
        foreach (var user in put.Users)
        {
            Sql("INSERT OR IGNORE INTO user_mentions (user_id, message_id, channel_id, guild_id, author_id) VALUES (?1, ?2, ?3, ?4, ?5)")
                .Bind(1, user.Number).Bind(2, put.Message.Number).Bind(3, put.Channel.Number).Bind(4, put.Guild.Number).Bind(5, put.Author.Number).Run();
        }

        foreach (var role in put.Roles)
        {
            Sql("INSERT OR IGNORE INTO role_mentions (guild_id, role_id, message_id, channel_id, author_id) VALUES (?1, ?2, ?3, ?4, ?5)")
                .Bind(1, put.Guild.Number).Bind(2, role.Number).Bind(3, put.Message.Number).Bind(4, put.Channel.Number).Bind(5, put.Author.Number).Run();
        }
    }

    private void Put(PutUserDocument put) =>
        Sql("""
            INSERT INTO user_documents (user_id, kind, document_id, data) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET data = excluded.data
            """)
            .Bind(1, put.User.Number)
            .Bind(2, put.Kind)
            .Bind(3, put.Document.Id)
            .BindText(4, put.Document.Data.Span)
            .Run();

    private void Put(RelationRow relation) =>
        Sql("""
            INSERT INTO relationships (user_id, other_id, type, data) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET type = excluded.type, data = excluded.data
            """)
            .Bind(1, relation.User.Number)
            .Bind(2, relation.Other.Number)
            .Bind(3, (long)relation.Type)
            .BindDocument(4, relation, Documents.Relation)
            .Run();
}
