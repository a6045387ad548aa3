using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Presence;

/// <summary>
/// How presences leave a guild: at once while few are connected; in a crowd, and while the node is late, collected, the latest of each user, and told in
/// portions every second, so that ten thousand arrivals do not become a hundred million deliveries.
/// </summary>
internal sealed class PresenceFlow
{
    /// <summary>Connected sessions up to which every change is told at once.</summary>
    public const int CrowdFrom = 500;

    /// <summary>Deliveries of presences that a crowded guild makes in one flush.</summary>
    public const int DeliveriesPerFlush = 50_000;

    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1);
    private readonly Dictionary<UserId, bool> _waiting = [];
    private bool _isFlushDue;

    public void Changed(GuildTurn turn, UserId user)
    {
        if (turn.Sessions.Count <= CrowdFrom && _waiting.Count == 0 && turn.Services.Load is not { IsPressed: true })
        {
            Tell(turn, user);
            return;
        }

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

        var portion = Math.Max(1, DeliveriesPerFlush / Math.Max(1, turn.Sessions.Count));
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
        turn.Passive.PresenceMoved(turn, user);
        turn.PublishToAll(Event(turn, user));
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
