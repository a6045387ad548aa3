using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.AutoModeration;

/// <summary>DELETE /guilds/{guild_id}/auto-moderation/rules/{rule_id}</summary>
public static class DeleteRule
{
    public static void Map(ApiRoutes api) => api.Delete("/guilds/{guild_id}/auto-moderation/rules/{rule_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(AutoModerationRuleId Rule, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Documents.Find(AutoModerationRule.Kind, Rule.Number) is not { } rule) return new Failure.NotFound();
            RuleChanges.Deleted(turn, Caller, rule);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var rule = request.Id<AutoModerationRuleId>("rule_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(rule, request.Caller), request.Cancel));
    }
}
