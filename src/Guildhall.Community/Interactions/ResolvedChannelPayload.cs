using System.Text.Json.Serialization;

namespace Guildhall.Community.Interactions;

/// <summary>A channel or thread in an interaction's resolved data, with what the invoking user may do in it.</summary>
public sealed record ResolvedChannelPayload
{
    public required ChannelId Id { get; init; }

    public required ChannelType Type { get; init; }

    public GuildId? GuildId { get; init; }

    public required string Name { get; init; }

    public required Permissions Permissions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? ParentId { get; init; }

    /// <summary>Not of threads.</summary>
    public int? Position { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Topic { get; init; }

    public bool Nsfw { get; init; }

    public int Flags { get; init; }

    public int? RateLimitPerUser { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MessageId? LastMessageId { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? LastPinTimestamp { get; init; }

    public ThreadMetadataPayload? ThreadMetadata { get; init; }

    public static ResolvedChannelPayload Of(ChannelPayload channel, GuildId guild, Permissions permissions) => new()
    {
        Id = channel.Id,
        Type = channel.Type,
        GuildId = guild,
        Name = channel.Name,
        Permissions = permissions,
        ParentId = channel.ParentId,
        Position = channel.PositionOnWire,
        Topic = channel.Topic,
        Nsfw = channel.Nsfw,
        Flags = channel.Flags,
        RateLimitPerUser = channel.RateLimitPerUser,
        LastMessageId = channel.LastMessageId,
        LastPinTimestamp = channel.LastPinTimestamp,
        ThreadMetadata = channel.ThreadMetadata,
    };
}
