using System.Buffers;

namespace Guildhall.Community.Links;

/// <summary>The links of a text that show a preview: http and https, outside code, and not between &lt; and &gt;.</summary>
public static class LinkText
{
    /// <summary>Previews of one message.</summary>
    public const int LinksMax = 5;

    private const int LongestLink = 2_048;
    private static readonly SearchValues<char> EndOfLink = SearchValues.Create(" \t\r\n<>\"`");
    private const string Punctuation = ".,:;!?'*_~|";

    /// <summary>In order, each once.</summary>
    public static IReadOnlyList<Uri> Read(string content)
    {
        if (!content.Contains("://", StringComparison.Ordinal)) return [];
        List<Uri> found = [];
        var at = 0;
        while (at < content.Length && found.Count < LinksMax)
        {
            var step = content.AsSpan(at).IndexOfAny('`', 'h', 'H');
            if (step < 0) break;
            at += step;
            at = content[at] == '`' ? AfterCode(content, at) : AfterLink(content, at, found);
        }

        return found;
    }

    // Behind code of whatever fence; a fence without an end is text.
    private static int AfterCode(string content, int at)
    {
        var run = at;
        while (run < content.Length && content[run] == '`') run++;
        var fence = content[at..run];
        var close = content.IndexOf(fence, run, StringComparison.Ordinal);
        return close < 0 ? run : close + fence.Length;
    }

    private static int AfterLink(string content, int at, List<Uri> found)
    {
        var rest = content.AsSpan(at);
        if (!rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return at + 1;
        var length = rest.IndexOfAny(EndOfLink);
        if (length < 0) length = rest.Length;
        var isQuiet = at > 0 && content[at - 1] == '<' && length < rest.Length && rest[length] == '>';
        var isInsideWord = at > 0 && char.IsLetterOrDigit(content[at - 1]);
        var text = Trimmed(rest[..length]);
        if (!isQuiet && !isInsideWord && text.Length <= LongestLink && Uri.TryCreate(text, UriKind.Absolute, out var link) && !found.Contains(link)) found.Add(link);
        return at + length;
    }

    // Without the marks of the sentence around it; a closing bracket stays when it was opened inside.
    private static string Trimmed(ReadOnlySpan<char> link)
    {
        while (link.Length > 0)
        {
            var last = link[^1];
            var isUnopened = (last == ')' && link.Count('(') < link.Count(')')) || (last == ']' && link.Count('[') < link.Count(']'));
            if (!isUnopened && !Punctuation.Contains(last, StringComparison.Ordinal)) break;
            link = link[..^1];
        }

        return link.ToString();
    }
}
