using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Moderation;
using Guildhall.Community.Roles;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Applications;

/// <summary>
/// Takes a bot into a guild, with a role of its own that holds what it was given: at most what the person who adds it holds.
/// A bot that is here already gets its role's permissions changed, if that role is below the person's own.
/// </summary>
public sealed record AddBot(
    ApplicationId Application, string Name, string Description, string? Icon, UserPayload Bot, Permissions Wanted, RoleId Role, IReadOnlyList<string> Scopes, Caller Caller)
    : IGuildCommand<Nothing>
{
    public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

    private Result<Nothing> Decide(GuildTurn turn)
    {
        var guild = turn.State;
        var entry = guild.Enter(Caller, Permissions.ManageGuild, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        var granted = Wanted & entry.Value!.Held;
        var isHere = guild.Members.TryGetValue(Bot.Id, out var member);
        if (!isHere && MemberArrival.Refuse(guild, Bot.Id) is { } refused) return refused;
        var existing = BotRoles.Of(guild, Bot.Id);
        if (existing is null && granted != Permissions.None && guild.Roles.Count >= Limits.RolesPerGuild) return new Failure.TooManyRoles(Limits.RolesPerGuild);

        if (existing is not null)
        {
            if (existing.Permissions != granted && entry.Value.IsAbove(existing)) RoleEvents.PutUpdated(turn, existing with { Permissions = granted });
        }
        else if (granted != Permissions.None)
        {
            RoleEvents.PutCreated(turn, BotRoles.New(Role, Name, Bot.Id, granted));
        }

        Installs.GuildInstalls.Add(turn, Application, Caller.User, Scopes);
        var role = existing?.Id ?? (granted == Permissions.None ? default(RoleId?) : Role);
        if (isHere)
        {
            if (role is not { } missing || member!.Roles.Contains(missing)) return Nothing.Value;
            turn.Put(member with { Roles = [.. member.Roles, missing] });
            MemberEvents.Updated(turn, guild.Members[Bot.Id]);
            return Nothing.Value;
        }

        MemberArrival.Apply(turn, Bot, new MemberRow { User = Bot.Id, JoinedAt = turn.Now, Roles = role is { } own ? [own] : [] });
        turn.Audit(AuditAction.BotAdd, Caller, Bot.Id.ToString());
        turn.Audit(
            AuditAction.IntegrationCreate,
            Caller,
            Application.ToString(),
            AuditChange.List(AuditChange.Of("name", null, Name), AuditChange.Of("type", null, "discord")));
        BotRoles.Come(turn, BotRoles.Integration(Application, Name, Description, Icon, Bot));
        return Nothing.Value;
    }
}
