using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>Where a member is in voice and what it may do there.</summary>
public sealed record VoiceStatePayload
{
    /// <summary>Absent in GUILD_CREATE.</summary>
    public GuildId? GuildId { get; init; }

    /// <summary>Null once the member has left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? ChannelId { get; init; }

    public required UserId UserId { get; init; }

    public MemberPayload? Member { get; init; }

    /// <summary>Names the connection; it is no secret.</summary>
    public required string SessionId { get; init; }

    public bool Deaf { get; init; }

    public bool Mute { get; init; }

    public bool SelfDeaf { get; init; }

    public bool SelfMute { get; init; }

    public bool SelfStream { get; init; }

    public bool SelfVideo { get; init; }

    /// <summary>May not speak: in the audience of a stage, or without SPEAK.</summary>
    public bool Suppress { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? RequestToSpeakTimestamp { get; init; }
}

/// <summary>VOICE_SERVER_UPDATE: where the room of a channel is, and the ticket to it. For the session of one seat alone.</summary>
public sealed record VoiceServerPayload
{
    /// <summary>Opens the voice gateway to this seat.</summary>
    public required string Token { get; init; }

    /// <summary>Null for a private call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public GuildId? GuildId { get; init; }

    /// <summary>The channel of a private call; absent in guilds.</summary>
    public ChannelId? ChannelId { get; init; }

    /// <summary>Host and port without a scheme; null while there is none, to wait for another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Endpoint { get; init; }
}

/// <summary>A stage that is open: somebody speaks about something.</summary>
public sealed record StageInstancePayload
{
    public required StageInstanceId Id { get; init; }

    public required GuildId GuildId { get; init; }

    public required ChannelId ChannelId { get; init; }

    public required string Topic { get; init; }

    /// <summary>2: for members of the guild.</summary>
    public int PrivacyLevel { get; init; } = 2;

    public bool DiscoverableDisabled { get; init; } = true;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ScheduledEventId? GuildScheduledEventId { get; init; }
}
