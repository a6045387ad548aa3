using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Applications;

/// <summary>GET /guilds/{guild_id}/integrations: the bots of a guild. DELETE …/{integration_id}: one of them leaves, with its role.</summary>
public static class Integrations
{
    /// <summary>Bots listed.</summary>
    public const int ListedMax = 50;

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/integrations", List);
        api.Delete("/guilds/{guild_id}/integrations/{integration_id}", Delete);
    }

    /// <summary>The bots of the guild, the oldest first.</summary>
    public sealed record AskBots(Caller Caller) : IGuildCommand<BotList>
    {
        public ValueTask<Result<BotList>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<BotList>>(entry.Failure);
            var bots = turn.State.Users.Values
                .Where(user => user.Bot && turn.State.Members.ContainsKey(user.Id))
                .OrderBy(user => user.Id.Number)
                .Take(ListedMax);
            return ValueTask.FromResult<Result<BotList>>(new BotList([.. bots]));
        }
    }

    public sealed record BotList(IReadOnlyList<UserPayload> Bots);

    public sealed record DeleteCommand(UserId Bot, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Members.TryGetValue(Bot, out var member) || !turn.State.Users[Bot].Bot) return new Failure.UnknownIntegration();
            if (!entry.Value!.IsAbove(member)) return new Failure.MissingPermissions();
            MemberDeparture.Apply(turn, member);
            turn.Audit(AuditAction.IntegrationDelete, Caller, Bot.ToString());
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> List(ApiRequest request)
    {
        var house = request.House;
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await house.Guilds.Ask(guild, new AskBots(request.Caller), request.Cancel);
        if (!found.IsOk) return found.Failure;
        List<IntegrationPayload> shown = [];
        foreach (var bot in found.Value!.Bots)
        {
            if (await house.UserRows.GetApplication(new ApplicationId(bot.Id.Value), request.Cancel) is { } application)
                shown.Add(BotRoles.Integration(application.Id, application.Name, application.Description, application.Icon, bot));
        }

        return ApiAnswer.Json<IReadOnlyList<IntegrationPayload>>(shown, ApplicationJson.Default.IReadOnlyListIntegrationPayload);
    }

    private static async ValueTask<ApiAnswer> Delete(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var bot = request.Id<UserId>("integration_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new DeleteCommand(bot, request.Caller), request.Cancel));
    }
}
