using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Voice.Signalling;

/// <summary>Op 8: how often to heartbeat, in milliseconds.</summary>
internal sealed record HelloPayload(int V, double HeartbeatInterval);

/// <summary>Op 2: where packets go, and how they may be sealed; the preferred mode first.</summary>
internal sealed record ReadyPayload(uint Ssrc, string Ip, int Port, IReadOnlyList<string> Modes, IReadOnlyList<string> Experiments)
{
    /// <summary>Relays for browsers, where there are any.</summary>
    public IReadOnlyList<IceServerPayload>? IceServers { get; init; }
}

/// <summary>A relay and the name and password for it, as a browser's connection takes them.</summary>
internal sealed record IceServerPayload(IReadOnlyList<string> Urls, string Username, string Credential);

/// <summary>Op 4 for a bot: the mode that it chose and the key for it, as 32 numbers.</summary>
internal sealed record DescriptionPayload(string Mode, IReadOnlyList<int> SecretKey, int DaveProtocolVersion)
{
    public string AudioCodec { get; init; } = "opus";

    public string VideoCodec { get; init; } = "VP8";

    public required string MediaSessionId { get; init; }
}

/// <summary>Op 4 for a browser: the whole answer to its offer.</summary>
internal sealed record AnswerPayload(string Sdp, int DaveProtocolVersion)
{
    public string AudioCodec { get; init; } = "opus";

    public string VideoCodec { get; init; } = "VP8";

    public required string MediaSessionId { get; init; }
}

/// <summary>Op 5: somebody speaks or ceases to; flags 1 microphone, 2 sound of a screen, 4 priority.</summary>
internal sealed record SpeakingPayload(UserId UserId, uint Ssrc, int Speaking);

/// <summary>Op 11: who is connected.</summary>
internal sealed record ClientsPayload(IReadOnlyList<UserId> UserIds);

/// <summary>Op 13: who is connected no longer.</summary>
internal sealed record ClientPayload(UserId UserId);

/// <summary>Op 12: what somebody sends besides the voice.</summary>
internal sealed record VideoPayload(UserId UserId, IReadOnlyList<StreamPayload> Streams);

/// <summary>One medium and whether it is sent.</summary>
internal sealed record StreamPayload(string Kind, bool Active);

/// <summary>Op 100: what each receiving section carries.</summary>
internal sealed record SlotsPayload(IReadOnlyList<SlotPayload> Slots);

/// <summary>One section; the user is null while it is free.</summary>
internal sealed record SlotPayload(string Mid, string Kind, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] UserId? UserId);

/// <summary>Op 101: how everybody's packets fare.</summary>
internal sealed record QualityPayload(IReadOnlyList<MemberQualityPayload> Members);

/// <summary>One member's packets; shares from 0 to 1 and milliseconds, null where unknown.</summary>
internal sealed record MemberQualityPayload(UserId UserId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? LossUp { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? LossDown { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? JitterMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? RttMs { get; init; }
}

/// <summary>VOICE_SERVER_UPDATE: where to connect, with which token; no endpoint while there is none.</summary>
internal sealed record ServerPayload(string Token)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public GuildId? GuildId { get; init; }

    /// <summary>The private channel of a call.</summary>
    public ChannelId? ChannelId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Endpoint { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HelloPayload))]
[JsonSerializable(typeof(ReadyPayload))]
[JsonSerializable(typeof(DescriptionPayload))]
[JsonSerializable(typeof(AnswerPayload))]
[JsonSerializable(typeof(SpeakingPayload))]
[JsonSerializable(typeof(ClientsPayload))]
[JsonSerializable(typeof(ClientPayload))]
[JsonSerializable(typeof(VideoPayload))]
[JsonSerializable(typeof(SlotsPayload))]
[JsonSerializable(typeof(QualityPayload))]
[JsonSerializable(typeof(ServerPayload))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class VoiceJson : JsonSerializerContext;
