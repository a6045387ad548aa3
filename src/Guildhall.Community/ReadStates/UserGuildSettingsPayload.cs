using System.Text.Json.Serialization;

namespace Guildhall.Community.ReadStates;

/// <summary>What a user wants to be told of in one guild (null: in private channels); also how it is stored.</summary>
public sealed record UserGuildSettingsPayload
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public GuildId? GuildId { get; init; }

    public IReadOnlyList<ChannelOverridePayload> ChannelOverrides { get; init; } = [];

    public int Flags { get; init; }

    public bool HideMutedChannels { get; init; }

    /// <summary>0 all messages, 1 mentions, 2 nothing, 3 as the guild says.</summary>
    public int MessageNotifications { get; init; } = 3;

    public bool MobilePush { get; init; } = true;

    public bool MuteScheduledEvents { get; init; }

    public bool Muted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MuteConfigPayload? MuteConfig { get; init; }

    public int NotifyHighlights { get; init; }

    public bool SuppressEveryone { get; init; }

    public bool SuppressRoles { get; init; }

    public int Version { get; init; }
}

/// <summary>What a user wants to be told of in one channel.</summary>
public sealed record ChannelOverridePayload(ChannelId ChannelId)
{
    public bool Collapsed { get; init; }

    public int Flags { get; init; }

    public int MessageNotifications { get; init; } = 3;

    public bool Muted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MuteConfigPayload? MuteConfig { get; init; }
}

/// <summary>Until when something is muted, and the seconds that were chosen (-1 for ever).</summary>
public sealed record MuteConfigPayload
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? EndTime { get; init; }

    public int? SelectedTimeWindow { get; init; }
}
