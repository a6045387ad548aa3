using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.AutoModeration;

/// <summary>POST /guilds/{guild_id}/auto-moderation/rules: a new rule, for those who manage the guild; so many of each trigger.</summary>
public static class CreateRule
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/auto-moderation/rules", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(RuleFields Fields, Caller Caller) : IGuildCommand<AutoModerationRule>
    {
        public ValueTask<Result<AutoModerationRule>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<AutoModerationRule> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var trigger = (TriggerType)Fields.TriggerType.Value;
            var rule = new AutoModerationRule
            {
                Id = new AutoModerationRuleId(turn.NextId()),
                GuildId = turn.GuildId,
                Name = Fields.Name.Value,
                CreatorId = Caller.User,
                EventType = (RuleEvent)Fields.EventType.Value,
                TriggerType = trigger,
                TriggerMetadata = Fields.MetadataFor(trigger, null),
                Actions = Fields.Actions.Or([RuleChecks.Default(trigger)]),
                Enabled = Fields.Enabled.Or(false),
                ExemptRoles = Fields.ExemptRoles.Or([]),
                ExemptChannels = Fields.ExemptChannels.Or([]),
            };
            if (RuleChecks.Refuse(entry.Value!, rule) is { } refused) return refused;
            var max = AutoModerationRule.MaxOf(trigger);
            if (turn.State.Documents.Of(AutoModerationRule.Kind).Values.Count(other => other.TriggerType == trigger) >= max)
                return new Failure.InvalidForm([new FieldError("trigger_type", "AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED", $"Maximum number of rules of this type reached ({max}).")]);
            RuleChanges.Created(turn, Caller, rule);
            return rule;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        if (request.Failure is { } badPath) return badPath;
        var allowed = await request.House.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.ManageGuild, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var fields = RuleFields.Read(form);
        if (!fields.Name.IsPresent) form.Required("name");
        if (!fields.EventType.IsPresent) form.Required("event_type");
        if (!fields.TriggerType.IsPresent) form.Required("trigger_type");
        if (fields.TriggerType.Value is 4 or 6 && !fields.Metadata.IsPresent) form.Required("trigger_metadata");
        if (form.Failure is { } invalid) return invalid;
        var created = await request.House.Guilds.Ask(guild, new Command(fields, request.Caller), request.Cancel);
        return ApiAnswer.Of(created, AutoModerationJson.Default.AutoModerationRule);
    }
}
