using System.Runtime.InteropServices;

namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>What set a rule off: the keyword or pattern as its makers wrote it, and the part of the text.</summary>
public sealed record RuleMatch(int Rule, string? Keyword, string? MatchedContent);

/// <summary>
/// All rules of a guild that look at texts, compiled into one automaton for their keywords and one for their allow lists, and the
/// regular expressions. Not for two at once: its owner is one guild's actor.
/// </summary>
public sealed class RuleSet
{
    /// <summary>Matches of one regular expression that are looked at until one is not excused by the allow list.</summary>
    private const int ExcusedMatchesMax = 100;

    /// <summary>Regular expressions that may run out of time on one text; the rest is not tried on it.</summary>
    private const int TimeoutsPerText = 2;

    private readonly WordList _forbidden = new();
    private readonly WordList _allowed = new();
    private readonly List<(int Rule, RulePattern Pattern)> _patterns = [];

    private RuleSet(IReadOnlyList<AutoModerationRule> rules) => Rules = rules;

    /// <summary>The rules by the numbers that matches name.</summary>
    public IReadOnlyList<AutoModerationRule> Rules { get; }

    /// <summary>Bytes that the automata take, without what the rules themselves take.</summary>
    public long AutomataBytes => _forbidden.Bytes + _allowed.Bytes;

    /// <summary>Compiles the rules; takes milliseconds for thousands of keywords, so not where messages wait if that can be helped.</summary>
    public static RuleSet Compile(IReadOnlyList<AutoModerationRule> rules)
    {
        var set = new RuleSet(rules);
        for (var index = 0; index < rules.Count; index++)
        {
            var metadata = rules[index].TriggerMetadata;
            foreach (var word in metadata.KeywordFilter ?? []) set._forbidden.Add(index, word);
            foreach (var preset in metadata.Presets ?? [])
            {
                foreach (var word in PresetWords.Of(preset)) set._forbidden.Add(index, word);
            }

            foreach (var word in metadata.AllowList ?? []) set._allowed.Add(index, word);
            foreach (var written in metadata.RegexPatterns ?? [])
            {
                if (RulePattern.Parse(written) is not { } pattern) continue;
                pattern.Warm();
                set._patterns.Add((index, pattern));
            }
        }

        set._forbidden.Build();
        set._allowed.Build();
        return set;
    }

    /// <summary>The rules that a text sets off, each with what did so first.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="isAsked">For each rule whether it counts here.</param>
    /// <param name="matches">Gets at most one match for each rule; rules that have one are not looked for again.</param>
    public void Match(string text, ReadOnlySpan<bool> isAsked, List<RuleMatch> matches)
    {
        if (text.Length == 0) return;
        using var folded = FoldedText.Of(text);
        var look = new Look(this, folded, isAsked.ToArray());
        foreach (var match in matches) look.IsAsked[match.Rule] = false;
        _allowed.Scan(folded, look, static (rule, _, keyword, start, end, look) =>
        {
            look.Allow(rule, keyword, start, end);
            return false;
        });
        _forbidden.Scan(folded, look, static (rule, written, _, start, end, look) =>
        {
            if (!look.IsAsked[rule]) return true;
            if (look.IsExcused(rule, start, end)) return false;
            look.IsAsked[rule] = false;
            (look.Found ??= []).Add(new RuleMatch(rule, written, look.Text.Original(start, end)));
            return true;
        });
        MatchPatterns(text, look);
        if (look.Found is not null) matches.AddRange(look.Found);
    }

    private void MatchPatterns(string text, Look look)
    {
        var timeouts = 0;
        foreach (var (rule, pattern) in CollectionsMarshal.AsSpan(_patterns))
        {
            if (!look.IsAsked[rule]) continue;
            if (timeouts >= TimeoutsPerText) return;
            var from = 0;
            for (var tries = 0; tries < ExcusedMatchesMax && from <= text.Length && pattern.Find(text, from) is { } found; tries++)
            {
                var isEmpty = found.End == found.Start;
                if (isEmpty || !look.IsExcused(rule, look.Text.PlaceOf(found.Start), look.Text.PlaceOf(found.End)))
                {
                    look.IsAsked[rule] = false;
                    (look.Found ??= []).Add(new RuleMatch(rule, pattern.Written, text[found.Start..found.End]));
                    break;
                }

                from = found.End;
            }

            if (pattern.HasTimedOut) timeouts++;
        }
    }

    // One look at one text: which rules still count, and which parts their allow lists excuse.
    private sealed class Look(RuleSet rules, FoldedText text, bool[] isAsked)
    {
        private int[]?[]? _reach;

        public FoldedText Text => text;

        public bool[] IsAsked => isAsked;

        public List<RuleMatch>? Found { get; set; }

        // An allowed word with a star excuses the whole word that it is part of.
        public void Allow(int rule, Keyword keyword, int start, int end)
        {
            if (!isAsked[rule]) return;
            if (!keyword.BeginsWord) start = text.WordStart(start);
            if (!keyword.EndsWord) end = text.WordEnd(end);
            _reach ??= new int[rules.Rules.Count][];
            var reach = _reach[rule] ??= new int[text.Length + 1];
            reach[start] = Math.Max(reach[start], end);
        }

        // Excused is what lies within something allowed.
        public bool IsExcused(int rule, int start, int end)
        {
            if (_reach?[rule] is not { } reach) return false;
            if (reach[^1] == 0) Settle(reach);
            return reach[start] >= end;
        }

        // From where allowed parts begin to how far they reach from each place on; the last entry says that this is done.
        private static void Settle(int[] reach)
        {
            for (var at = 1; at < reach.Length; at++) reach[at] = Math.Max(reach[at], reach[at - 1]);
            reach[^1] = int.MaxValue;
        }
    }
}
