using Guildhall.Community.Guild;
using Guildhall.Community.Members.Lists;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>The events of members: GUILD_MEMBER_ADD, GUILD_MEMBER_UPDATE (always also to the member itself), GUILD_MEMBER_REMOVE.</summary>
internal static class MemberEvents
{
    public static void Added(GuildTurn turn, MemberRow member)
    {
        var shown = turn.State.Shown(member) with { GuildId = turn.GuildId };
        turn.TellOfMember(member.User, GuildTurn.Encoded(DispatchCatalogue.GuildMemberAdd, shown, PayloadJson.Default.MemberPayload));
    }

    public static void Updated(GuildTurn turn, MemberRow member)
    {
        var shown = turn.State.Shown(member) with { GuildId = turn.GuildId };
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.GuildMemberUpdate, shown, PayloadJson.Default.MemberPayload);
        turn.TellOfMember(member.User, dispatch with { Self = member.User });
    }

    public static void Removed(GuildTurn turn, UserPayload user) => turn.TellOfMember(
        user.Id,
        GuildTurn.Encoded(DispatchCatalogue.GuildMemberRemove, new MemberRemovedPayload(turn.GuildId, user), MemberJson.Default.MemberRemovedPayload),
        isGone: true);
}
