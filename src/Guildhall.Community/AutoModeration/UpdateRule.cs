using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.AutoModeration;

/// <summary>PATCH /guilds/{guild_id}/auto-moderation/rules/{rule_id}: everything about a rule but its trigger.</summary>
public static class UpdateRule
{
    public static void Map(ApiRoutes api) => api.Patch("/guilds/{guild_id}/auto-moderation/rules/{rule_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(AutoModerationRuleId Rule, RuleFields Fields, Caller Caller) : IGuildCommand<AutoModerationRule>
    {
        public ValueTask<Result<AutoModerationRule>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<AutoModerationRule> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Documents.Find(AutoModerationRule.Kind, Rule.Number) is not { } before) return new Failure.NotFound();
            if (Fields.TriggerType.IsPresent && Fields.TriggerType.Value != (int)before.TriggerType)
                return new Failure.InvalidForm([new FieldError("trigger_type", "AUTO_MODERATION_INVALID_TRIGGER_TYPE", "The trigger of a rule cannot be changed.")]);
            var after = before with
            {
                Name = Fields.Name.Or(before.Name),
                EventType = Fields.EventType.IsPresent ? (RuleEvent)Fields.EventType.Value : before.EventType,
                TriggerMetadata = Fields.MetadataFor(before.TriggerType, before.TriggerMetadata),
                Actions = Fields.Actions.Or(before.Actions),
                Enabled = Fields.Enabled.Or(before.Enabled),
                ExemptRoles = Fields.ExemptRoles.Or(before.ExemptRoles),
                ExemptChannels = Fields.ExemptChannels.Or(before.ExemptChannels),
            };
            if (RuleChecks.Refuse(entry.Value!, after) is { } refused) return refused;
            RuleChanges.Updated(turn, Caller, before, after);
            return after;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var rule = request.Id<AutoModerationRuleId>("rule_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        if (request.Failure is { } badPath) return badPath;
        var allowed = await request.House.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.ManageGuild, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var fields = RuleFields.Read(form.Value!);
        if (form.Value!.Failure is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Command(rule, fields, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, AutoModerationJson.Default.AutoModerationRule);
    }
}
