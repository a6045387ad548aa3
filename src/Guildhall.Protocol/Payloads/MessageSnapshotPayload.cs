using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>What a forward shows.</summary>
public sealed record MessageSnapshotPayload(SnapshotMessagePayload Message);

/// <summary>The forwarded message, without whose it was.</summary>
public sealed record SnapshotMessagePayload
{
    public MessageType Type { get; init; }

    public required string Content { get; init; }

    public IReadOnlyList<UserPayload> Mentions { get; init; } = [];

    public IReadOnlyList<RoleId> MentionRoles { get; init; } = [];

    public IReadOnlyList<AttachmentPayload> Attachments { get; init; } = [];

    public IReadOnlyList<EmbedPayload> Embeds { get; init; } = [];

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset Timestamp { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? EditedTimestamp { get; init; }

    public MessageFlags Flags { get; init; }

    public IReadOnlyList<ComponentPayload> Components { get; init; } = [];
}
