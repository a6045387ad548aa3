using System.Text.Json.Serialization;

namespace Guildhall.Community.VoiceStates;

/// <summary>VOICE_CHANNEL_START_TIME_UPDATE: since when somebody is in a channel, in seconds since 1970; null when nobody is.</summary>
public sealed record VoiceStartTimePayload(ChannelId Id, GuildId GuildId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? VoiceStartTime);

/// <summary>CHANNEL_INFO: what a session asked to know of the channels it sees.</summary>
public sealed record ChannelInfosPayload(GuildId GuildId, IReadOnlyList<ChannelInfoPayload> Channels);

/// <summary>One channel of CHANNEL_INFO.</summary>
public sealed record ChannelInfoPayload(ChannelId Id)
{
    public string? Status { get; init; }

    public long? VoiceStartTime { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoiceStartTimePayload))]
[JsonSerializable(typeof(ChannelInfosPayload))]
internal sealed partial class VoiceJson : JsonSerializerContext;
