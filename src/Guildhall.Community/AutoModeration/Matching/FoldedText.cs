using System.Buffers;
using System.Globalization;
using System.Text;

namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>
/// A text as rules read it: without regard to case, letters in fancy dress (full width, mathematical, circled) as plain ones, every
/// run of white space as one space, and without what nobody sees (zero-width characters, combining accents put on top).
/// Remembers where each character stood.
/// </summary>
internal sealed class FoldedText : IDisposable
{
    private const char FirstAccent = '\u0300';
    private const char LastAccent = '\u036F';
    private const int FullWidthOffset = 0xFEE0;
    private readonly string _original;
    private char[] _folded;
    private int[] _origins;

    private FoldedText(string original)
    {
        _original = original;
        _folded = ArrayPool<char>.Shared.Rent(original.Length);
        _origins = ArrayPool<int>.Shared.Rent(original.Length);
    }

    public int Length { get; private set; }

    public ReadOnlySpan<char> Span => _folded.AsSpan(0, Length);

    public static FoldedText Of(string text)
    {
        var folded = new FoldedText(text);
        folded.Fill();
        return folded;
    }

    /// <summary>The same folding for a keyword; surrounding space is dropped.</summary>
    public static string Fold(string keyword)
    {
        using var folded = Of(keyword);
        return folded.Span.Trim(' ').ToString();
    }

    /// <summary>What stood where this part of the folded text is now.</summary>
    public string Original(int start, int end)
    {
        var last = _origins[end - 1];
        var after = last + (char.IsHighSurrogate(_original[last]) && last + 1 < _original.Length ? 2 : 1);
        return _original[_origins[start]..after];
    }

    /// <summary>Where a position of the original is in the folded text: the first place at or behind it.</summary>
    public int PlaceOf(int original)
    {
        var found = _origins.AsSpan(0, Length).BinarySearch(original);
        if (found < 0) return ~found;
        // Two halves of a character that stayed a pair share their origin.
        return found > 0 && _origins[found - 1] == original ? found - 1 : found;
    }

    /// <summary>True when a keyword that begins or ends here is not part of a longer word.</summary>
    public bool IsEdge(int position)
    {
        if (position == 0 || position == Length) return true;
        return !(IsOfWord(_folded[position - 1]) && IsOfWord(_folded[position]));
    }

    /// <summary>The beginning of the word that has this position in or behind it.</summary>
    public int WordStart(int position)
    {
        while (position > 0 && IsOfWord(_folded[position - 1])) position--;
        return position;
    }

    /// <summary>The end of the word that has this position in it.</summary>
    public int WordEnd(int position)
    {
        while (position < Length && IsOfWord(_folded[position])) position++;
        return position;
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_folded);
        ArrayPool<int>.Shared.Return(_origins);
        (_folded, _origins, Length) = ([], [], 0);
    }

    private void Fill()
    {
        for (var at = 0; at < _original.Length; at++)
        {
            var letter = _original[at];
            if (char.IsAscii(letter))
            {
                if (letter > ' ') Add(char.ToLowerInvariant(letter), at);
                else if (char.IsWhiteSpace(letter)) AddSpace(at);
            }
            else if (Rune.TryGetRuneAt(_original, at, out var rune))
            {
                AddRune(rune, at);
                at += rune.Utf16SequenceLength - 1;
            }
        }
    }

    private void AddRune(Rune rune, int at)
    {
        if (IsSpace(rune)) AddSpace(at);
        else if (!IsUnseen(rune))
        {
            var plain = Rune.ToLowerInvariant(Rune.ToUpperInvariant(Plain(rune)));
            Span<char> units = stackalloc char[2];
            var count = plain.EncodeToUtf16(units);
            // A fold never needs more units than the original had, so the rented arrays hold it.
            for (var i = 0; i < Math.Min(count, rune.Utf16SequenceLength); i++) Add(units[i], at);
        }
    }

    private void AddSpace(int at)
    {
        if (Length == 0 || _folded[Length - 1] != ' ') Add(' ', at);
    }

    private void Add(char letter, int at)
    {
        _folded[Length] = letter;
        _origins[Length++] = at;
    }

    // Besides white space, the blanks that count as letters or symbols: Hangul fillers and the empty Braille pattern.
    private static bool IsSpace(Rune rune) =>
        Rune.IsWhiteSpace(rune) || rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    private static bool IsUnseen(Rune rune) =>
        rune.Value is >= FirstAccent and <= LastAccent or 0x034F or 0x00AD or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control;

    // Letters and digits that are drawn in another style, as Unicode's compatibility mappings say.
    private static Rune Plain(Rune rune) => rune.Value switch
    {
        >= 0xFF01 and <= 0xFF5E => new Rune(rune.Value - FullWidthOffset),
        >= 0x1D400 and <= 0x1D6A3 => Letter((rune.Value - 0x1D400) % 52),
        >= 0x1D7CE and <= 0x1D7FF => new Rune('0' + ((rune.Value - 0x1D7CE) % 10)),
        >= 0x24B6 and <= 0x24CF => new Rune('a' + rune.Value - 0x24B6),
        >= 0x24D0 and <= 0x24E9 => new Rune('a' + rune.Value - 0x24D0),
        >= 0x249C and <= 0x24B5 => new Rune('a' + rune.Value - 0x249C),
        >= 0x1F130 and <= 0x1F149 => new Rune('a' + rune.Value - 0x1F130),
        >= 0x1F150 and <= 0x1F169 => new Rune('a' + rune.Value - 0x1F150),
        >= 0x1F170 and <= 0x1F189 => new Rune('a' + rune.Value - 0x1F170),
        _ => rune,
    };

    private static Rune Letter(int index) => new(index < 26 ? 'a' + index : 'a' + index - 26);

    private static bool IsOfWord(char letter) =>
        char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
