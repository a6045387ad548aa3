using System.Buffers;

namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>
/// Keywords of many rules in one automaton: a text that several of them look for is in it once, and the edges of a word are looked
/// at once for all rules that ask for the same ones.
/// </summary>
internal sealed class WordList
{
    private readonly Dictionary<string, List<Entry>> _words = new(StringComparer.Ordinal);
    private KeywordAutomaton _automaton = new([]);
    private int[] _firstGroup = [0];
    private int[] _firstEntry = [0];
    private Entry[] _entries = [];

    /// <summary>Hears of a keyword that was found: whose, as written, as looked for, where. True when it need not hear of it again.</summary>
    public delegate bool Heard<TContext>(int rule, string written, Keyword keyword, int start, int end, TContext context);

    public long Bytes => (_automaton.StateCount * 18L) + (_entries.Length * 40L) + ((_firstEntry.Length + _firstGroup.Length) * 4L);

    public void Add(int rule, string written)
    {
        var keyword = Keyword.Parse(written);
        if (keyword.Folded.Length == 0) return;
        if (!_words.TryGetValue(keyword.Folded, out var entries)) _words[keyword.Folded] = entries = new List<Entry>(1);
        entries.Add(new Entry(rule, written, keyword));
    }

    /// <summary>Makes the automaton of what was added; called once.</summary>
    public void Build()
    {
        string[] texts = [.. _words.Keys.Order(StringComparer.Ordinal)];
        _automaton = new KeywordAutomaton(texts);
        _firstGroup = new int[texts.Length + 1];
        List<int> firstEntry = new(texts.Length + 1);
        List<Entry> all = new(texts.Length);
        for (var index = 0; index < texts.Length; index++)
        {
            _firstGroup[index] = firstEntry.Count;
            foreach (var group in _words[texts[index]].GroupBy(entry => entry.Keyword))
            {
                firstEntry.Add(all.Count);
                all.AddRange(group);
            }
        }

        _firstGroup[texts.Length] = firstEntry.Count;
        firstEntry.Add(all.Count);
        (_firstEntry, _entries) = ([.. firstEntry], [.. all]);
        _words.Clear();
        _words.TrimExcess();
    }

    public void Scan<TContext>(FoldedText text, TContext context, Heard<TContext> heard)
    {
        if (_entries.Length == 0) return;
        var settled = ArrayPool<bool>.Shared.Rent(_firstEntry.Length);
        settled.AsSpan(0, _firstEntry.Length).Clear();
        var search = new Search<TContext>(this, text, settled, context, heard);
        _automaton.Scan(text.Span, search, static (index, start, end, search) => search.Found(index, start, end));
        ArrayPool<bool>.Shared.Return(settled);
    }

    private readonly record struct Entry(int Rule, string Written, Keyword Keyword);

    // One pass over one text. A group of entries that nobody need hear of again costs one look at its mark.
    private sealed class Search<TContext>(WordList list, FoldedText text, bool[] settled, TContext context, Heard<TContext> heard)
    {
        public void Found(int index, int start, int end)
        {
            for (var group = list._firstGroup[index]; group < list._firstGroup[index + 1]; group++)
            {
                if (settled[group]) continue;
                var entries = list._entries.AsSpan(list._firstEntry[group], list._firstEntry[group + 1] - list._firstEntry[group]);
                if (!entries[0].Keyword.Fits(text, start, end)) continue;
                var isSettled = true;
                foreach (ref readonly var entry in entries) isSettled &= heard(entry.Rule, entry.Written, entry.Keyword, start, end, context);
                settled[group] = isSettled;
            }
        }
    }
}
