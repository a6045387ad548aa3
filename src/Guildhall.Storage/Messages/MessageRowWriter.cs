using Guildhall.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Messages;

/// <summary>Writes message rows with prepared statements; used by the writer's thread alone.</summary>
internal sealed class MessageRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly Statement _put = new(connection, """
        INSERT INTO messages (channel_id, message_id, guild_id, author_id, type, flags, has_reactions, edited_at, pinned_at, content, extra)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT (channel_id, message_id) DO UPDATE SET
          guild_id = excluded.guild_id, author_id = excluded.author_id, type = excluded.type, flags = excluded.flags,
          has_reactions = max(has_reactions, excluded.has_reactions), edited_at = excluded.edited_at,
          pinned_at = excluded.pinned_at, content = excluded.content, extra = excluded.extra
        """);

    private readonly Statement _delete = new(connection, "DELETE FROM messages WHERE channel_id = ?1 AND message_id = ?2");
    private readonly Statement _deleteReactions = new(connection, "DELETE FROM reactions WHERE channel_id = ?1 AND message_id = ?2");

    private readonly Statement _deleteReactionsOfEmoji = new(connection,
        "DELETE FROM reactions WHERE channel_id = ?1 AND message_id = ?2 AND emoji_key = ?3");

    private readonly Statement _deleteReactionsOfUser = new(connection,
        "DELETE FROM reactions WHERE channel_id = ?1 AND message_id = ?2 AND user_id = ?3");

    private readonly Statement _deleteReaction = new(connection,
        "DELETE FROM reactions WHERE channel_id = ?1 AND message_id = ?2 AND emoji_key = ?3 AND user_id = ?4");

    private readonly Statement _putReaction = new(connection, """
        INSERT INTO reactions (channel_id, message_id, emoji_key, user_id, at, name, animated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET at = excluded.at, name = excluded.name, animated = excluded.animated
        """);

    private readonly Statement _markReacted = new(connection,
        "UPDATE messages SET has_reactions = 1 WHERE channel_id = ?1 AND message_id = ?2 AND has_reactions = 0");

    private readonly Statement _putNonce = new(connection,
        "INSERT OR REPLACE INTO nonces (message_id, guild_id, channel_id, author_id, nonce) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly Statement _putCopy = new(connection,
        "INSERT OR REPLACE INTO message_copies (source_id, webhook_id, guild_id, channel_id, message_id) VALUES (?1, ?2, ?3, ?4, ?5)");

    private readonly Statement _deleteCopies = new(connection, "DELETE FROM message_copies WHERE source_id = ?1");

    public void Put(StoredMessage message) =>
        _put.Bind(1, message.Channel.Number)
            .Bind(2, message.Id.Number)
            .Bind(3, message.Guild.Number)
            .Bind(4, message.Author.Number)
            .Bind(5, (long)message.Type)
            .Bind(6, (long)message.Flags)
            .Bind(7, message.HasReactions)
            .Bind(8, message.EditedAt)
            .Bind(9, message.PinnedAt)
            .Bind(10, message.Content)
            .BindDocument(11, message.Extra, Documents.Extra)
            .Run();

    public void Delete(DeleteMessages deletion)
    {
        foreach (var id in deletion.Ids)
        {
            _delete.Bind(1, deletion.Channel.Number).Bind(2, id.Number).Run();
            _deleteReactions.Bind(1, deletion.Channel.Number).Bind(2, id.Number).Run();
        }
    }

    public void Put(PutReaction reaction)
    {
        _putReaction.Bind(1, reaction.Channel.Number)
            .Bind(2, reaction.Message.Number)
            .Bind(3, reaction.EmojiKey)
            .Bind(4, reaction.User.Number)
            .Bind(5, reaction.At)
            .Bind(6, reaction.EmojiName)
            .Bind(7, reaction.Animated)
            .Run();
        _markReacted.Bind(1, reaction.Channel.Number).Bind(2, reaction.Message.Number).Run();
    }

    public void Delete(DeleteReactions deletion)
    {
        var statement = (deletion.EmojiKey, deletion.User) switch
        {
            (null, null) => _deleteReactions,
            (null, { } user) => _deleteReactionsOfUser.Bind(3, user.Number),
            ({ } emoji, null) => _deleteReactionsOfEmoji.Bind(3, emoji),
            ({ } emoji, { } user) => _deleteReaction.Bind(3, emoji).Bind(4, user.Number),
        };
        statement.Bind(1, deletion.Channel.Number).Bind(2, deletion.Message.Number).Run();
    }

    public void Put(PutNonce nonce) =>
        _putNonce.Bind(1, nonce.Message.Number)
            .Bind(2, nonce.Guild.Number)
            .Bind(3, nonce.Channel.Number)
            .Bind(4, nonce.Author.Number)
            .Bind(5, nonce.Nonce)
            .Run();

    public void Put(MessageCopy copy) =>
        _putCopy.Bind(1, copy.Source.Number)
            .Bind(2, copy.Webhook.Number)
            .Bind(3, copy.Guild.Number)
            .Bind(4, copy.Channel.Number)
            .Bind(5, copy.Message.Number)
            .Run();

    public void Delete(DeleteCopies copies) => _deleteCopies.Bind(1, copies.Source.Number).Run();

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            _put, _delete, _deleteReactions, _deleteReactionsOfEmoji, _deleteReactionsOfUser, _deleteReaction, _putReaction, _markReacted,
            _putNonce, _putCopy, _deleteCopies,
        }) statement.Dispose();
    }
}
