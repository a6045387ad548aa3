using System.Diagnostics;
using Guildhall.Storage.Applications;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// Turns row changes into statements within the writer's transaction. What memory must know of a commit is noted on the way and
/// told by <see cref="Committed"/>, or forgotten by <see cref="RolledBack"/>.
/// </summary>
internal sealed class RowWriters(SqliteConnection connection, PurgedChannels purged, LogSignal appended, LogSignal eventAdded) : IDisposable
{
    private readonly MessageRowWriter _messages = new(connection);
    private readonly GuildRowWriter _guilds = new(connection);
    private readonly ThreadRowWriter _threads = new(connection);
    private readonly UserRowWriter _users = new(connection);
    private readonly EventLogRowWriter _log = new(connection);
    private readonly ScheduledEvents.EventUserRowWriter _eventUsers = new(connection);
    private readonly PollRowWriter _polls = new(connection);
    private readonly ApplicationRowWriter _applications = new(connection);
    private readonly OAuthRowWriter _oauth = new(connection);
    private readonly StatementCache _statements = new(connection);
    private readonly List<Action> _onCommit = [];
    private bool _hasLogged;
    private bool _hasEvents;

    public void Apply(StoreWrite write, DateTimeOffset now)
    {
        foreach (var change in write.Changes) Apply(change);
        foreach (var entry in write.Log) _log.Append(entry, now);
        _hasLogged |= write.Log.Count > 0;
    }

    /// <summary>The transaction is durable.</summary>
    public void Committed()
    {
        foreach (var tell in _onCommit) tell();
        _onCommit.Clear();
        if (_hasLogged) appended.Raise();
        if (_hasEvents) eventAdded.Raise();
        _hasLogged = _hasEvents = false;
    }

    /// <summary>The transaction never was.</summary>
    public void RolledBack()
    {
        _onCommit.Clear();
        _hasLogged = _hasEvents = false;
    }

    public void Dispose()
    {
        _messages.Dispose();
        _guilds.Dispose();
        _threads.Dispose();
        _users.Dispose();
        _log.Dispose();
        _eventUsers.Dispose();
        _polls.Dispose();
        _applications.Dispose();
        _oauth.Dispose();
        _statements.Dispose();
    }

    private void Apply(RowChange change)
    {
        switch (change)
        {
            case PutMessage put: _messages.Put(put.Message); break;
            case PutNonce put: _messages.Put(put); break;
            case PutCopy put: _messages.Put(put.Copy); break;
            case DeleteCopies gone: _messages.Delete(gone); break;
            case PutReaction put: _messages.Put(put); break;
            case DeleteReactions gone: _messages.Delete(gone); break;
            case DeleteMessages gone:
                _messages.Delete(gone);
                _polls.Forget(gone.Channel, gone.Ids);
                break;
            case DeleteChannelMessages gone: BeginPurge(gone.Channel); break;
            case DeleteChannel gone:
                _guilds.TryApply(gone);
                BeginPurge(gone.Channel);
                break;
            case DeleteMember gone:
                _guilds.TryApply(gone);
                _threads.Delete(gone);
                break;
            case PutThread put: _threads.Put(put); break;
            case CountThreadMessages count: _threads.Apply(count); break;
            case PutThreadMember put: _threads.Put(put); break;
            case DeleteThreadMember gone: _threads.Delete(gone); break;
            case DeleteThread gone: Delete(gone.Thread); break;
            case DeleteThreadsOf gone:
                foreach (var thread in _threads.ThreadsOf(gone.Parent)) Delete(thread);
                break;
            case DeleteGuild gone:
                foreach (var channel in _guilds.ChannelsOf(gone.Guild).Concat(_threads.ThreadsIn(gone.Guild))) BeginPurge(channel);
                _guilds.Delete(gone.Guild);
                break;
            case DeletePrivateChannel gone:
                BeginPurge(gone.Channel);
                _guilds.TryApply(gone);
                _guilds.DeleteRecords(new GuildId(gone.Channel.Value));
                break;
            case DeleteUser gone:
                _users.TryApply(gone);
                _oauth.Forget(gone);
                break;
            case DeleteApplication gone:
                _users.TryApply(gone);
                _applications.Forget(gone);
                _oauth.Forget(gone);
                break;
            case PutCursor put: _log.Put(put); break;
            case TrimLog step: _log.Apply(step); break;
            case DropMentions step: step.Removed = Drop(step); break;
            case DropNonces step: step.Removed = Drop(step); break;
            case DropAudit step: step.Removed = _guilds.DropAudit(step.OlderThan, CleaningStep.RowsPerStep); break;
            case PurgeMessages step: Purge(step); break;
            default:
                if (!_guilds.TryApply(change) && !_users.TryApply(change) && !_eventUsers.TryApply(change) && !_polls.TryApply(change)
                    && !_applications.TryApply(change) && !_oauth.TryApply(change))
                    throw new UnreachableException(change.GetType().Name);
                break;
        }

        _hasEvents |= change is PutEventDelivery;
    }

    private void Delete(ChannelId thread)
    {
        _threads.Delete(thread);
        BeginPurge(thread);
    }

    private int Drop(DropNonces step) =>
        _statements.Prepared("""
            DELETE FROM nonces WHERE message_id IN (SELECT message_id FROM nonces WHERE message_id < ?1 ORDER BY message_id LIMIT ?2)
            """)
            .Bind(1, step.OlderThan)
            .Bind(2, CleaningStep.RowsPerStep)
            .Run();

    private int Drop(DropMentions step)
    {
        var users = _statements.Prepared("""
            DELETE FROM user_mentions WHERE (user_id, message_id) IN
              (SELECT user_id, message_id FROM user_mentions WHERE message_id < ?1 ORDER BY message_id LIMIT ?2)
            """).Bind(1, step.OlderThan).Bind(2, CleaningStep.RowsPerStep).Run();
        var roles = _statements.Prepared("""
            DELETE FROM role_mentions WHERE (guild_id, role_id, message_id) IN
              (SELECT guild_id, role_id, message_id FROM role_mentions WHERE message_id < ?1 ORDER BY message_id LIMIT ?2)
            """).Bind(1, step.OlderThan).Bind(2, CleaningStep.RowsPerStep).Run();
        return Math.Max(users, roles);
    }

    /// <summary>A channel is gone: makes its messages invisible with the commit; <see cref="Housekeeping"/> removes the rows.</summary>
    private void BeginPurge(ChannelId channel)
    {
        var newest = _statements.Prepared("SELECT max(message_id) FROM messages WHERE channel_id = ?1").Bind(1, channel.Number);
        newest.Step();
        var upTo = newest.Number(0);
        newest.Reset();
        _statements.Prepared("""
            INSERT INTO purges (channel_id, up_to) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET up_to = max(up_to, excluded.up_to)
            """)
            .Bind(1, channel.Number)
            .Bind(2, upTo)
            .Run();
        _onCommit.Add(() => purged.Raise(channel.Number, upTo));
    }

    private void Purge(PurgeMessages step)
    {
        var last = _statements.Prepared("""
            SELECT max(message_id) FROM
              (SELECT message_id FROM messages WHERE channel_id = ?1 AND message_id <= ?2 ORDER BY message_id LIMIT ?3)
            """).Bind(1, step.Channel).Bind(2, step.UpTo).Bind(3, CleaningStep.RowsPerStep);
        last.Step();
        var upTo = last.IsNull(0) ? step.UpTo : last.Number(0);
        last.Reset();
        _statements.Prepared("DELETE FROM reactions WHERE channel_id = ?1 AND message_id <= ?2").Bind(1, step.Channel).Bind(2, upTo).Run();
        _statements.Prepared("DELETE FROM poll_votes WHERE channel_id = ?1 AND message_id <= ?2").Bind(1, step.Channel).Bind(2, upTo).Run();
        var messages = _statements.Prepared("DELETE FROM messages WHERE channel_id = ?1 AND message_id <= ?2")
            .Bind(1, step.Channel)
            .Bind(2, upTo)
            .Run();
        var readStates = _statements.Prepared("""
            DELETE FROM read_states WHERE (user_id, channel_id) IN (SELECT user_id, channel_id FROM read_states WHERE channel_id = ?1 LIMIT ?2)
            """).Bind(1, step.Channel).Bind(2, CleaningStep.RowsPerStep).Run();
        step.Removed = Math.Max(messages, readStates);
        if (step.Removed == CleaningStep.RowsPerStep) return;
        _statements.Prepared("DELETE FROM purges WHERE channel_id = ?1 AND up_to = ?2").Bind(1, step.Channel).Bind(2, step.UpTo).Run();
        _onCommit.Add(() => purged.Finish(step.Channel, step.UpTo));
    }
}
