using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>Generated JSON for the payloads that several features share. Snake case; nulls left out unless the property says otherwise.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserPayload))]
[JsonSerializable(typeof(SelfUserPayload))]
[JsonSerializable(typeof(RolePayload))]
[JsonSerializable(typeof(IReadOnlyList<RolePayload>))]
[JsonSerializable(typeof(MemberPayload))]
[JsonSerializable(typeof(IReadOnlyList<MemberPayload>))]
[JsonSerializable(typeof(ChannelPayload))]
[JsonSerializable(typeof(IReadOnlyList<ChannelPayload>))]
[JsonSerializable(typeof(ThreadMemberPayload))]
[JsonSerializable(typeof(EmojiPayload))]
[JsonSerializable(typeof(IReadOnlyList<EmojiPayload>))]
[JsonSerializable(typeof(GuildPayload))]
[JsonSerializable(typeof(IncidentsPayload))]
[JsonSerializable(typeof(GuildCreatePayload))]
[JsonSerializable(typeof(UnavailableGuildPayload))]
[JsonSerializable(typeof(PresencePayload))]
[JsonSerializable(typeof(MessagePayload))]
[JsonSerializable(typeof(IReadOnlyList<MessagePayload>))]
[JsonSerializable(typeof(IReadOnlyList<AttachmentPayload>))]
[JsonSerializable(typeof(IReadOnlyList<EmbedPayload>))]
[JsonSerializable(typeof(IReadOnlyList<UserPayload>))]
[JsonSerializable(typeof(ScheduledEventPayload))]
[JsonSerializable(typeof(IReadOnlyList<ScheduledEventPayload>))]
[JsonSerializable(typeof(EventExceptionPayload))]
[JsonSerializable(typeof(StickerPayload))]
[JsonSerializable(typeof(VoiceStatePayload))]
[JsonSerializable(typeof(VoiceServerPayload))]
[JsonSerializable(typeof(StageInstancePayload))]
public sealed partial class PayloadJson : JsonSerializerContext;
