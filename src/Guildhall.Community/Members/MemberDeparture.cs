using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>What every departure does, whether by leaving, kick, ban or the end of a temporary stay.</summary>
internal static class MemberDeparture
{
    /// <summary>Takes the member out and tells the others; the member's own sessions get GUILD_DELETE, its user's actor hears of it.</summary>
    public static void Apply(GuildTurn turn, MemberRow member)
    {
        var user = turn.State.Users.GetValueOrDefault(member.User) ?? GuildState.DeletedUser(member.User);
        Threads.ThreadMembership.LeaveAll(turn, member.User);
        VoiceStates.VoiceMoves.Leave(turn, member.User);
        turn.Remove(member);
        LeaversTimeouts.Left(turn, member.User, member.TimedOutUntil);
        turn.Log("GUILD_MEMBER_REMOVE", LogFacts.User(member.User));
        MemberEvents.Removed(turn, user);
        Screening.JoinRequests.Left(turn, member.User);
        Boosts.BoostChanges.Left(turn, member.User);
        if (user.Bot) Applications.BotRoles.Gone(turn, user.Id);
        turn.TellUserActor(member.User, new User.GuildLeft(turn.GuildId));
    }
}
