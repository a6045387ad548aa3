using Guildhall.Community.Edge;

namespace Guildhall.Community.ReadStates;

/// <summary>What a request says about a guild's settings; absent fields stay.</summary>
public sealed record GuildSettingsChange(GuildId? Guild)
{
    private const int NotificationLevelMax = 3;
    private const int HighlightLevelMax = 2;
    private const int Forever = -1;

    public Optional<int> Flags { get; init; }

    public Optional<bool> HideMutedChannels { get; init; }

    public Optional<int> MessageNotifications { get; init; }

    public Optional<bool> MobilePush { get; init; }

    public Optional<bool> MuteScheduledEvents { get; init; }

    public Optional<bool> Muted { get; init; }

    public Optional<MuteConfigPayload?> MuteConfig { get; init; }

    public Optional<int> NotifyHighlights { get; init; }

    public Optional<bool> SuppressEveryone { get; init; }

    public Optional<bool> SuppressRoles { get; init; }

    public IReadOnlyList<ChannelOverrideChange> Overrides { get; init; } = [];

    /// <summary>Reads the fields; errors are noted in the form.</summary>
    public static GuildSettingsChange Read(Form form, GuildId? guild) => new(guild)
    {
        Flags = form.Int("flags", 0, int.MaxValue),
        HideMutedChannels = form.Flag("hide_muted_channels"),
        MessageNotifications = form.Int("message_notifications", 0, NotificationLevelMax),
        MobilePush = form.Flag("mobile_push"),
        MuteScheduledEvents = form.Flag("mute_scheduled_events"),
        Muted = form.Flag("muted"),
        MuteConfig = ReadMute(form),
        NotifyHighlights = form.Int("notify_highlights", 0, HighlightLevelMax),
        SuppressEveryone = form.Flag("suppress_everyone"),
        SuppressRoles = form.Flag("suppress_roles"),
        Overrides = ReadOverrides(form),
    };

    /// <summary>The settings with the change.</summary>
    public UserGuildSettingsPayload On(UserGuildSettingsPayload before)
    {
        var overrides = before.ChannelOverrides.ToDictionary(channel => channel.ChannelId);
        foreach (var change in Overrides)
            overrides[change.Channel] = change.On(overrides.GetValueOrDefault(change.Channel) ?? new ChannelOverridePayload(change.Channel));
        return before with
        {
            Flags = Flags.Or(before.Flags),
            HideMutedChannels = HideMutedChannels.Or(before.HideMutedChannels),
            MessageNotifications = MessageNotifications.Or(before.MessageNotifications),
            MobilePush = MobilePush.Or(before.MobilePush),
            MuteScheduledEvents = MuteScheduledEvents.Or(before.MuteScheduledEvents),
            Muted = Muted.Or(before.Muted),
            MuteConfig = MuteConfig.Or(before.MuteConfig),
            NotifyHighlights = NotifyHighlights.Or(before.NotifyHighlights),
            SuppressEveryone = SuppressEveryone.Or(before.SuppressEveryone),
            SuppressRoles = SuppressRoles.Or(before.SuppressRoles),
            ChannelOverrides = [.. overrides.Values],
        };
    }

    private static Optional<MuteConfigPayload?> ReadMute(Form form)
    {
        if (!form.Has("mute_config")) return default;
        if (form.Part("mute_config") is not { } part) return new Optional<MuteConfigPayload?>(true, null);
        return new MuteConfigPayload
        {
            EndTime = part.Moment("end_time").Value,
            SelectedTimeWindow = part.NullableInt("selected_time_window", Forever, int.MaxValue).Value,
        };
    }

    private static List<ChannelOverrideChange> ReadOverrides(Form form)
    {
        List<ChannelOverrideChange> changes = [];
        if (form.Part("channel_overrides") is not { } overrides) return changes;
        foreach (var name in form.Raw("channel_overrides").EnumerateObject().Select(field => field.Name).Distinct())
        {
            if (changes.Count >= Limits.ChannelOverridesPerGuild)
            {
                form.Error("channel_overrides", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.ChannelOverridesPerGuild} or fewer in length.");
                break;
            }

            if (!Snowflake.TryParse(name, out var id)) overrides.Error(name, "NUMBER_TYPE_COERCE", $"Value \"{name}\" is not snowflake.");
            else if (overrides.Part(name) is { } part) changes.Add(ReadOverride(part, new ChannelId(id)));
        }

        return changes;
    }

    private static ChannelOverrideChange ReadOverride(Form part, ChannelId channel) => new(channel)
    {
        Collapsed = part.Flag("collapsed"),
        Flags = part.Int("flags", 0, int.MaxValue),
        MessageNotifications = part.Int("message_notifications", 0, NotificationLevelMax),
        Muted = part.Flag("muted"),
        MuteConfig = ReadMute(part),
    };
}

/// <summary>What a request says about one channel's settings.</summary>
public sealed record ChannelOverrideChange(ChannelId Channel)
{
    public Optional<bool> Collapsed { get; init; }

    public Optional<int> Flags { get; init; }

    public Optional<int> MessageNotifications { get; init; }

    public Optional<bool> Muted { get; init; }

    public Optional<MuteConfigPayload?> MuteConfig { get; init; }

    public ChannelOverridePayload On(ChannelOverridePayload before) => before with
    {
        Collapsed = Collapsed.Or(before.Collapsed),
        Flags = Flags.Or(before.Flags),
        MessageNotifications = MessageNotifications.Or(before.MessageNotifications),
        Muted = Muted.Or(before.Muted),
        MuteConfig = MuteConfig.Or(before.MuteConfig),
    };
}
