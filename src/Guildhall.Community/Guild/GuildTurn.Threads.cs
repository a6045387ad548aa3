using Guildhall.Cluster.Relay;
using Guildhall.Community.Passive;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>What a turn does to threads.</summary>
public sealed partial class GuildTurn
{
    /// <summary>Adds or replaces a user's membership of a thread.</summary>
    public void Put(GuildThread thread, ThreadMemberRow member)
    {
        _isVisible = true;
        thread.Members[member.User] = member;
        Row(new PutThreadMember(GuildId, thread.Id, member));
        Recount(thread);
    }

    /// <summary>Takes a user out of a thread.</summary>
    public void RemoveThreadMember(GuildThread thread, UserId user)
    {
        _isVisible = true;
        thread.Members.Remove(user);
        Row(new DeleteThreadMember(GuildId, thread.Id, user));
        Recount(thread);
    }

    /// <summary>Keeps what a message, or its deletion, changes of its thread.</summary>
    public void CountMessages(GuildThread thread, MessageId? last, int messages, int total)
    {
        thread.Channel = thread.Channel with { LastMessageId = last, MessageCount = messages, TotalMessageSent = total };
        Row(new CountThreadMessages(thread.Id, last, messages, total));
    }

    /// <summary>An event for those who may view a thread, and the same event in another form for one user among them.</summary>
    internal void PublishToThread(GuildThread thread, RelayEvent dispatch, UserId except = default)
    {
        if (thread.IsPrivate)
        {
            var sessions = Sessions.OfPrivateThread(State, thread, except, withPassive: !PassiveEvents.IsWithheld(dispatch.Name, State));
            Effect(cancel => Services.Relay.Send(sessions, dispatch, cancel));
        }
        else if (except == default)
        {
            Publish(AudienceId.Viewers(thread.Parent), dispatch);
        }
        else
        {
            Effect(cancel => Services.Relay.PublishExcept(AudienceId.Viewers(thread.Parent), except, dispatch, cancel));
        }

        TellPassive(thread, dispatch, except);
    }

    private void PutThread(ChannelPayload channel)
    {
        channel = channel with { Member = null, NewlyCreated = null };
        if (State.Threads.TryGetValue(channel.Id, out var thread)) thread.Channel = channel;
        else State.Threads[channel.Id] = new GuildThread(new ThreadRow(channel, []));
        Row(new PutThread(GuildId, channel));
    }

    private void RemoveThread(ChannelPayload thread)
    {
        State.Threads.Remove(thread.Id);
        Logs.Forget(thread.Id);
        ClearAlarm(Threads.ThreadArchiving.Inactive, thread.Id.Number);
        Row(new DeleteThread(GuildId, thread.Id));
    }

    private void RemoveThreadsOf(ChannelPayload parent)
    {
        foreach (var thread in State.Threads.Values.Where(thread => thread.Parent == parent.Id).ToArray())
        {
            State.Threads.Remove(thread.Id);
            Logs.Forget(thread.Id);
            ClearAlarm(Threads.ThreadArchiving.Inactive, thread.Id.Number);
        }

        Row(new DeleteThreadsOf(GuildId, parent.Id));
    }

    private static void Recount(GuildThread thread) =>
        thread.Channel = thread.Channel with { MemberCount = Math.Min(thread.Members.Count, Limits.ThreadMemberCountShown) };
}
