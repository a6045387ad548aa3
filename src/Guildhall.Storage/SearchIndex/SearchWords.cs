using System.Globalization;
using System.Text;

namespace Guildhall.Storage.SearchIndex;

/// <summary>
/// Cuts text into words: runs of letters, digits and their marks. Scripts that are written without spaces give one word for each
/// character, so that a search finds any part of a sentence.
/// </summary>
internal static class SearchWords
{
    /// <summary>Characters of a word that count; what is longer is cut off.</summary>
    public const int LongestWord = 64;

    /// <summary>Words of one text, in order.</summary>
    public static List<string> Of(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        foreach (var phrase in Phrases(text)) words.AddRange(phrase);
        return words;
    }

    /// <summary>Words of one text; neighbouring characters of a script without spaces belong together.</summary>
    public static List<string[]> Phrases(ReadOnlySpan<char> text)
    {
        var phrases = new List<string[]>();
        var word = new StringBuilder();
        var characters = new List<string>();
        foreach (var rune in text.EnumerateRunes())
        {
            var isOfWord = IsOfWord(rune);
            var standsAlone = isOfWord && IsWithoutSpaces(rune.Value);
            if (!standsAlone) EndCharacters();
            if (standsAlone || !isOfWord) EndWord();
            if (standsAlone) characters.Add(rune.ToString());
            else if (isOfWord && word.Length < LongestWord) word.Append(rune.ToString());
        }

        EndWord();
        EndCharacters();
        return phrases;

        void EndWord()
        {
            if (word.Length > 0) phrases.Add([word.ToString()]);
            word.Clear();
        }

        void EndCharacters()
        {
            if (characters.Count > 0) phrases.Add([.. characters]);
            characters.Clear();
        }
    }

    private static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => true,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => true,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => true,
        _ => false,
    };

    // Thai, Lao, Myanmar, Khmer, kana, and the characters of Chinese with their extensions.
    private static bool IsWithoutSpaces(int value) => value switch
    {
        >= 0x0E00 and <= 0x0EFF or >= 0x1000 and <= 0x109F or >= 0x1780 and <= 0x17FF => true,
        >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF => true,
        >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };
}
