using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>Which active threads somebody sees, and THREAD_LIST_SYNC for those whose sight of them changes with their view of the channels.</summary>
internal static class ThreadListSync
{
    public static bool IsSeen(GuildThread thread, UserId user, ChannelView view) =>
        view.Contains(thread.Parent) && (!thread.IsPrivate || thread.Members.ContainsKey(user) || view.Manages(thread.Parent));

    /// <summary>The event for a user whose view has changed; null when no thread comes or goes by it. (CHANNEL_DELETE takes a channel's threads along.)</summary>
    public static RelayEvent? For(GuildState state, UserId user, ChannelView before, ChannelView after, IReadOnlyList<ChannelId> gained)
    {
        if (state.Threads.Count == 0) return null;
        HashSet<ChannelId> places = [.. gained];
        foreach (var thread in state.ActiveThreads)
        {
            if (thread.IsPrivate && before.Contains(thread.Parent) && before.Manages(thread.Parent) != after.Manages(thread.Parent)) places.Add(thread.Parent);
        }

        var seen = state.ActiveThreads.Where(thread => places.Contains(thread.Parent) && IsSeen(thread, user, after)).ToArray();
        places.RemoveWhere(place => !after.Contains(place) || (gained.Contains(place) && seen.All(thread => thread.Parent != place)));
        if (places.Count == 0) return null;
        return Encoded(state, user, [.. places], seen);
    }

    /// <summary>The event with the threads of some channels as they are now.</summary>
    public static RelayEvent Of(GuildState state, UserId user, ChannelView view, IReadOnlyList<ChannelId> places) => Encoded(
        state, user, places, [.. state.ActiveThreads.Where(thread => places.Contains(thread.Parent) && IsSeen(thread, user, view))]);

    private static RelayEvent Encoded(GuildState state, UserId user, IReadOnlyList<ChannelId> places, GuildThread[] seen)
    {
        var payload = new ThreadListPayload(state.Id, places, [.. seen.Select(thread => thread.Channel)], Memberships(seen, user));
        return GuildTurn.Encoded(DispatchCatalogue.ThreadListSync, payload, ThreadJson.Default.ThreadListPayload);
    }

    /// <summary>A user's memberships among some threads.</summary>
    public static IReadOnlyList<ThreadMemberPayload> Memberships(IEnumerable<GuildThread> threads, UserId user) =>
    [
        .. threads
            .Where(thread => thread.Members.ContainsKey(user))
            .Select(thread => thread.Shown(thread.Members[user], isOwn: true)),
    ];
}
