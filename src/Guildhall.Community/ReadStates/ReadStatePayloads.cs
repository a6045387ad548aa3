using System.Text.Json.Serialization;

namespace Guildhall.Community.ReadStates;

/// <summary>MESSAGE_ACK, for the user's own sessions.</summary>
public sealed record MessageAckPayload(ChannelId ChannelId, MessageId MessageId, int MentionCount, bool? Manual, int Version);

/// <summary>CHANNEL_PINS_ACK, for the user's own sessions.</summary>
public sealed record PinsAckPayload(
    ChannelId ChannelId, [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset Timestamp, int Version);

/// <summary>RECENT_MENTION_DELETE, for the user's own sessions.</summary>
public sealed record MentionDismissedPayload(MessageId MessageId);

/// <summary>The answer to an ack; tokens are of no use here and always null.</summary>
public sealed record AckAnswer([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Token);

/// <summary>A mention that the user has taken out of its inbox.</summary>
public sealed record DismissedMention;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageAckPayload))]
[JsonSerializable(typeof(PinsAckPayload))]
[JsonSerializable(typeof(MentionDismissedPayload))]
[JsonSerializable(typeof(AckAnswer))]
[JsonSerializable(typeof(DismissedMention))]
[JsonSerializable(typeof(UserGuildSettingsPayload))]
[JsonSerializable(typeof(IReadOnlyList<UserGuildSettingsPayload>))]
internal sealed partial class ReadStateJson : JsonSerializerContext;
