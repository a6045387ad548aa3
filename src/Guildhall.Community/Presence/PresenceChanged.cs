using Guildhall.Cluster.Memory;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Presence;

/// <summary>A user's status or activities have changed, as the user's actor tells every guild. Offline ones are forgotten.</summary>
public sealed record PresenceChanged(UserId User, PresencePayload Presence) : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        if (!turn.State.Members.ContainsKey(User)) return ValueTask.CompletedTask;
        var before = turn.State.Presences.GetValueOrDefault(User);
        if (Presence.Status == "offline")
        {
            if (before is null) return ValueTask.CompletedTask;
            turn.State.Presences.Remove(User);
        }
        else
        {
            turn.State.Presences.Put(User, Presence);
        }

        turn.Welcome.PresencesChanged();
        turn.Lists.MemberChanged(turn.State, User);
        turn.PresenceFlow.Changed(turn, User);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Time to tell the presences that a crowded guild has collected.</summary>
public sealed record FlushPresences : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        turn.PresenceFlow.Flush(turn);
        return ValueTask.CompletedTask;
    }
}
