namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>
/// A keyword as it is looked for: its folded text, and whether it has to begin or end a word there. A star in front or behind (or
/// both) says that the word may go on on that side.
/// </summary>
internal readonly record struct Keyword(string Folded, bool BeginsWord, bool EndsWord)
{
    /// <summary>Reads the stars; a keyword of which nothing is left has an empty text and is never found.</summary>
    public static Keyword Parse(string written)
    {
        var text = written.AsSpan().Trim();
        var isOpenBefore = text.StartsWith("*");
        if (isOpenBefore) text = text[1..];
        var isOpenAfter = text.EndsWith("*");
        if (isOpenAfter) text = text[..^1];
        return new Keyword(FoldedText.Fold(text.ToString()), !isOpenBefore, !isOpenAfter);
    }

    /// <summary>True when the keyword, whose letters are at this place of a text, counts there.</summary>
    public bool Fits(FoldedText text, int start, int end) => (!BeginsWord || text.IsEdge(start)) && (!EndsWord || text.IsEdge(end));
}
