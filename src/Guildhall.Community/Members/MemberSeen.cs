using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Members;

/// <summary>Notes once a day that a person was here: a prune asks who was not.</summary>
internal static class MemberSeen
{
    public static void Note(GuildTurn turn, ConnectedSession session)
    {
        if (session.IsBot || !turn.State.Members.TryGetValue(session.User, out var member)) return;
        var today = DateOnly.FromDateTime(turn.Now.UtcDateTime);
        if (member.LastSeenOn != today) turn.Note(member with { LastSeenOn = today });
    }
}
