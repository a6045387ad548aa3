using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.User;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>What every arrival does, whether by invite or (for bots) by authorisation.</summary>
internal static class MemberArrival
{
    /// <summary>Null when the user may come in, else why not. Members who are here already are not asked.</summary>
    public static Failure? Refuse(GuildState guild, UserId user)
    {
        if (guild.Bans.ContainsKey(user)) return new Failure.UserBannedFromGuild();
        return guild.Members.Count >= Limits.MembersPerGuild ? new Failure.TooManyMembers(Limits.MembersPerGuild) : null;
    }

    /// <summary>Takes the member in and tells the others; the user's actor hears of it and connects its sessions.</summary>
    public static void Apply(GuildTurn turn, UserPayload user, MemberRow member)
    {
        turn.State.Users[user.Id] = user;
        if (LeaversTimeouts.Returned(turn, user.Id) is { } until) member = member with { TimedOutUntil = until };
        turn.Put(member);
        turn.Log("GUILD_MEMBER_ADD", LogFacts.User(user.Id));
        MemberEvents.Added(turn, member);
        SystemMessages.Join(turn, member);
        AutoModeration.ProfileCheck.After(turn, user.Id);
        turn.TellUserActor(user.Id, new GuildJoined(turn.GuildId));
    }
}
