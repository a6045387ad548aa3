using System.Text.Json.Serialization;

namespace Guildhall.Community.Pins;

/// <summary>CHANNEL_PINS_UPDATE.</summary>
public sealed record PinsUpdatedPayload(GuildId? GuildId, ChannelId ChannelId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? LastPinTimestamp { get; init; }
}

/// <summary>A page of pins, latest first.</summary>
public sealed record PinsPagePayload(IReadOnlyList<PinPayload> Items, bool HasMore);

/// <summary>A pinned message and since when.</summary>
public sealed record PinPayload([property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset PinnedAt, MessagePayload Message);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PinsUpdatedPayload))]
[JsonSerializable(typeof(PinsPagePayload))]
internal sealed partial class PinJson : JsonSerializerContext;
