using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Threads;

/// <summary>Coming into a thread and leaving it: the row, the fact and the events.</summary>
internal static class ThreadMembership
{
    /// <summary>Null when there is room for one more member.</summary>
    public static Failure? Refuse(GuildThread thread) =>
        thread.Members.Count >= Limits.MembersPerThread ? new Failure.TooManyThreadMembers(Limits.MembersPerThread) : null;

    /// <summary>Makes a guild's member one of the thread; nothing when it is already.</summary>
    public static void Add(GuildTurn turn, GuildThread thread, UserId user)
    {
        if (thread.Members.ContainsKey(user)) return;
        var isNew = thread.IsPrivate && turn.State.Members.TryGetValue(user, out var member) && !turn.State.MayView(thread.Channel, member);
        var row = new ThreadMemberRow(user, turn.Now);
        turn.Put(thread, row);
        turn.Log("THREAD_MEMBER_ADD", LogFacts.Channel(thread.Id));
        ThreadEvents.Added(turn, thread, row, isNew);
    }

    public static void Remove(GuildTurn turn, GuildThread thread, UserId user)
    {
        turn.RemoveThreadMember(thread, user);
        turn.Log("THREAD_MEMBER_REMOVE", LogFacts.Channel(thread.Id));
        ThreadEvents.Removed(turn, thread, user);
    }

    /// <summary>Takes somebody who leaves the guild out of its threads in memory; the store does the same for all of them by itself.</summary>
    public static void LeaveAll(GuildTurn turn, UserId user)
    {
        foreach (var thread in turn.State.Threads.Values.Where(thread => thread.Members.ContainsKey(user)).ToArray()) Remove(turn, thread, user);
    }
}
