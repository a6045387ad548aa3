using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.AutoModeration;

/// <summary>GET /guilds/{guild_id}/auto-moderation/rules and …/{rule_id}, for those who manage the guild.</summary>
public static class ReadRules
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/auto-moderation/rules", HandleList);
        api.Get("/guilds/{guild_id}/auto-moderation/rules/{rule_id}", HandleOne);
    }

    /// <summary>All rules, or the one that is named.</summary>
    public sealed record Command(AutoModerationRuleId? Rule, Caller Caller) : IGuildCommand<IReadOnlyList<AutoModerationRule>>
    {
        public ValueTask<Result<IReadOnlyList<AutoModerationRule>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<AutoModerationRule>> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var rules = turn.State.Documents.Of(AutoModerationRule.Kind);
            if (Rule is not { } id) return new Result<IReadOnlyList<AutoModerationRule>>(rules.Values.OrderBy(rule => rule.Id.Number).ToArray());
            return rules.TryGetValue(id.Number, out var found) ? new Result<IReadOnlyList<AutoModerationRule>>([found]) : new Failure.NotFound();
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var rules = await request.House.Guilds.Ask(guild, new Command(null, request.Caller), request.Cancel);
        return ApiAnswer.Of(rules, AutoModerationJson.Default.IReadOnlyListAutoModerationRule);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var rule = request.Id<AutoModerationRuleId>("rule_id");
        if (request.Failure is { } invalid) return invalid;
        var rules = await request.House.Guilds.Ask(guild, new Command(rule, request.Caller), request.Cancel);
        return rules.IsOk ? ApiAnswer.Json(rules.Value![0], AutoModerationJson.Default.AutoModerationRule) : rules.Failure;
    }
}
