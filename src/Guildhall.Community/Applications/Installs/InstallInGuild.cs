using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Applications.Installs;

/// <summary>Brings an application's commands into a guild, without its bot. Nothing happens when the guild has the application.</summary>
public sealed record InstallInGuild(
    ApplicationId Application, string Name, string Description, string? Icon, UserPayload Bot, IReadOnlyList<string> Scopes, Caller Caller)
    : IGuildCommand<Nothing>
{
    public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

    private Result<Nothing> Decide(GuildTurn turn)
    {
        var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        if (GuildInstalls.Has(turn.State, Application)) return Nothing.Value;
        if (turn.State.Documents.Of(GuildInstalls.Kind).Count >= GuildInstalls.Most) return new Failure.TooManyInstalls(GuildInstalls.Most);
        GuildInstalls.Add(turn, Application, Caller.User, Scopes);
        turn.Audit(
            AuditAction.IntegrationCreate,
            Caller,
            Application.ToString(),
            AuditChange.List(AuditChange.Of("name", null, Name), AuditChange.Of("type", null, "discord")));
        BotRoles.Come(turn, BotRoles.Integration(Application, Name, Description, Icon, Bot) with { Scopes = Scopes });
        return Nothing.Value;
    }
}
