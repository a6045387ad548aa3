using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.Members.Lists;
using Guildhall.Protocol;

namespace Guildhall.Community.Presence;

/// <summary>
/// How presences leave a guild: at once while few are connected; in a crowd, and while the node is late, collected, the latest of each user, and told in
/// portions every second, in a crowd to those who look and to bots, so that ten thousand arrivals do not become a hundred million deliveries.
/// </summary>
internal sealed class PresenceFlow
{
    /// <summary>Deliveries of presences that a crowded guild makes in one flush.</summary>
    public const int DeliveriesPerFlush = 50_000;

    /// <summary>Users whose presence is told in one flush.</summary>
    public const int UsersPerFlush = 5_000;

    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1);
    private readonly Dictionary<UserId, bool> _waiting = [];
    private bool _isFlushDue;

    public void Changed(GuildTurn turn, UserId user)
    {
        if (!turn.IsCrowd() && _waiting.Count == 0 && turn.Services.Load is not { IsPressed: true })
        {
            Tell(turn, user);
            return;
        }

        if (!turn.IsWatched(user)) return;
        _waiting[user] = true;
        Schedule(turn);
    }

    public void Flush(GuildTurn turn)
    {
        _isFlushDue = false;
        if (turn.Services.Load is { IsPressed: true })
        {
            // Who is online can wait; what people say cannot.
            Schedule(turn);
            return;
        }

        var receivers = turn.IsCrowd() ? turn.Sessions.Bots.Count + 1 : turn.Sessions.Count;
        var portion = Math.Clamp(DeliveriesPerFlush / Math.Max(1, receivers), 1, UsersPerFlush);
        foreach (var user in _waiting.Keys.Take(portion).ToArray())
        {
            _waiting.Remove(user);
            Tell(turn, user);
        }

        if (_waiting.Count > 0) Schedule(turn);
        else _waiting.TrimExcess();
    }

    private void Schedule(GuildTurn turn)
    {
        if (_isFlushDue) return;
        _isFlushDue = true;
        turn.TellSelfAfter(FlushEvery, new FlushPresences());
    }

    private static void Tell(GuildTurn turn, UserId user)
    {
        if (!turn.State.Members.ContainsKey(user)) return;
        // In a crowd nobody is told of everybody, so there is nothing to catch up with.
        if (!turn.IsCrowd()) turn.Passive.PresenceMoved(turn, user);
        turn.TellOfPresence(user, Event(turn, user));
    }

    /// <summary>PRESENCE_UPDATE of a member as it is now.</summary>
    public static RelayEvent Event(GuildTurn turn, UserId user)
    {
        var presence = turn.State.Presences.GetValueOrDefault(user) ?? new PresencePayload { User = new PresenceUserPayload(user) };
        var dispatch = GuildTurn.Encoded(
            DispatchCatalogue.PresenceUpdate, presence with { GuildId = turn.GuildId }, PayloadJson.Default.PresencePayload);
        return dispatch with { MayBeDropped = true };
    }
}
