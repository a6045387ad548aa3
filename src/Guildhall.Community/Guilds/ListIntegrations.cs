using Guildhall.Community.Applications;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Guilds;

/// <summary>GET /guilds/{guild_id}/integrations: the bots of the guild, for who may MANAGE_GUILD.</summary>
public static class ListIntegrations
{
    /// <summary>Integrations shown at most, as documented.</summary>
    private const int ShownMax = 50;

    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/integrations", Handle, RouteOptions.Per(10, 10));

    /// <summary>The applications of the guild, with their bots or with their commands alone.</summary>
    public sealed record Command(Caller Caller) : IGuildCommand<IReadOnlyList<ApplicationId>>
    {
        public ValueTask<Result<IReadOnlyList<ApplicationId>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<ApplicationId>>>(entry.Failure);
            return ValueTask.FromResult(new Result<IReadOnlyList<ApplicationId>>([.. Applications.Installs.GuildInstalls.Of(turn.State).Take(ShownMax)]));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var bots = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        if (!bots.IsOk) return bots.Failure;
        List<GuildIntegrationPayload> shown = new(bots.Value!.Count);
        foreach (var id in bots.Value)
        {
            // An application that was deleted has left its bot's user behind, and nothing to integrate.
            if (await request.House.UserRows.GetApplication(id, request.Cancel) is { } application
                && await request.House.Directory.Find(ApplicationAccess.BotOf(application), request.Cancel) is { } bot)
                shown.Add(Shown(application, bot));
        }

        return ApiAnswer.Json(shown, IntegrationJson.Default.IReadOnlyListGuildIntegrationPayload);
    }

    private static GuildIntegrationPayload Shown(ApplicationRow application, UserPayload bot) => new(
        application.Id,
        application.Name,
        new IntegrationAccountPayload(application.Id.ToString(), application.Name),
        new GuildIntegrationApplicationPayload(application.Id, application.Name, application.Description, bot) { Icon = application.Icon });
}
