using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.Presence;
using Guildhall.Community.Threads;

namespace Guildhall.Community.Passive;

/// <summary>
/// What a session is told that opens a guild after it was passive, so that it knows what one knows that has just come: the update that
/// was due, the presences and the threads that it missed. From then on it gets everything.
/// </summary>
internal static class Opening
{
    /// <summary>The events, in the order in which they are sent.</summary>
    public static IReadOnlyList<RelayEvent> For(GuildTurn turn, ConnectedSession session, ChannelView view, long since)
    {
        List<RelayEvent> missed = [];
        if (new PassiveUpdate(turn).For(view, session.Passive) is { } update) missed.Add(update);
        if (!PassiveEvents.IsCrowd(turn.State)) missed.AddRange(turn.Passive.PresencesSince(since).Where(turn.State.Members.ContainsKey).Select(user => PresenceFlow.Event(turn, user)));
        ChannelId[] places = [.. turn.Passive.ThreadsSince(since).Where(view.Contains)];
        if (places.Length > 0) missed.Add(ThreadListSync.Of(turn.State, session.User, view, places));
        return missed;
    }
}
