using System.Globalization;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.Messages;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.AutoModeration;

/// <summary>Carries out what broken rules ask for: alerts, timeouts, quarantine, the audit log, and the event of each action.</summary>
internal static class RuleActions
{
    private const string EmbedType = "auto_moderation_message";

    /// <summary>Carries out every action of every broken rule, within the turn in which they were broken.</summary>
    /// <param name="turn">The guild's turn.</param>
    /// <param name="judgement">What was found.</param>
    /// <param name="message">The message; null when it was blocked or nobody wrote one.</param>
    public static void Execute(GuildTurn turn, Judgement judgement, MessageId? message)
    {
        foreach (var (rule, match) in judgement.Broken)
        {
            foreach (var action in rule.Actions)
            {
                var alert = action.Type == RuleActionType.SendAlertMessage ? Alert(turn, judgement, rule, match, action, message) : null;
                if (action.Type == RuleActionType.Timeout) TimeOut(turn, judgement.Author, action);
                Audit(turn, judgement, rule, action);
                Tell(turn, judgement, rule, match, action, message, alert);
            }
        }
    }

    /// <summary>Takes a member's say away, or gives it back, because of the names it goes by.</summary>
    public static void Quarantine(GuildTurn turn, UserId user, bool isQuarantined)
    {
        if (!turn.State.Members.TryGetValue(user, out var before)) return;
        var flags = isQuarantined ? before.Flags | MemberFlags.AutomodQuarantinedUsername : before.Flags & ~MemberFlags.AutomodQuarantinedUsername;
        if (flags != before.Flags) Put(turn, before with { Flags = flags });
    }

    private static void TimeOut(GuildTurn turn, UserId user, RuleAction action)
    {
        if (action.Metadata.DurationSeconds is not > 0 || !turn.State.Members.TryGetValue(user, out var before)) return;
        var until = turn.Now.AddSeconds(action.Metadata.DurationSeconds.Value);
        if (before.TimedOutUntil is { } already && already >= until) return;
        Put(turn, before with { TimedOutUntil = until });
    }

    private static void Put(GuildTurn turn, Storage.Guilds.MemberRow member)
    {
        turn.Put(member);
        turn.Log("GUILD_MEMBER_UPDATE", LogFacts.User(member.User));
        MemberEvents.Updated(turn, member);
    }

    // A message of the house in the author's name, with what was written in an embed that clients know.
    private static MessageId? Alert(
        GuildTurn turn, Judgement judgement, AutoModerationRule rule, Matching.RuleMatch match, RuleAction action, MessageId? message)
    {
        if (action.Metadata.ChannelId is not { } id || !turn.State.Channels.TryGetValue(id, out var channel) || !TextChannels.Includes(channel.Type))
            return null;
        var alert = new StoredMessage
        {
            Channel = id,
            Id = new MessageId(turn.NextId()),
            Guild = turn.GuildId,
            Author = judgement.Author,
            Type = MessageType.AutoModerationAction,
            Extra = new MessageExtra
            {
                Embeds = [new EmbedPayload { Type = EmbedType, Description = judgement.Content, Fields = Fields(turn, judgement, rule, match, message) }],
            },
        };
        NewMessages.Put(turn, alert);
        var shown = MessageComposer.Compose(alert, turn.State.Users, turn.Services.PublicUrl());
        MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, channel, shown);
        return alert.Id;
    }

    private static EmbedFieldPayload[] Fields(
        GuildTurn turn, Judgement judgement, AutoModerationRule rule, Matching.RuleMatch match, MessageId? message)
    {
        var timeout = rule.Actions.FirstOrDefault(action => action.Type == RuleActionType.Timeout)?.Metadata.DurationSeconds;
        var isQuarantine = rule.Actions.Any(action => action.Type == RuleActionType.BlockMemberInteraction);
        (string Name, string? Value)[] facts =
        [
            ("rule_name", rule.Name),
            ("channel_id", judgement.Channel?.ToString()),
            ("decision_id", turn.NextId().ToString()),
            ("keyword", match.Keyword),
            ("keyword_matched_content", match.MatchedContent),
            ("flagged_message_id", message?.ToString()),
            ("timeout_duration", timeout?.ToString(CultureInfo.InvariantCulture)),
            ("quarantine_user", isQuarantine ? "display_name" : null),
            ("quarantine_user_action", isQuarantine ? "quarantine_user" : null),
        ];
        return [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => new EmbedFieldPayload(fact.Name, fact.Value!))];
    }

    private static void Audit(GuildTurn turn, Judgement judgement, AutoModerationRule rule, RuleAction action) =>
        turn.Audit(
            action.Type switch
            {
                RuleActionType.BlockMessage => AuditAction.AutoModerationBlockMessage,
                RuleActionType.SendAlertMessage => AuditAction.AutoModerationFlagToChannel,
                RuleActionType.Timeout => AuditAction.AutoModerationUserCommunicationDisabled,
                _ => AuditAction.AutoModerationQuarantineUser,
            },
            new Caller(judgement.Author, IsBot: false),
            judgement.Author.ToString(),
            options: new AuditOptions
            {
                ChannelId = judgement.Channel?.ToString(),
                AutoModerationRuleName = rule.Name,
                AutoModerationRuleTriggerType = ((int)rule.TriggerType).ToString(CultureInfo.InvariantCulture),
            });

    private static void Tell(
        GuildTurn turn, Judgement judgement, AutoModerationRule rule, Matching.RuleMatch match, RuleAction action, MessageId? message, MessageId? alert)
    {
        var payload = new ActionExecutionPayload
        {
            GuildId = turn.GuildId,
            Action = action,
            RuleId = rule.Id,
            RuleTriggerType = rule.TriggerType,
            UserId = judgement.Author,
            ChannelId = judgement.Channel,
            MessageId = message,
            AlertSystemMessageId = alert,
            Content = judgement.Content,
            MatchedKeyword = match.Keyword,
            MatchedContent = match.MatchedContent,
        };
        var json = AutoModerationJson.Default.ActionExecutionPayload;
        var kind = DispatchCatalogue.AutoModerationActionExecution;
        var redacted = payload with { Content = "", MatchedContent = match.MatchedContent is null ? null : "" };
        turn.TellHolders(
            Permissions.ManageGuild,
            null,
            GuildTurn.Encoded(kind, payload, json) with { Redacted = GuildTurn.Encoded(kind, redacted, json).Body });
    }
}
