namespace Guildhall.Community.Messages;

/// <summary>
/// What a text mentions, before anybody asks whether it may: &lt;@id&gt;, &lt;@!id&gt;, &lt;@&amp;id&gt;, @everyone and @here,
/// none of them inside code. Linear in the length of the text, whatever the text.
/// </summary>
public sealed class MentionText
{
    private const int LongestFence = 3;
    private static readonly MentionText Nothing = new();
    private List<UserId>? _users;
    private List<RoleId>? _roles;

    private MentionText()
    {
    }

    /// <summary>In order of first mention, each once.</summary>
    public IReadOnlyList<UserId> Users => _users ?? (IReadOnlyList<UserId>)[];

    /// <summary>In order of first mention, each once.</summary>
    public IReadOnlyList<RoleId> Roles => _roles ?? (IReadOnlyList<RoleId>)[];

    /// <summary>True for @everyone and @here.</summary>
    public bool Everyone { get; private set; }

    public static MentionText Read(string content)
    {
        if (!content.Contains('@', StringComparison.Ordinal)) return Nothing;
        var found = new MentionText();
        found.Scan(content);
        return found;
    }

    private void Scan(ReadOnlySpan<char> text)
    {
        // Once a closing run of some length was not found, none is further on either.
        Span<bool> isUnclosed = stackalloc bool[LongestFence + 1];
        var at = 0;
        while (at < text.Length)
        {
            var step = text[at..].IndexOfAny('`', '<', '@');
            if (step < 0) return;
            at += step;
            at = text[at] switch
            {
                '`' => AfterCode(text, at, isUnclosed),
                '<' => AfterMention(text, at),
                _ => AfterEveryone(text, at),
            };
        }
    }

    private static int AfterCode(ReadOnlySpan<char> text, int at, Span<bool> isUnclosed)
    {
        var run = RunOf(text, at);
        var fence = Math.Min(run, LongestFence);
        var inside = at + (run >= LongestFence ? LongestFence : run);
        if (isUnclosed[fence]) return at + run;
        var close = fence == LongestFence ? text[inside..].IndexOf("```") : Closing(text[inside..], fence);
        if (close >= 0) return inside + close + fence;
        isUnclosed[fence] = true;
        return at + run;
    }

    // The next run of exactly this many backticks.
    private static int Closing(ReadOnlySpan<char> text, int fence)
    {
        var at = 0;
        while (at < text.Length)
        {
            var step = text[at..].IndexOf('`');
            if (step < 0) return -1;
            at += step;
            var run = RunOf(text, at);
            if (run == fence) return at;
            at += run;
        }

        return -1;
    }

    private static int RunOf(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        var end = rest.IndexOfAnyExcept('`');
        return end < 0 ? rest.Length : end;
    }

    private int AfterMention(ReadOnlySpan<char> text, int at)
    {
        const int longestId = 20;
        var rest = text[at..];
        if (rest.Length < 4 || rest[1] != '@') return at + 1;
        var isRole = rest[2] == '&';
        var digits = isRole || rest[2] == '!' ? 3 : 2;
        var length = rest.Slice(digits, Math.Min(longestId + 1, rest.Length - digits)).IndexOf('>');
        // From the sign on, so that "<@everyone" still reads as @everyone.
        if (length <= 0 || !Snowflake.TryParse(rest.Slice(digits, length), out var id)) return at + 1;
        if (isRole) Add(ref _roles, new RoleId(id));
        else Add(ref _users, new UserId(id));
        return at + digits + length + 1;
    }

    private int AfterEveryone(ReadOnlySpan<char> text, int at)
    {
        var rest = text[(at + 1)..];
        if (rest.StartsWith("everyone", StringComparison.Ordinal) || rest.StartsWith("here", StringComparison.Ordinal)) Everyone = true;
        return at + 1;
    }

    private static void Add<T>(ref List<T>? list, T item)
    {
        list ??= [];
        if (!list.Contains(item)) list.Add(item);
    }
}
