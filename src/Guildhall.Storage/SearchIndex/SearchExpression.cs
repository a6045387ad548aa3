namespace Guildhall.Storage.SearchIndex;

/// <summary>
/// Writes a query as an FTS5 expression. Terms are made of letters, digits and private-use letters alone and stand in quotes, so
/// nothing that a client says is ever read as syntax.
/// </summary>
internal static class SearchExpression
{
    /// <summary>Words of the content that count; the rest is left out.</summary>
    public const int WordsMax = 32;

    /// <summary>Channels that the expression names, or leaves out, at most: beyond that, looking at each match is cheaper.</summary>
    public const int ChannelsMax = 16;

    /// <summary>The expression; null when nothing can match, such as for content without a word.</summary>
    public static string? Of(SearchQuery query)
    {
        var scope = SearchTerms.Scope(query.Guild);
        var all = new List<string>();
        var none = new List<string>();
        if (query.Content is { } content)
        {
            AddContent(all, scope, content, query.Slop);
            if (all.Count == 0) return null;
        }

        foreach (var filter in query.Filters)
            (filter.IsExcluded ? none : all).Add(AnyOf(filter.AnyOf.Select(value => SearchTerms.Fact(scope, filter.Fact, value))));
        if (query.Within.Count is > 0 and <= ChannelsMax) all.Add(AnyOf(query.Within.Select(SearchTerms.Channel)));
        else if (query.Places.Count + query.ManagedPlaces.Count <= ChannelsMax)
            all.Add(AnyOf(query.Places.Select(SearchTerms.Place).Concat(query.ManagedPlaces.Select(SearchTerms.PrivateUnder))));
        else if (query.OtherPlaces.Count is > 0 and <= ChannelsMax) none.Add(AnyOf(query.OtherPlaces.Select(SearchTerms.Place)));
        if (all.Count == 0) all.Add(Quoted(SearchTerms.All(scope)));
        var positive = string.Join(" AND ", all);
        return none.Count == 0 ? positive : $"({positive}) NOT ({string.Join(" OR ", none)})";
    }

    // Words near each other, whatever their order; each quoted part as it is.
    private static void AddContent(List<string> all, string scope, string content, int slop)
    {
        var parts = content.Split('"');
        var near = new List<string[]>();
        var words = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var isQuoted = i % 2 == 1 && i < parts.Length - 1;
            if (!isQuoted)
            {
                near.AddRange(SearchWords.Phrases(parts[i]));
                continue;
            }

            var exact = SearchWords.Of(parts[i]);
            if (exact.Count > 0 && words < WordsMax) all.Add(Phrase(scope, exact.Take(WordsMax - words)));
            words += exact.Count;
        }

        near = [.. near.DistinctBy(phrase => string.Join(' ', phrase).ToLowerInvariant()).Take(Math.Max(0, WordsMax - words))];
        if (near.Count == 1) all.Add(Phrase(scope, near[0]));
        if (near.Count < 2) return;
        // The index counts the words from the end of the first to the beginning of the last, also those that were asked for.
        var between = slop + near.Skip(1).SkipLast(1).Sum(phrase => phrase.Length);
        all.Add($"NEAR({string.Join(' ', near.Select(phrase => Phrase(scope, phrase)))}, {between})");
    }

    private static string Phrase(string scope, IEnumerable<string> words) =>
        Quoted(string.Join(' ', words.Select(word => SearchTerms.Word(scope, word))));

    private static string AnyOf(IEnumerable<string> terms) => $"({string.Join(" OR ", terms.Select(Quoted))})";

    private static string Quoted(string text) => $"\"{text}\"";
}
