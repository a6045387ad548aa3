using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>The events of members: GUILD_MEMBER_ADD, GUILD_MEMBER_UPDATE (always also to the member itself), GUILD_MEMBER_REMOVE.</summary>
internal static class MemberEvents
{
    public static void Added(GuildTurn turn, MemberRow member) =>
        turn.Tell(DispatchCatalogue.GuildMemberAdd, turn.State.Shown(member) with { GuildId = turn.GuildId }, PayloadJson.Default.MemberPayload);

    public static void Updated(GuildTurn turn, MemberRow member)
    {
        var shown = turn.State.Shown(member) with { GuildId = turn.GuildId };
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.GuildMemberUpdate, shown, PayloadJson.Default.MemberPayload);
        turn.PublishToAll(dispatch with { Self = member.User });
    }

    public static void Removed(GuildTurn turn, UserPayload user) =>
        turn.Tell(DispatchCatalogue.GuildMemberRemove, new MemberRemovedPayload(turn.GuildId, user), MemberJson.Default.MemberRemovedPayload);
}
