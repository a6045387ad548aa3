using System.Text.Json.Serialization;

namespace Guildhall.Community.Calls;

/// <summary>A call of a private channel, as the house keeps it while it lasts.</summary>
/// <param name="Message">The message that tells of it.</param>
/// <param name="Region">Where it is held; null when the house chooses.</param>
/// <param name="Ringing">For whom it rings.</param>
/// <param name="Participants">Everybody who has been in it, who began it first.</param>
public sealed record CallRecord(MessageId Message, string? Region, IReadOnlyList<UserId> Ringing, IReadOnlyList<UserId> Participants);

/// <summary>CALL_CREATE, and without voice states CALL_UPDATE.</summary>
public sealed record CallPayload(ChannelId ChannelId, MessageId MessageId, string Region, IReadOnlyList<UserId> Ringing)
{
    public IReadOnlyList<VoiceStatePayload>? VoiceStates { get; init; }
}

/// <summary>CALL_DELETE.</summary>
public sealed record CallEndedPayload(ChannelId ChannelId);

/// <summary>GET /channels/{channel_id}/call.</summary>
public sealed record CallEligibilityPayload(bool Ringable);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CallRecord))]
[JsonSerializable(typeof(CallPayload))]
[JsonSerializable(typeof(CallEndedPayload))]
[JsonSerializable(typeof(CallEligibilityPayload))]
internal sealed partial class CallJson : JsonSerializerContext;
