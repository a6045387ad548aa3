using System.Globalization;
using System.Text;

namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>
/// Rewrites a pattern in the syntax of Rust's regex crate, which is what the documentation asks for, for .NET. What would mean
/// something else there (classes within classes, set operations, POSIX names) is refused rather than misread.
/// </summary>
internal static class RustSyntax
{
    /// <summary>The pattern for .NET; null when it has no equal there.</summary>
    public static string? ToDotNet(string pattern)
    {
        var written = new StringBuilder(pattern.Length + 16);
        var isInClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter == '\\')
            {
                var next = Escape(pattern, at, isInClass, written);
                if (next < 0) return null;
                at = next;
                continue;
            }

            if (isInClass)
            {
                if (letter == '[' || char.IsSurrogate(letter) || IsSetOperation(pattern, at)) return null;
                isInClass = letter != ']';
            }
            else if (letter == '[')
            {
                isInClass = true;
                at = OpenClass(pattern, at, written);
                continue;
            }
            else if (letter == '(' && Group(pattern, at) is var group)
            {
                if (group is null) return null;
                written.Append(group);
                at += group.StartsWith("(?<", StringComparison.Ordinal) && pattern[at + 2] == 'P' ? group.Length : group.Length - 1;
                continue;
            }

            written.Append(letter);
        }

        return isInClass ? null : written.ToString();
    }

    // "[", "[^", and a "]" that comes first and means itself.
    private static int OpenClass(string pattern, int at, StringBuilder written)
    {
        written.Append('[');
        if (at + 1 < pattern.Length && pattern[at + 1] == '^')
        {
            written.Append('^');
            at++;
        }

        if (at + 1 >= pattern.Length || pattern[at + 1] != ']') return at;
        written.Append("\\]");
        return at + 1;
    }

    private static bool IsSetOperation(string pattern, int at) =>
        at + 1 < pattern.Length && pattern[at] == pattern[at + 1] && pattern[at] is '&' or '-' or '~' && pattern[at + 1] == pattern[at];

    // How a group begins: "(", "(?:", "(?<name>", "(?P<name>" or "(?flags)" and "(?flags:"; null for what Rust does not know.
    private static string? Group(string pattern, int at)
    {
        var rest = pattern.AsSpan(at + 1);
        if (!rest.StartsWith("?")) return "(";
        if (rest.StartsWith("?:")) return "(?:";
        if (rest.StartsWith("?P<") || (rest.StartsWith("?<") && rest.Length > 2 && char.IsAsciiLetter(rest[2])))
            return "(?<";
        var flags = rest[1..];
        var length = flags.IndexOfAnyExcept("imsx-");
        if (length <= 0 || flags[length] is not (':' or ')')) return null;
        return string.Concat("(?", flags[..(length + 1)]);
    }

    // Writes one escape; answers where it ends, or less than 0 for one that .NET would read in another way.
    private static int Escape(string pattern, int at, bool isInClass, StringBuilder written)
    {
        if (at + 1 >= pattern.Length) return -1;
        var kind = pattern[at + 1];
        if (kind is 'x' or 'u' or 'U') return CodePoint(pattern, at, isInClass, written);
        // Known to one side alone.
        if (kind is 'G' or 'k' or 'e' or 'c' || (isInClass && kind is 'b' or 'B')) return -1;
        written.Append('\\').Append(kind);
        return at + 1;
    }

    private static int CodePoint(string pattern, int at, bool isInClass, StringBuilder written)
    {
        var digits = pattern.AsSpan(at + 2);
        int end;
        if (digits.StartsWith("{"))
        {
            var close = digits.IndexOf('}');
            if (close < 0) return -1;
            digits = digits[1..close];
            end = at + 2 + close;
        }
        else
        {
            var length = pattern[at + 1] switch { 'x' => 2, 'u' => 4, _ => 8 };
            if (digits.Length < length) return -1;
            digits = digits[..length];
            end = at + 1 + length;
        }

        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || !Rune.IsValid(value)) return -1;
        if (value > char.MaxValue && isInClass) return -1;
        var units = new Rune(value).ToString();
        if (units.Length > 1) written.Append("(?:");
        foreach (var unit in units) written.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        if (units.Length > 1) written.Append(')');
        return end;
    }
}
