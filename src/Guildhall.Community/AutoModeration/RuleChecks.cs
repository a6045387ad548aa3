using System.Globalization;
using Guildhall.Community.Guild;

namespace Guildhall.Community.AutoModeration;

/// <summary>What a rule has to be in its guild: its parts fit its trigger, what it names is there, and its maker may do what it does.</summary>
internal static class RuleChecks
{
    /// <summary>Null when the rule may be.</summary>
    public static Failure? Refuse(ActingMember acting, AutoModerationRule rule)
    {
        if (rule.Actions.Any(action => action.Type == RuleActionType.Timeout) && !acting.Has(Permissions.ModerateMembers))
            return new Failure.MissingPermissions();
        List<FieldError> errors = [];
        if (rule.EventType != EventOf(rule.TriggerType))
            errors.Add(new FieldError("event_type", "BASE_TYPE_CHOICES", $"Value must be one of {{{(int)EventOf(rule.TriggerType)}}}."));
        if (rule.TriggerType != TriggerType.KeywordPreset && rule.TriggerMetadata.AllowList is { Count: > Limits.AllowedKeywordsPerRule })
            errors.Add(new FieldError("trigger_metadata.allow_list", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.AllowedKeywordsPerRule} or fewer in length."));
        for (var i = 0; i < rule.Actions.Count; i++)
        {
            var at = $"actions.{i.ToString(CultureInfo.InvariantCulture)}";
            var action = rule.Actions[i];
            if (!Fits(action.Type, rule.TriggerType))
                errors.Add(new FieldError($"{at}.type", "AUTO_MODERATION_INVALID_ACTION_TYPE", "This action cannot be used with this trigger."));
            if (action.Metadata.ChannelId is { } channel && !IsForAlerts(acting.Guild, channel))
                errors.Add(new FieldError($"{at}.metadata.channel_id", "CHANNEL_NOT_FOUND", "Unknown Channel"));
        }

        return errors.Count == 0 ? null : new Failure.InvalidForm(errors);
    }

    /// <summary>The action of a rule that names none.</summary>
    public static RuleAction Default(TriggerType trigger) => new(
        trigger == TriggerType.MemberProfile ? RuleActionType.BlockMemberInteraction : RuleActionType.BlockMessage, new RuleActionMetadata());

    private static RuleEvent EventOf(TriggerType trigger) => trigger == TriggerType.MemberProfile ? RuleEvent.MemberUpdate : RuleEvent.MessageSend;

    private static bool Fits(RuleActionType action, TriggerType trigger) => action switch
    {
        RuleActionType.BlockMessage => trigger != TriggerType.MemberProfile,
        RuleActionType.Timeout => trigger is TriggerType.Keyword or TriggerType.MentionSpam,
        RuleActionType.BlockMemberInteraction => trigger == TriggerType.MemberProfile,
        _ => true,
    };

    private static bool IsForAlerts(GuildState guild, ChannelId channel) =>
        guild.Channels.TryGetValue(channel, out var found) && Messages.TextChannels.Includes(found.Type);
}
