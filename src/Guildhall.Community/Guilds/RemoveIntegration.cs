using Guildhall.Community.Applications;
using Guildhall.Community.Applications.Installs;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Guilds;

/// <summary>DELETE /guilds/{guild_id}/integrations/{integration_id}: the bot leaves with everything it brought.</summary>
public static class RemoveIntegration
{
    public static void Map(ApiRoutes api) => api.Delete("/guilds/{guild_id}/integrations/{integration_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(UserId Bot, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Members.ContainsKey(Bot) && turn.State.Documents.Find(GuildInstalls.Kind, Bot.Number) is not null)
            {
                // Commands that came without their bot: nobody leaves.
                BotRoles.Gone(turn, Bot);
                turn.Audit(AuditAction.IntegrationDelete, Caller, Bot.ToString());
                return Nothing.Value;
            }

            if (!turn.State.Members.TryGetValue(Bot, out var member) || turn.State.Users.GetValueOrDefault(Bot)?.Bot != true)
                return new Failure.UnknownIntegration();
            if (!entry.Value!.IsAbove(member)) return new Failure.MissingPermissions();
            MemberDeparture.Apply(turn, member);
            turn.Audit(AuditAction.IntegrationDelete, Caller, Bot.ToString());
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var integration = request.Id<ApplicationId>("integration_id");
        if (request.Failure is { } invalid) return invalid;
        var command = new Command(new UserId(integration.Value), request.Caller);
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel));
    }
}
