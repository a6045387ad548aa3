namespace Guildhall.Storage.SearchIndex;

/// <summary>Orders matches by how much of a text is what was looked for.</summary>
public static class SearchRelevance
{
    // Short texts would otherwise win by their length alone.
    private const int LengthOffset = 8;

    /// <summary>The best first; equals stay in their order.</summary>
    /// <param name="content">What was looked for.</param>
    /// <param name="matches">What was found.</param>
    /// <param name="textOf">The text of a match.</param>
    public static IEnumerable<T> BestFirst<T>(string content, IEnumerable<T> matches, Func<T, string> textOf)
    {
        var wanted = SearchWords.Of(content).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return matches.OrderByDescending(match => Score(textOf(match), wanted));
    }

    private static double Score(string text, HashSet<string> wanted)
    {
        var words = SearchWords.Of(text);
        return (double)words.Count(wanted.Contains) / (words.Count + LengthOffset);
    }
}
