using System.Text.Json.Serialization;

namespace Guildhall.Community.Emojis;

/// <summary>GUILD_EMOJIS_UPDATE: all that there are now.</summary>
public sealed record EmojisUpdatedPayload(GuildId GuildId, IReadOnlyList<EmojiPayload> Emojis);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmojisUpdatedPayload))]
internal sealed partial class EmojiJson : JsonSerializerContext;
