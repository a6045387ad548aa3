using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Community.Roles;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>What every change of a member does, by a moderator or by the member itself.</summary>
internal static class MemberChanges
{
    /// <summary>A nickname that may be absent; an empty one counts as none.</summary>
    public static Optional<string?> ReadNick(Form form)
    {
        var nick = form.NullableText("nick", 0, Limits.NicknameMax);
        return nick is { IsPresent: true, Value: "" } ? new Optional<string?>(true, null) : nick;
    }

    /// <summary>One's own name by CHANGE_NICKNAME, others' below oneself by MANAGE_NICKNAMES.</summary>
    public static bool MayRename(ActingMember acting, MemberRow target) =>
        acting.Member.User == target.User
            ? acting.Has(Permissions.ChangeNickname) || acting.Has(Permissions.ManageNicknames)
            : acting.Has(Permissions.ManageNicknames) && acting.IsAbove(target);

    /// <summary>Stores the member, tells GUILD_MEMBER_UPDATE and writes the audit log; nothing when nothing has changed.</summary>
    public static void Apply(GuildTurn turn, Caller caller, MemberRow before, MemberRow after)
    {
        if (before == after) return;
        turn.Put(after);
        turn.Log("GUILD_MEMBER_UPDATE", LogFacts.User(after.User));
        MemberEvents.Updated(turn, after);
        if (before.Nick != after.Nick || before.Bio != after.Bio) AutoModeration.ProfileCheck.After(turn, after.User);
        var changes = AuditChange.List(
            AuditChange.Of("nick", before.Nick, after.Nick),
            AuditChange.Of<bool?>("mute", before.Mute, after.Mute),
            AuditChange.Of<bool?>("deaf", before.Deaf, after.Deaf),
            AuditChange.Of<object>("communication_disabled_until", before.TimedOutUntil, after.TimedOutUntil));
        if (changes.Count > 0) turn.Audit(AuditAction.MemberUpdate, caller, after.User.ToString(), changes);
        if (MemberRoles.Differs(before, after.Roles)) MemberRoles.Audit(turn, caller, before, after.Roles);
    }
}
