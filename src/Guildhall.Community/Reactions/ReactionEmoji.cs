using System.Globalization;
using System.Text;

namespace Guildhall.Community.Reactions;

/// <summary>
/// The emoji of a reaction as a path names it: a Unicode emoji itself, or name:id of a custom one. <paramref name="Key"/> tells emojis
/// apart: the Unicode emoji in its usual spelling, or the custom one's id.
/// </summary>
public sealed record ReactionEmoji(string Key, EmojiId? Id, string? Name, bool Animated = false)
{
    private const int LongestEmoji = 64;
    private const int VariationSelector = 0xFE0F;
    private const int Keycap = 0x20E3;

    // Below U+1F000 most symbols are text unless a variation selector follows; these are emoji by themselves.
    private static readonly HashSet<int> EmojiByThemselves =
    [
        0x231A, 0x231B, 0x23E9, 0x23EA, 0x23EB, 0x23EC, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2649, 0x264A, 0x264B, 0x264C,
        0x264D, 0x264E, 0x264F, 0x2650, 0x2651, 0x2652, 0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE,
        0x26D4, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B, 0x2728, 0x274C, 0x274E, 0x2753, 0x2754, 0x2755, 0x2757,
        0x2795, 0x2796, 0x2797, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55,
    ];

    /// <summary>True for an emoji that some guild made.</summary>
    public bool IsCustom => Id is not null;

    public PartialEmojiPayload Shown => new() { Id = Id, Name = Name, Animated = Animated };

    /// <summary>Reads the text of a path, already decoded; null when it is no emoji.</summary>
    public static ReactionEmoji? Parse(string text)
    {
        if (text.Length is 0 or > LongestEmoji) return null;
        var colon = text.LastIndexOf(':');
        if (colon >= 0) return Custom(text, colon);
        return IsUnicodeEmoji(text) ? Unicode(text) : null;
    }

    private static ReactionEmoji? Custom(string text, int colon)
    {
        if (!Snowflake.TryParse(text.AsSpan(colon + 1), out var id)) return null;
        var name = text[..colon];
        var isAnimated = name.StartsWith("a:", StringComparison.Ordinal);
        return new ReactionEmoji(id.ToString(), new EmojiId(id), isAnimated ? name[2..] : name, isAnimated);
    }

    private static ReactionEmoji Unicode(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        if (runes is [{ Value: < 0x1F000 } alone] && !EmojiByThemselves.Contains(alone.Value)) text += (char)VariationSelector;
        else if (runes is [{ } first, { Value: VariationSelector }] && EmojiByThemselves.Contains(first.Value)) text = first.ToString();
        return new ReactionEmoji(text, null, text);
    }

    // One letter as people see it, that begins with a symbol (or is a keycap or a flag).
    private static bool IsUnicodeEmoji(string text)
    {
        if (StringInfo.GetNextTextElementLength(text) != text.Length) return false;
        var runes = text.EnumerateRunes().ToArray();
        if (runes.Any(rune => rune == Rune.ReplacementChar)) return false;
        var first = runes[0].Value;
        if (first is (>= '0' and <= '9') or '#' or '*') return runes[^1].Value == Keycap;
        if (first is >= 0x1F1E6 and <= 0x1F1FF) return runes.Length == 2 && runes[1].Value is >= 0x1F1E6 and <= 0x1F1FF;
        return IsSymbol(first);
    }

    private static bool IsSymbol(int rune) => rune is 0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139 or 0x3030 or 0x303D or 0x3297 or 0x3299
        or (>= 0x2190 and <= 0x21FF) or (>= 0x2300 and <= 0x23FF) or 0x24C2 or (>= 0x25A0 and <= 0x27BF) or 0x2934 or 0x2935
        or (>= 0x2B00 and <= 0x2BFF) or (>= 0x1F000 and <= 0x1F1E5) or (>= 0x1F200 and <= 0x1FAFF);
}
