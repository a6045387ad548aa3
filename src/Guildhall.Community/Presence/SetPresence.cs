using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.User;

namespace Guildhall.Community.Presence;

/// <summary>Gateway op 3: a session changes what it shows.</summary>
public sealed record SetPresence(SessionRef Session, string Status, IReadOnlyList<JsonElement> Activities) : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        var index = turn.State.Sessions.FindIndex(open => open.Session.Session == Session);
        if (index < 0) return ValueTask.CompletedTask;
        turn.State.Sessions[index] = turn.State.Sessions[index] with { Status = Status, Activities = Activities };
        UserPresence.Announce(turn);
        return ValueTask.CompletedTask;
    }
}
