using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.AutoModeration;

/// <summary>What sets a rule off (trigger types of the documentation).</summary>
public enum TriggerType
{
    Keyword = 1,
    Spam = 3,
    KeywordPreset = 4,
    MentionSpam = 5,
    MemberProfile = 6,
}

/// <summary>When a rule looks (event types of the documentation).</summary>
public enum RuleEvent
{
    MessageSend = 1,
    MemberUpdate = 2,
}

/// <summary>What a rule does (action types of the documentation).</summary>
public enum RuleActionType
{
    BlockMessage = 1,
    SendAlertMessage = 2,
    Timeout = 3,
    BlockMemberInteraction = 4,
}

/// <summary>A rule of automatic moderation, as it is stored and as the wire shows it.</summary>
public sealed record AutoModerationRule
{
    internal static readonly GuildDocumentKind<AutoModerationRule> Kind = new("auto_moderation_rule", AutoModerationJson.Default.AutoModerationRule);

    public required AutoModerationRuleId Id { get; init; }

    public required GuildId GuildId { get; init; }

    public required string Name { get; init; }

    public required UserId CreatorId { get; init; }

    public required RuleEvent EventType { get; init; }

    public required TriggerType TriggerType { get; init; }

    public required TriggerMetadata TriggerMetadata { get; init; }

    public IReadOnlyList<RuleAction> Actions { get; init; } = [];

    public bool Enabled { get; init; }

    public IReadOnlyList<RoleId> ExemptRoles { get; init; } = [];

    public IReadOnlyList<ChannelId> ExemptChannels { get; init; } = [];

    /// <summary>How many rules of a trigger one guild may have.</summary>
    public static int MaxOf(TriggerType trigger) => trigger == TriggerType.Keyword ? Limits.KeywordRulesPerGuild : 1;
}

/// <summary>What a rule looks for; which parts there are depends on the trigger, the others are null and left out.</summary>
public sealed record TriggerMetadata
{
    public IReadOnlyList<string>? KeywordFilter { get; init; }

    /// <summary>In the syntax of Rust's regex crate, as far as <see cref="Matching.RulePattern"/> takes it.</summary>
    public IReadOnlyList<string>? RegexPatterns { get; init; }

    /// <summary>1 profanity, 2 sexual content, 3 slurs.</summary>
    public IReadOnlyList<int>? Presets { get; init; }

    public IReadOnlyList<string>? AllowList { get; init; }

    /// <summary>Different users and roles that a message may mention.</summary>
    public int? MentionTotalLimit { get; init; }

    public bool? MentionRaidProtectionEnabled { get; init; }
}

/// <summary>One thing that a rule does when it is set off.</summary>
public sealed record RuleAction(RuleActionType Type, RuleActionMetadata Metadata);

/// <summary>Details of an action; which there are depends on its type.</summary>
public sealed record RuleActionMetadata
{
    /// <summary>Where an alert goes.</summary>
    public ChannelId? ChannelId { get; init; }

    /// <summary>Of a timeout.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>What the author of a blocked message is told.</summary>
    public string? CustomMessage { get; init; }
}

/// <summary>AUTO_MODERATION_ACTION_EXECUTION: a rule was set off and did something.</summary>
public sealed record ActionExecutionPayload
{
    public required GuildId GuildId { get; init; }

    public required RuleAction Action { get; init; }

    public required AutoModerationRuleId RuleId { get; init; }

    public required TriggerType RuleTriggerType { get; init; }

    public required UserId UserId { get; init; }

    public ChannelId? ChannelId { get; init; }

    /// <summary>Absent when the message was blocked.</summary>
    public MessageId? MessageId { get; init; }

    public MessageId? AlertSystemMessageId { get; init; }

    /// <summary>Empty without the message content intent.</summary>
    public required string Content { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? MatchedKeyword { get; init; }

    /// <summary>Empty without the message content intent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? MatchedContent { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AutoModerationRule))]
[JsonSerializable(typeof(IReadOnlyList<AutoModerationRule>))]
[JsonSerializable(typeof(TriggerMetadata))]
[JsonSerializable(typeof(IReadOnlyList<RuleAction>))]
[JsonSerializable(typeof(IReadOnlyList<RoleId>))]
[JsonSerializable(typeof(IReadOnlyList<ChannelId>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<int>))]
[JsonSerializable(typeof(ActionExecutionPayload))]
internal sealed partial class AutoModerationJson : JsonSerializerContext;
