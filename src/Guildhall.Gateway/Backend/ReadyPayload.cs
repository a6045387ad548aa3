using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Community.Presence;
using Guildhall.Community.PrivateChannels;
using Guildhall.Community.ReadStates;
using Guildhall.Community.Relationships;
using Guildhall.Storage.Users;

namespace Guildhall.Gateway.Backend;

/// <summary>READY's d, without what the gateway adds. The second half is for people's clients.</summary>
internal sealed record ReadyPayload
{
    public required int V { get; init; }

    public required SelfUserPayload User { get; init; }

    /// <summary>Each comes as GUILD_CREATE right after.</summary>
    public required IReadOnlyList<UnavailableGuildPayload> Guilds { get; init; }

    public required IReadOnlyList<int> Shard { get; init; }

    /// <summary>Of bots.</summary>
    public ReadyApplicationPayload? Application { get; init; }

    public string SessionType { get; init; } = "normal";

    public IReadOnlyList<PrivateChannelPayload> PrivateChannels { get; init; } = [];

    public IReadOnlyList<RelationshipPayload> Relationships { get; init; } = [];

    /// <summary>Of friends, as far as the server has them at hand; the others follow as PRESENCE_UPDATE.</summary>
    public IReadOnlyList<PresencePayload> Presences { get; init; } = [];

    /// <summary>What the user has noted of others, by their ids.</summary>
    public IReadOnlyDictionary<string, string>? Notes { get; init; }

    public ReadStatesPayload? ReadState { get; init; }

    public UserGuildSettingsListPayload? UserGuildSettings { get; init; }

    /// <summary>What the user has chosen, as GET /users/@me/settings shows it.</summary>
    public JsonElement? UserSettings { get; init; }

    /// <summary>The user's open sessions, this one among them.</summary>
    public IReadOnlyList<SessionPayload>? Sessions { get; init; }
}

/// <summary>The bot's application: its id and what it has switched on.</summary>
internal sealed record ReadyApplicationPayload(ApplicationId Id, long Flags);

/// <summary>How far the user has read each channel.</summary>
internal sealed record ReadStatesPayload(IReadOnlyList<ReadStatePayload> Entries, bool Partial = false, int Version = 0);

/// <summary>One channel's read state; its id is the channel's.</summary>
internal sealed record ReadStatePayload(ChannelId Id, MessageId LastMessageId, int MentionCount)
{
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? LastPinTimestamp { get; init; }

    public static ReadStatePayload Of(ReadStateRow row) => new(row.Channel, row.LastRead, row.MentionCount) { LastPinTimestamp = row.PinsSeenAt };
}

/// <summary>What the user has chosen for each guild.</summary>
internal sealed record UserGuildSettingsListPayload(IReadOnlyList<UserGuildSettingsPayload> Entries, bool Partial = false, int Version = 0);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReadyPayload))]
internal sealed partial class ReadyJson : JsonSerializerContext;
