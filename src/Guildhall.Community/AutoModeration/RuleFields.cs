using System.Globalization;
using Guildhall.Community.AutoModeration.Matching;
using Guildhall.Community.Edge;

namespace Guildhall.Community.AutoModeration;

/// <summary>What a request says about a rule; absent fields are left as they are. Read without knowing the trigger, checked against it afterwards.</summary>
public sealed record RuleFields
{
    public Optional<string> Name { get; init; }

    public Optional<int> EventType { get; init; }

    public Optional<int> TriggerType { get; init; }

    public Optional<TriggerMetadata> Metadata { get; init; }

    public Optional<IReadOnlyList<RuleAction>> Actions { get; init; }

    public Optional<bool> Enabled { get; init; }

    public Optional<IReadOnlyList<RoleId>> ExemptRoles { get; init; }

    public Optional<IReadOnlyList<ChannelId>> ExemptChannels { get; init; }

    /// <summary>Reads the fields; errors are noted in the form. Regular expressions are compiled here, so that the guild need not.</summary>
    public static RuleFields Read(Form form) => new()
    {
        Name = form.Text("name", 1, Limits.RuleNameMax),
        EventType = form.Choice("event_type", 1, 2),
        TriggerType = form.Choice("trigger_type", 1, 3, 4, 5, 6),
        Metadata = form.Part("trigger_metadata") is { } metadata ? ReadMetadata(metadata) : default(Optional<TriggerMetadata>),
        Actions = ReadActions(form),
        Enabled = form.FlagOrAbsent("enabled"),
        ExemptRoles = form.Ids<RoleId>("exempt_roles", Limits.ExemptRolesPerRule),
        ExemptChannels = form.Ids<ChannelId>("exempt_channels", Limits.ExemptChannelsPerRule),
    };

    /// <summary>The metadata of a trigger: the parts that it has, as said or as they were, and no others.</summary>
    public TriggerMetadata MetadataFor(TriggerType trigger, TriggerMetadata? before)
    {
        var said = Metadata.IsPresent ? Metadata.Value : before ?? new TriggerMetadata();
        return trigger switch
        {
            AutoModeration.TriggerType.Keyword or AutoModeration.TriggerType.MemberProfile => new TriggerMetadata
            {
                KeywordFilter = said.KeywordFilter ?? before?.KeywordFilter ?? [],
                RegexPatterns = said.RegexPatterns ?? before?.RegexPatterns ?? [],
                AllowList = said.AllowList ?? before?.AllowList ?? [],
            },
            AutoModeration.TriggerType.KeywordPreset => new TriggerMetadata
            {
                Presets = said.Presets ?? before?.Presets ?? [],
                AllowList = said.AllowList ?? before?.AllowList ?? [],
            },
            AutoModeration.TriggerType.MentionSpam => new TriggerMetadata
            {
                MentionTotalLimit = said.MentionTotalLimit ?? before?.MentionTotalLimit ?? Limits.MentionTotalLimitDefault,
                MentionRaidProtectionEnabled = said.MentionRaidProtectionEnabled ?? before?.MentionRaidProtectionEnabled ?? false,
            },
            _ => new TriggerMetadata(),
        };
    }

    private static TriggerMetadata ReadMetadata(Form form)
    {
        var metadata = new TriggerMetadata
        {
            KeywordFilter = ReadWords(form, "keyword_filter", Limits.KeywordsPerRule),
            RegexPatterns = form.Texts("regex_patterns", Limits.RegexPatternsPerRule, Limits.RegexPatternMax) is { IsPresent: true } patterns ? patterns.Value : null,
            AllowList = ReadWords(form, "allow_list", Limits.AllowedKeywordsPerPresetRule),
            Presets = ReadPresets(form),
            MentionTotalLimit = form.IntOrAbsent("mention_total_limit", 0, Limits.MentionTotalLimitMax) is { IsPresent: true } limit ? limit.Value : null,
            MentionRaidProtectionEnabled = form.FlagOrAbsent("mention_raid_protection_enabled") is { IsPresent: true } flag ? flag.Value : null,
        };
        if (form.Failure is null) TryPatterns(form, metadata.RegexPatterns ?? []);
        return metadata;
    }

    private static List<string>? ReadWords(Form form, string name, int max)
    {
        if (form.Texts(name, max, Limits.KeywordMax) is not { IsPresent: true } words) return null;
        for (var i = 0; i < words.Value.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(words.Value[i]))
                form.Error($"{name}.{i.ToString(CultureInfo.InvariantCulture)}", "BASE_TYPE_BAD_LENGTH", $"Must be between 1 and {Limits.KeywordMax} in length.");
        }

        return [.. words.Value.Distinct(StringComparer.Ordinal)];
    }

    private static List<int>? ReadPresets(Form form)
    {
        var raw = form.Raw("presets");
        if (raw.ValueKind is System.Text.Json.JsonValueKind.Undefined or System.Text.Json.JsonValueKind.Null) return null;
        if (raw.ValueKind != System.Text.Json.JsonValueKind.Array)
        {
            form.Error("presets", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return null;
        }

        List<int> presets = [];
        foreach (var (index, item) in raw.EnumerateArray().Index().Take(Limits.ActionsPerRule))
        {
            if (item.ValueKind == System.Text.Json.JsonValueKind.Number && item.TryGetInt32(out var preset) && preset is >= 1 and <= 3)
            {
                if (!presets.Contains(preset)) presets.Add(preset);
            }
            else
            {
                form.Error($"presets.{index.ToString(CultureInfo.InvariantCulture)}", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.");
            }
        }

        return presets;
    }

    private static void TryPatterns(Form form, IReadOnlyList<string> patterns)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            var at = $"regex_patterns.{i.ToString(CultureInfo.InvariantCulture)}";
            if (patterns[i].Length == 0) form.Error(at, "BASE_TYPE_BAD_LENGTH", $"Must be between 1 and {Limits.RegexPatternMax} in length.");
            else if (RulePattern.Parse(patterns[i]) is not { } pattern) form.Error(at, "AUTO_MODERATION_INVALID_REGEX", "Invalid or unsupported regular expression.");
            else if (!pattern.IsQuick()) form.Error(at, "AUTO_MODERATION_INVALID_REGEX", "The regular expression takes too long to match.");
        }
    }

    private static Optional<IReadOnlyList<RuleAction>> ReadActions(Form form)
    {
        if (form.Parts("actions", Limits.ActionsPerRule) is not { } parts) return default;
        if (parts.Count == 0) form.Error("actions", "BASE_TYPE_BAD_LENGTH", $"Must be between 1 and {Limits.ActionsPerRule} in length.");
        List<RuleAction> actions = [];
        foreach (var part in parts)
        {
            var type = part.Choice("type", 1, 2, 3, 4);
            if (!type.IsPresent) part.Required("type");
            actions.Add(new RuleAction((RuleActionType)type.Value, ReadActionMetadata(part, (RuleActionType)type.Value)));
        }

        return new Optional<IReadOnlyList<RuleAction>>(true, actions);
    }

    private static RuleActionMetadata ReadActionMetadata(Form action, RuleActionType type)
    {
        var metadata = action.Part("metadata");
        switch (type)
        {
            case RuleActionType.BlockMessage:
                var text = metadata?.NullableText("custom_message", 0, Limits.BlockMessageTextMax).Value;
                return new RuleActionMetadata { CustomMessage = string.IsNullOrEmpty(text) ? null : text };
            case RuleActionType.SendAlertMessage:
                if (metadata is null) action.Required("metadata");
                var channel = metadata?.Id<ChannelId>("channel_id").Value;
                if (metadata is not null && channel is null) metadata.Required("channel_id");
                return new RuleActionMetadata { ChannelId = channel };
            case RuleActionType.Timeout:
                if (metadata is null) action.Required("metadata");
                return new RuleActionMetadata { DurationSeconds = metadata?.IntOrAbsent("duration_seconds", 0, Limits.RuleTimeoutMaxSeconds).Value ?? 0 };
            default:
                return new RuleActionMetadata();
        }
    }
}
