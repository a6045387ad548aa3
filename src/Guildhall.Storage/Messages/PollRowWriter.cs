using Guildhall.Protocol;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Messages;

/// <summary>Writes votes; used by the writer's thread alone.</summary>
internal sealed class PollRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly StatementCache _statements = new(connection);

    /// <summary>Writes a row; false when the change is of another kind.</summary>
    public bool TryApply(RowChange change)
    {
        switch (change)
        {
            case PutPollVote put:
                _statements.Prepared("INSERT OR IGNORE INTO poll_votes (channel_id, message_id, answer_id, user_id) VALUES (?1, ?2, ?3, ?4)")
                    .Bind(1, put.Channel.Number)
                    .Bind(2, put.Message.Number)
                    .Bind(3, (long)put.Answer)
                    .Bind(4, put.User.Number)
                    .Run();
                return true;
            case DeletePollVote gone:
                _statements.Prepared("DELETE FROM poll_votes WHERE channel_id = ?1 AND message_id = ?2 AND answer_id = ?3 AND user_id = ?4")
                    .Bind(1, gone.Channel.Number)
                    .Bind(2, gone.Message.Number)
                    .Bind(3, (long)gone.Answer)
                    .Bind(4, gone.User.Number)
                    .Run();
                return true;
            default: return false;
        }
    }

    /// <summary>Deletes the votes of messages that go.</summary>
    public void Forget(ChannelId channel, IReadOnlyList<MessageId> messages)
    {
        foreach (var message in messages)
        {
            _statements.Prepared("DELETE FROM poll_votes WHERE channel_id = ?1 AND message_id = ?2")
                .Bind(1, channel.Number)
                .Bind(2, message.Number)
                .Run();
        }
    }

    public void Dispose() => _statements.Dispose();
}
