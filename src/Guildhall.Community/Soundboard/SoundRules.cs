using System.Text.Json.Serialization;
using Guildhall.Community.Emojis;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Soundboard;

/// <summary>The rules that the operations on soundboards share.</summary>
internal static class SoundRules
{
    public static readonly GuildDocumentKind<SoundPayload> Kind = new("soundboard_sound", SoundJson.Default.SoundPayload);

    /// <summary>All sounds of a guild without their makers.</summary>
    public static IReadOnlyList<SoundPayload> Of(GuildState guild) =>
        [.. guild.Documents.Of(Kind).Values.OrderBy(sound => sound.SoundId.Number).Select(sound => sound with { User = null })];

    /// <summary>The sound as this member may see it: who made it is for those who may make some.</summary>
    public static SoundPayload Shown(SoundPayload sound, Permissions held) => EmojiRules.MaySeeMakers(held) ? sound : sound with { User = null };

    /// <summary>One's own with CREATE_GUILD_EXPRESSIONS, anybody's with MANAGE_GUILD_EXPRESSIONS.</summary>
    public static bool MayChange(ActingMember acting, SoundPayload sound) =>
        acting.Has(Permissions.ManageGuildExpressions)
        || (acting.Has(Permissions.CreateGuildExpressions) && sound.User?.Id == acting.Member.User);
}

/// <summary>A guild's sounds as REST lists them.</summary>
public sealed record SoundsPayload(IReadOnlyList<SoundPayload> Items);

/// <summary>SOUNDBOARD_SOUNDS: the sounds of a guild for a session that asked.</summary>
public sealed record GuildSoundsPayload(IReadOnlyList<SoundPayload> SoundboardSounds, GuildId GuildId);

/// <summary>GUILD_SOUNDBOARD_SOUND_DELETE.</summary>
public sealed record SoundDeletedPayload(SoundId SoundId, GuildId GuildId);

/// <summary>VOICE_CHANNEL_EFFECT_SEND of a sound.</summary>
public sealed record SoundPlayedPayload(ChannelId ChannelId, GuildId GuildId, UserId UserId, SoundId SoundId, double SoundVolume)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public PartialEmojiPayload? Emoji { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SoundPayload))]
[JsonSerializable(typeof(IReadOnlyList<SoundPayload>))]
[JsonSerializable(typeof(SoundsPayload))]
[JsonSerializable(typeof(GuildSoundsPayload))]
[JsonSerializable(typeof(SoundDeletedPayload))]
[JsonSerializable(typeof(SoundPlayedPayload))]
internal sealed partial class SoundJson : JsonSerializerContext;
