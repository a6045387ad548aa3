using Guildhall.Community.AutoModeration.Matching;

namespace Guildhall.Community.Tests.AutoModeration;

/// <summary>The automaton finds what somebody would who looks for every keyword at every place.</summary>
public sealed class NaiveMatchTests
{
    private const int Rounds = 20_000;
    private static readonly string[] Letters = ["a", "b", "A", " ", "  ", ".", "ä", "\u200B", "a\u0301", "\U0001D41A", "ａ", "😀", "_", "\u00A0", "1"];

    [Fact]
    public void The_automaton_agrees_with_a_slow_matcher_on_any_rules_and_text()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var found = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var rules = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Rules.Of(Words(random, 6), Words(random, 3))).ToArray();
            var text = Text(random, random.Next(30));
            var expected = Enumerable.Range(0, rules.Length).Where(index => IsBroken(rules[index].TriggerMetadata.KeywordFilter!, rules[index].TriggerMetadata.AllowList!, text)).ToArray();
            var matches = Rules.Find(text, rules);
            matches.Select(match => match.Rule).Order().ToArray().ShouldBe(expected, customMessage: $"seed {seed}, round {round}, text “{text}”");
            foreach (var match in matches)
            {
                match.MatchedContent.ShouldNotBeNull();
                text.ShouldContain(match.MatchedContent);
                FoldedText.Fold(match.MatchedContent).ShouldBe(Keyword.Parse(match.Keyword!).Folded, $"seed {seed}");
            }

            found += expected.Length;
        }

        found.ShouldBeInRange(Rounds / 10, Rounds * 3);
    }

    private static bool IsBroken(IEnumerable<string> words, IEnumerable<string> allowed, string text)
    {
        using var folded = FoldedText.Of(text);
        var excused = allowed.SelectMany(word => Places(word, folded)).ToArray();
        return words.SelectMany(word => Places(word, folded, widen: false)).Any(place =>
            !excused.Any(free => free.Start <= place.Start && place.End <= free.End));
    }

    private static List<(int Start, int End)> Places(string word, FoldedText text, bool widen = true)
    {
        var keyword = Keyword.Parse(word);
        List<(int, int)> places = [];
        if (keyword.Folded.Length == 0) return places;
        var whole = text.Span.ToString();
        for (var start = 0; start + keyword.Folded.Length <= whole.Length; start++)
        {
            var end = start + keyword.Folded.Length;
            if (!string.Equals(whole[start..end], keyword.Folded, StringComparison.Ordinal)) continue;
            if (keyword.BeginsWord && !IsEdge(whole, start)) continue;
            if (keyword.EndsWord && !IsEdge(whole, end)) continue;
            var (first, last) = (start, end);
            if (widen && !keyword.BeginsWord)
            {
                while (first > 0 && char.IsLetterOrDigit(whole[first - 1])) first--;
            }

            if (widen && !keyword.EndsWord)
            {
                while (last < whole.Length && char.IsLetterOrDigit(whole[last])) last++;
            }

            places.Add((first, last));
        }

        return places;
    }

    private static bool IsEdge(string text, int at) =>
        at == 0 || at == text.Length || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]);

    private static string[] Words(Random random, int max) =>
        [.. Enumerable.Range(0, random.Next(max)).Select(_ => $"{(random.Next(2) == 0 ? "*" : "")}{Text(random, 1 + random.Next(4))}{(random.Next(2) == 0 ? "*" : "")}")];

    private static string Text(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
}
