using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Threads;

/// <summary>The events of threads, each to those who may see it.</summary>
internal static class ThreadEvents
{
    /// <summary>THREAD_CREATE of a thread that began this moment; its owner's own carries the membership.</summary>
    public static void Created(GuildTurn turn, GuildThread thread, UserId owner)
    {
        var seen = thread.Channel with { NewlyCreated = true };
        turn.PublishToThread(thread, GuildTurn.Encoded(DispatchCatalogue.ThreadCreate, seen, PayloadJson.Default.ChannelPayload), except: owner);
        turn.TellUser(owner, DispatchCatalogue.ThreadCreate, thread.ShownTo(owner) with { NewlyCreated = true }, PayloadJson.Default.ChannelPayload);
    }

    /// <summary>THREAD_UPDATE with everything the thread is now, after it was stored.</summary>
    public static void PutUpdated(GuildTurn turn, GuildThread thread, ChannelPayload after)
    {
        turn.Put(after);
        turn.Log("THREAD_UPDATE", LogFacts.Channel(thread.Id));
        turn.TellViewers(thread.Id, DispatchCatalogue.ThreadUpdate, thread.Channel, PayloadJson.Default.ChannelPayload);
    }

    /// <summary>THREAD_DELETE, told before the thread is taken away: afterwards nobody knows who saw it.</summary>
    public static void Deleted(GuildTurn turn, GuildThread thread) =>
        turn.TellViewers(thread.Id, DispatchCatalogue.ThreadDelete, Gone(turn, thread), ThreadJson.Default.ThreadDeletedPayload);

    /// <summary>
    /// Somebody is a member now: the others hear of it by GUILD_MEMBERS, the new member in any case, with the thread in front when it
    /// did not know of it.
    /// </summary>
    public static void Added(GuildTurn turn, GuildThread thread, ThreadMemberRow member, bool isNewToMember)
    {
        if (isNewToMember) turn.TellUser(member.User, DispatchCatalogue.ThreadCreate, thread.ShownTo(member.User), PayloadJson.Default.ChannelPayload);
        var added = new ThreadMemberAddedPayload
        {
            Id = thread.Id,
            UserId = member.User,
            JoinTimestamp = member.JoinedAt,
            Member = turn.State.ShownMember(member.User),
            Presence = turn.State.Presences.GetValueOrDefault(member.User),
        };
        Publish(turn, thread, member.User, Changed(turn, thread) with { AddedMembers = [added] });
    }

    /// <summary>Somebody is no member any more; who thereby loses sight of a private thread is told that it is gone.</summary>
    public static void Removed(GuildTurn turn, GuildThread thread, UserId user)
    {
        var payload = Changed(turn, thread) with { RemovedMemberIds = [user] };
        Publish(turn, thread, user, payload);
        if (!thread.IsPrivate || !turn.State.Members.TryGetValue(user, out var member)) return;
        if (turn.State.MayView(thread.Channel, member)) return;
        turn.TellUser(user, DispatchCatalogue.ThreadMembersUpdate, payload, ThreadJson.Default.ThreadMembersPayload);
        turn.TellUser(user, DispatchCatalogue.ThreadDelete, Gone(turn, thread), ThreadJson.Default.ThreadDeletedPayload);
    }

    private static ThreadMembersPayload Changed(GuildTurn turn, GuildThread thread) => new(thread.Id, turn.GuildId, thread.Channel.MemberCount ?? 0);

    private static void Publish(GuildTurn turn, GuildThread thread, UserId about, ThreadMembersPayload payload)
    {
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.ThreadMembersUpdate, payload, ThreadJson.Default.ThreadMembersPayload);
        turn.PublishToThread(thread, dispatch with { AnyOf = Intents.GuildMembers, Self = about });
    }

    private static ThreadDeletedPayload Gone(GuildTurn turn, GuildThread thread) => new(thread.Id, turn.GuildId, thread.Parent, thread.Channel.Type);
}
