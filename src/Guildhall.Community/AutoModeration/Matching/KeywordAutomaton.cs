namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>
/// Finds every one of many texts inside another in one pass (Aho and Corasick): time linear in the text and in what is found,
/// however many texts are looked for. The states are numbered breadth first, so that the children of one are neighbours and
/// a state costs 18 bytes.
/// </summary>
internal sealed class KeywordAutomaton
{
    private const int AsciiLetters = 128;
    private const int LinearSearchUpTo = 8;
    private const int None = -1;
    private readonly int[] _asciiOfRoot = new int[AsciiLetters];
    private readonly int[] _lengths;
    private char[] _labels;
    private int[] _firstChild;
    private int[] _suffix;
    private int[] _ending;
    private int[] _nextEnding;
    private int _count;

    /// <summary>Builds the automaton.</summary>
    /// <param name="texts">Sorted ordinally, different, none of them empty. What is found is told by the index in here.</param>
    public KeywordAutomaton(IReadOnlyList<string> texts)
    {
        _lengths = [.. texts.Select(text => text.Length)];
        var states = CountStates(texts);
        _labels = new char[states];
        _firstChild = new int[states + 1];
        _suffix = new int[states];
        _ending = new int[states];
        _nextEnding = new int[states];
        Grow(texts);
        Link();
        for (var letter = 0; letter < AsciiLetters; letter++) _asciiOfRoot[letter] = Math.Max(0, Child(0, (char)letter));
    }

    /// <summary>States; each costs 18 bytes.</summary>
    public int StateCount => _count;

    /// <summary>Hears of every occurrence, in the order of their ends.</summary>
    public delegate void Found<TContext>(int text, int start, int end, TContext context);

    public void Scan<TContext>(ReadOnlySpan<char> text, TContext context, Found<TContext> found)
    {
        if (_lengths.Length == 0) return;
        var state = 0;
        for (var at = 0; at < text.Length; at++)
        {
            state = Next(state, text[at]);
            for (var ending = _ending[state] != None ? state : _nextEnding[state]; ending != None; ending = _nextEnding[ending])
            {
                var index = _ending[ending];
                found(index, at + 1 - _lengths[index], at + 1, context);
            }
        }
    }

    private int Next(int state, char letter)
    {
        while (state != 0)
        {
            if (Child(state, letter) is > 0 and var child) return child;
            state = _suffix[state];
        }

        return letter < AsciiLetters ? _asciiOfRoot[letter] : Math.Max(0, Child(0, letter));
    }

    // The child with this letter, or less than 1: no state has the root as its child.
    private int Child(int state, char letter)
    {
        var first = _firstChild[state];
        var children = _labels.AsSpan(first, _firstChild[state + 1] - first);
        var found = children.Length <= LinearSearchUpTo ? children.IndexOf(letter) : children.BinarySearch(letter);
        return found < 0 ? None : first + found;
    }

    private static int CountStates(IReadOnlyList<string> texts)
    {
        var states = 1;
        for (var i = 0; i < texts.Count; i++)
        {
            var shared = i == 0 ? 0 : texts[i].AsSpan().CommonPrefixLength(texts[i - 1]);
            states += texts[i].Length - shared;
        }

        return states;
    }

    // Each state stands for the texts that begin alike: a range of the sorted list.
    private void Grow(IReadOnlyList<string> texts)
    {
        var ranges = new Queue<(int First, int End, int Depth)>();
        ranges.Enqueue((0, texts.Count, 0));
        _count = 1;
        for (var state = 0; ranges.TryDequeue(out var range); state++)
        {
            var (first, end, depth) = range;
            _ending[state] = None;
            if (first < end && texts[first].Length == depth) _ending[state] = first++;
            _firstChild[state] = _count;
            while (first < end)
            {
                var letter = texts[first][depth];
                var next = first + 1;
                while (next < end && texts[next][depth] == letter) next++;
                _labels[_count++] = letter;
                ranges.Enqueue((first, next, depth + 1));
                first = next;
            }
        }

        _firstChild[_count] = _count;
    }

    // The suffix of a state is the longest other state that it ends with; those nearer to the root are known first.
    private void Link()
    {
        _nextEnding[0] = None;
        for (var state = 0; state < _count; state++)
        {
            for (var child = _firstChild[state]; child < _firstChild[state + 1]; child++)
            {
                var suffix = state == 0 ? 0 : SuffixOf(_suffix[state], _labels[child]);
                _suffix[child] = suffix;
                _nextEnding[child] = _ending[suffix] != None ? suffix : _nextEnding[suffix];
            }
        }
    }

    private int SuffixOf(int state, char letter)
    {
        while (true)
        {
            if (Child(state, letter) is > 0 and var child) return child;
            if (state == 0) return 0;
            state = _suffix[state];
        }
    }
}
