using System.Text.Json.Serialization;

namespace Guildhall.Community.Messages;

/// <summary>MESSAGE_DELETE.</summary>
public sealed record MessageDeletedPayload(MessageId Id, ChannelId ChannelId, GuildId? GuildId);

/// <summary>MESSAGE_DELETE_BULK.</summary>
public sealed record MessagesDeletedPayload(IReadOnlyList<MessageId> Ids, ChannelId ChannelId, GuildId? GuildId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MessageDeletedPayload))]
[JsonSerializable(typeof(MessagesDeletedPayload))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
internal sealed partial class MessageJson : JsonSerializerContext;
