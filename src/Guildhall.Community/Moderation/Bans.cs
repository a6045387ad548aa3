using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Moderation;

/// <summary>The rules of bans and what each does.</summary>
internal static class Bans
{
    /// <summary>Null when the caller may ban the user: a stranger, or a member below the caller.</summary>
    public static Failure? Refuse(ActingMember acting, UserId target)
    {
        if (target == acting.Member.User || target == acting.Guild.Guild.OwnerId) return new Failure.MissingPermissions();
        if (acting.Guild.Members.TryGetValue(target, out var member))
            return acting.IsAbove(member) ? null : new Failure.MissingPermissions();
        return acting.Guild.Bans.Count >= Limits.BansPerGuild ? new Failure.TooManyBans(Limits.BansPerGuild) : null;
    }

    /// <summary>Bans the user; a member leaves. Nothing happens to one who is banned already.</summary>
    public static void Apply(GuildTurn turn, Caller caller, UserPayload target)
    {
        if (turn.State.Bans.ContainsKey(target.Id)) return;
        if (turn.State.Members.TryGetValue(target.Id, out var member)) MemberDeparture.Apply(turn, member);
        turn.State.Users[target.Id] = target;
        turn.Put(new BanRow(target.Id, caller.Reason));
        turn.Log("GUILD_BAN_ADD", LogFacts.User(target.Id));
        turn.TellHolders(
            Permissions.BanMembers | Permissions.ViewAuditLog,
            null,
            DispatchCatalogue.GuildBanAdd,
            new BanEventPayload(turn.GuildId, target),
            MemberJson.Default.BanEventPayload);
        turn.Audit(AuditAction.MemberBanAdd, caller, target.Id.ToString());
    }

    /// <summary>A ban as the wire shows it.</summary>
    public static BanPayload Shown(GuildState guild, BanRow ban) =>
        new(guild.Users.GetValueOrDefault(ban.User) ?? GuildState.DeletedUser(ban.User)) { Reason = ban.Reason };
}
