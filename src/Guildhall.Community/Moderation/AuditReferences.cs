using Guildhall.Community.AutoModeration;
using Guildhall.Community.Guild;
using Guildhall.Community.ScheduledEvents;
using Guildhall.Community.Webhooks;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Moderation;

/// <summary>
/// What entries of the audit log are about, as far as it is still there: a client that shows the log need not ask for each. Of users
/// there are ids only; they are looked up elsewhere.
/// </summary>
public sealed record AuditReferences(
    IReadOnlyList<WebhookRecord> Webhooks,
    IReadOnlyList<ScheduledEventPayload> ScheduledEvents,
    IReadOnlyList<ChannelPayload> Threads,
    IReadOnlyList<AutoModerationRule> Rules)
{
    /// <summary>Collects what some targets are, by kind.</summary>
    public sealed record Command(
        IReadOnlyList<Snowflake> Webhooks, IReadOnlyList<Snowflake> ScheduledEvents, IReadOnlyList<Snowflake> Threads, IReadOnlyList<Snowflake> Rules, Caller Caller)
        : IGuildCommand<AuditReferences>
    {
        public ValueTask<Result<AuditReferences>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<AuditReferences> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ViewAuditLog, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var documents = turn.State.Documents;
            return new AuditReferences(
                [.. Webhooks.Select(id => documents.Find(WebhookRecord.Kind, id.Value)).OfType<WebhookRecord>()],
                [.. ScheduledEvents.Select(id => documents.Find(EventRecord.Kind, id.Value)?.Event).OfType<ScheduledEventPayload>()],
                [.. Threads.Select(id => turn.State.Threads.GetValueOrDefault(new ChannelId(id))?.Channel).OfType<ChannelPayload>()],
                [.. Rules.Select(id => documents.Find(AutoModerationRule.Kind, id.Value)).OfType<AutoModerationRule>()]);
        }
    }

    /// <summary>The question for the targets of some entries.</summary>
    public static Command Of(IReadOnlyList<AuditRow> rows, Caller caller) => new(
        Targets(rows, AuditAction.WebhookCreate, AuditAction.WebhookDelete),
        Targets(rows, AuditAction.ScheduledEventCreate, AuditAction.ScheduledEventDelete),
        Targets(rows, AuditAction.ThreadCreate, AuditAction.ThreadDelete),
        Targets(rows, AuditAction.AutoModerationRuleCreate, AuditAction.AutoModerationRuleDelete),
        caller);

    /// <summary>Who acted, and the targets that are users: of members, bans, bots, messages and what rules did.</summary>
    public static IEnumerable<UserId> Users(IEnumerable<AuditRow> rows)
    {
        foreach (var row in rows)
        {
            yield return row.Actor;
            var isOfUser = (AuditAction)row.ActionType
                is (>= AuditAction.MemberKick and <= AuditAction.BotAdd and not AuditAction.MemberPrune)
                or AuditAction.MessageDelete or AuditAction.MessagePin or AuditAction.MessageUnpin
                or (>= AuditAction.AutoModerationBlockMessage and <= AuditAction.AutoModerationQuarantineUser);
            if (isOfUser && Snowflake.TryParse(row.TargetId, out var target)) yield return new UserId(target);
        }
    }

    /// <summary>The applications of integrations that came or went.</summary>
    public static IEnumerable<ApplicationId> Applications(IReadOnlyList<AuditRow> rows) =>
        Targets(rows, AuditAction.IntegrationCreate, AuditAction.IntegrationDelete).Select(ApplicationId.From);

    private static Snowflake[] Targets(IEnumerable<AuditRow> rows, AuditAction first, AuditAction last)
    {
        HashSet<Snowflake> targets = [];
        foreach (var row in rows)
        {
            if (row.ActionType >= (int)first && row.ActionType <= (int)last && Snowflake.TryParse(row.TargetId, out var target)) targets.Add(target);
        }

        return [.. targets];
    }
}
