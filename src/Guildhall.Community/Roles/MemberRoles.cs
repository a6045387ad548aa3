using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Roles;

/// <summary>Which roles a member may be given and relieved of, and what follows.</summary>
internal static class MemberRoles
{
    /// <summary>The member's roles as they would be. Every role that comes or goes is known, not managed, and below the caller's highest.</summary>
    public static Result<RoleId[]> Decide(ActingMember acting, MemberRow member, IReadOnlyList<RoleId> wanted)
    {
        var guild = acting.Guild;
        var after = wanted.Distinct().Where(role => role != guild.EveryoneRole).ToArray();
        foreach (var id in after.Except(member.Roles).Concat(member.Roles.Except(after)))
        {
            if (!guild.Roles.TryGetValue(id, out var role))
            {
                if (member.Roles.Contains(id)) continue;
                return new Failure.UnknownRole();
            }

            if (role.Managed) return new Failure.InvalidRole();
            // Who meets the rules of a role takes it; nobody gives it.
            if (role.Tags?.GuildConnections is true && !member.Roles.Contains(id)) return new Failure.InvalidRole();
            if (!acting.IsAbove(role)) return new Failure.MissingPermissions();
        }

        return after;
    }

    /// <summary>Gives the member these roles. A guest with a role may stay.</summary>
    public static void Apply(GuildTurn turn, Caller caller, MemberRow member, IReadOnlyList<RoleId> roles)
    {
        if (Differs(member, roles) is false) return;
        var after = member with { Roles = roles, Temporary = member.Temporary && roles.Count == 0 };
        turn.Put(after);
        turn.Log("GUILD_MEMBER_UPDATE", LogFacts.User(member.User));
        MemberEvents.Updated(turn, after);
        Audit(turn, caller, member, roles);
    }

    public static bool Differs(MemberRow member, IReadOnlyList<RoleId> roles) => !member.Roles.ToHashSet().SetEquals(roles);

    /// <summary>The audit log entry of a change of roles.</summary>
    public static void Audit(GuildTurn turn, Caller caller, MemberRow before, IReadOnlyList<RoleId> roles)
    {
        var given = Named(turn.State, roles.Except(before.Roles));
        var taken = Named(turn.State, before.Roles.Except(roles));
        turn.Audit(AuditAction.MemberRoleUpdate, caller, before.User.ToString(), AuditChange.List(
            given.Count == 0 ? null : AuditChange.Of("$add", null, given),
            taken.Count == 0 ? null : AuditChange.Of("$remove", null, taken)));
    }

    private static IReadOnlyList<AuditRole> Named(GuildState guild, IEnumerable<RoleId> roles) =>
        [.. roles.Select(role => new AuditRole(role, guild.Roles.GetValueOrDefault(role)?.Name ?? ""))];
}
