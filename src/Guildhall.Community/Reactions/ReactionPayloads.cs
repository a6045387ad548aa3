using System.Text.Json.Serialization;

namespace Guildhall.Community.Reactions;

/// <summary>MESSAGE_REACTION_ADD. Type 0 is a normal reaction; burst reactions are not made here.</summary>
public sealed record ReactionAddedPayload(
    UserId UserId,
    ChannelId ChannelId,
    MessageId MessageId,
    GuildId? GuildId,
    MemberPayload? Member,
    PartialEmojiPayload Emoji,
    UserId MessageAuthorId,
    bool Burst = false,
    int Type = 0);

/// <summary>MESSAGE_REACTION_REMOVE.</summary>
public sealed record ReactionRemovedPayload(
    UserId UserId, ChannelId ChannelId, MessageId MessageId, GuildId? GuildId, PartialEmojiPayload Emoji, bool Burst = false, int Type = 0);

/// <summary>MESSAGE_REACTION_REMOVE_ALL.</summary>
public sealed record ReactionsRemovedPayload(ChannelId ChannelId, MessageId MessageId, GuildId? GuildId);

/// <summary>MESSAGE_REACTION_REMOVE_EMOJI.</summary>
public sealed record EmojiRemovedPayload(ChannelId ChannelId, MessageId MessageId, GuildId? GuildId, PartialEmojiPayload Emoji);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReactionAddedPayload))]
[JsonSerializable(typeof(ReactionRemovedPayload))]
[JsonSerializable(typeof(ReactionsRemovedPayload))]
[JsonSerializable(typeof(EmojiRemovedPayload))]
internal sealed partial class ReactionJson : JsonSerializerContext;
