namespace Guildhall.Community.Widgets;

/// <summary>
/// A font of straight strokes, capitals and digits: enough for a badge, and small enough to be drawn without a font file. A glyph is drawn
/// on a grid four wide and six high; a stroke is a run of points, each a digit for x and one for y.
/// </summary>
internal static class StrokeFont
{
    public const int Height = 6;

    private const int Space = 2;
    private const string Accented = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ";
    private const string Plain = "AAAAAACEEEEIIIINOOOOOOUUUUY";
    private const string Box = "00 30 36 06 00";

    private static readonly Dictionary<char, string> Glyphs = new()
    {
        ['A'] = "06 20 46|14 34", ['B'] = "33 03 06 36 45 44 33 42 41 30 00 03", ['C'] = "41 30 10 01 05 16 36 45", ['D'] = "00 06 26 44 42 20 00",
        ['E'] = "40 00 06 46|03 33", ['F'] = "40 00 06|03 33", ['G'] = "41 30 10 01 05 16 36 45 43 23", ['H'] = "00 06|40 46|03 43", ['I'] = "00 06",
        ['J'] = "30 35 26 16 05", ['K'] = "00 06|40 03 46", ['L'] = "00 06 36", ['M'] = "06 00 23 40 46", ['N'] = "06 00 46 40",
        ['O'] = "10 30 41 45 36 16 05 01 10", ['P'] = "06 00 30 41 42 33 03", ['Q'] = "10 30 41 45 36 16 05 01 10|34 46", ['R'] = "06 00 30 41 42 33 03|23 46",
        ['S'] = "41 30 10 01 02 13 33 44 45 36 16 05", ['T'] = "00 40|20 26", ['U'] = "00 05 16 36 45 40", ['V'] = "00 26 40", ['W'] = "00 16 23 36 40",
        ['X'] = "00 46|40 06", ['Y'] = "00 23 40|23 26", ['Z'] = "00 40 06 46",
        ['0'] = "10 30 41 45 36 16 05 01 10", ['1'] = "01 10 16", ['2'] = "01 10 30 41 42 06 46", ['3'] = "00 40 23 33 44 45 36 16 05", ['4'] = "36 30 04 44",
        ['5'] = "40 00 02 32 43 45 36 06", ['6'] = "40 20 02 05 16 36 45 44 33 03", ['7'] = "00 40 16", ['8'] = "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33",
        ['9'] = "43 13 02 01 10 30 41 44 26 06",
        ['.'] = "06 06", [','] = "06 07", ['!'] = "00 04|06 06", ['?'] = "01 10 30 41 23 24|26 26", ['-'] = "03 23", ['_'] = "06 46", [':'] = "02 02|05 05",
        ['/'] = "30 06", ['&'] = "46 11 10 20 21 04 05 16 26 44", ['\''] = "00 01", ['"'] = "00 01|20 21", ['('] = "10 02 04 16", [')'] = "00 12 14 06",
        ['+'] = "21 25|03 43", ['|'] = "00 06",
    };

    /// <summary>The strokes of a text as runs of points in grid units from its upper left corner, and its width.</summary>
    public static (IReadOnlyList<(double X, double Y)[]> Strokes, double Width) Layout(string text)
    {
        List<(double X, double Y)[]> strokes = [];
        var x = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = rune.IsBmp ? Base(char.ToUpperInvariant((char)rune.Value)) : '\uFFFD';
            if (letter == ' ')
            {
                x += Space + 1;
                continue;
            }

            var width = 0;
            foreach (var stroke in Glyphs.GetValueOrDefault(letter, Box).Split('|'))
            {
                var points = stroke.Split(' ');
                width = Math.Max(width, points.Max(point => point[0] - '0'));
                var left = x;
                strokes.Add([.. points.Select(point => (left + point[0] - '0', (double)(point[1] - '0')))]);
            }

            x += width + Space;
        }

        return (strokes, Math.Max(0, x - Space));
    }

    private static char Base(char letter) => Accented.IndexOf(letter, StringComparison.Ordinal) is var index and >= 0 ? Plain[index] : letter;
}
