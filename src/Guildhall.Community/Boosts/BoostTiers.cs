namespace Guildhall.Community.Boosts;

/// <summary>What the boosts of its members lift in a guild. The only place that knows: whoever counts slots asks here.</summary>
internal static class BoostTiers
{
    /// <summary>By tier, from the guild without boosts upwards.</summary>
    private static readonly BoostTier[] All =
    [
        new(Boosts: 0, EmojiSlots: 50, StickerSlots: 5, SoundSlots: 8, BitrateMax: 96_000),
        new(Boosts: 2, EmojiSlots: 100, StickerSlots: 15, SoundSlots: 24, BitrateMax: 128_000),
        new(Boosts: 7, EmojiSlots: 150, StickerSlots: 30, SoundSlots: 36, BitrateMax: 256_000),
        new(Boosts: 14, EmojiSlots: 250, StickerSlots: 60, SoundSlots: 48, BitrateMax: 384_000),
    ];

    /// <summary>What a guild of this tier may have; a tier that there is none of counts as the nearest.</summary>
    public static BoostTier Of(int tier) => All[Math.Clamp(tier, 0, All.Length - 1)];

    /// <summary>The tier that so many boosts reach.</summary>
    public static int Reached(int boosts) => Array.FindLastIndex(All, tier => tier.Boosts <= boosts);
}

/// <summary>One tier.</summary>
/// <param name="Boosts">How many boosts reach it.</param>
/// <param name="EmojiSlots">Still custom emojis; as many animated ones besides.</param>
/// <param name="StickerSlots">Stickers of the guild's own.</param>
/// <param name="SoundSlots">Sounds of the guild's own.</param>
/// <param name="BitrateMax">Of a voice channel, in bits per second.</param>
internal sealed record BoostTier(int Boosts, int EmojiSlots, int StickerSlots, int SoundSlots, int BitrateMax);
