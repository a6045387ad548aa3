using System.Globalization;
using System.Text;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Applications.Commands;

/// <summary>The names of commands and options: what may stand in them, in every script.</summary>
internal static class CommandName
{
    /// <summary>Characters of a name.</summary>
    public const int Max = 32;

    /// <summary>
    /// A name that people write after a slash, or of an option: letters and digits of any script, marks of Devanagari and Thai, and - _ ';
    /// a letter that has a lower case stands in it. Errors are noted at the field.
    /// </summary>
    public static void Check(Form form, string field, string name)
    {
        if (name.Length == 0) return;
        if (!HasKnownCharacters(name)) form.Error(field, "STRING_TYPE_REGEX", "String value did not match validation regex.");
        else if (name.EnumerateRunes().Any(rune => Rune.ToLowerInvariant(rune) != rune)) form.Error(field, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }

    // ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$ over whole characters, which a regular expression of .NET does not see.
    private static bool HasKnownCharacters(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value is '-' or '_' or '\'' || Rune.IsLetter(rune) || IsNumber(rune) || IsDevanagariOrThai(rune)) continue;
            return false;
        }

        return true;
    }

    private static bool IsNumber(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    // The scripts' blocks; what several scripts share (danda, the baht sign) is in neither.
    private static bool IsDevanagariOrThai(Rune rune) => rune.Value switch
    {
        >= 0x0900 and <= 0x0950 or >= 0x0955 and <= 0x0963 or >= 0x0966 and <= 0x097F or >= 0xA8E0 and <= 0xA8FF => true,
        >= 0x0E01 and <= 0x0E3A or >= 0x0E40 and <= 0x0E5B => true,
        _ => false,
    };
}
