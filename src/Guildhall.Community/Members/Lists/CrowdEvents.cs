using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// Who is told of a member. While few are connected everybody is; in a crowd the bots, the member itself, and those who look at it: their
/// clients show a part of the list, and of that they are told by its updates.
/// </summary>
internal static class CrowdEvents
{
    public static bool IsCrowd(this GuildTurn turn) => turn.Sessions.Count > turn.Services.Crowd.Sessions;

    /// <summary>A member has come, gone or changed.</summary>
    public static void TellOfMember(this GuildTurn turn, UserId user, RelayEvent dispatch, bool isGone = false)
    {
        if (turn.IsCrowd()) Send(turn, dispatch, [.. Receivers(turn, user).Except(isGone ? turn.Sessions.Of(user) : []), .. turn.Looks.AtEveryMember]);
        else turn.PublishToAll(dispatch);
    }

    /// <summary>A member shows another presence.</summary>
    public static void TellOfPresence(this GuildTurn turn, UserId user, RelayEvent dispatch)
    {
        if (turn.IsCrowd()) Send(turn, dispatch, Receivers(turn, user));
        else turn.PublishToAll(dispatch);
    }

    /// <summary>True when somebody is to be told of a user's presence.</summary>
    public static bool IsWatched(this GuildTurn turn, UserId user) =>
        !turn.IsCrowd() || turn.Sessions.Bots.Count > 0 || turn.Looks.LookingAt(user).Count > 0 || turn.Sessions.Of(user).Count > 0;

    private static IEnumerable<SessionRef> Receivers(GuildTurn turn, UserId user) =>
        [.. turn.Sessions.Bots, .. turn.Sessions.Of(user), .. turn.Looks.LookingAt(user)];

    private static void Send(GuildTurn turn, RelayEvent dispatch, IEnumerable<SessionRef> receivers)
    {
        SessionRef[] sessions = [.. receivers.Distinct()];
        if (sessions.Length > 0) turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
    }
}
