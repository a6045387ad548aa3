using System.Text;

namespace Guildhall.Community.Links;

/// <summary>
/// The tags of a page that describe it, and nothing else: what the parser gets. A page of a hundred thousand nested elements costs a
/// parser a minute, and this a moment.
/// </summary>
internal static class PageHead
{
    /// <summary>Tags that are read.</summary>
    public const int TagsMax = 200;

    private const int LongestTag = 8_192;
    private const int LongestTitle = 2_048;
    private static readonly string[] Wanted = ["<meta", "<link"];

    public static string Of(string page)
    {
        var head = new StringBuilder("<!doctype html><head>");
        var (at, tags, hasTitle) = (0, 0, false);
        while (tags < TagsMax)
        {
            var step = page.AsSpan(at).IndexOf('<');
            if (step < 0) break;
            at += step;
            var rest = page.AsSpan(at);
            if (IsTag(rest, "<body")) break;
            if (IsWanted(rest))
            {
                var length = TagLength(rest);
                head.Append(rest[..length]);
                (at, tags) = (at + length, tags + 1);
            }
            else if (!hasTitle && IsTag(rest, "<title"))
            {
                hasTitle = true;
                AppendTitle(head, rest);
                at++;
            }
            else
            {
                at++;
            }
        }

        return head.ToString();
    }

    private static bool IsWanted(ReadOnlySpan<char> rest)
    {
        foreach (var name in Wanted)
        {
            if (IsTag(rest, name)) return true;
        }

        return false;
    }

    private static bool IsTag(ReadOnlySpan<char> rest, string name) =>
        rest.Length > name.Length && rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (char.IsWhiteSpace(rest[name.Length]) || rest[name.Length] is '>' or '/');

    // To its end, quotes respected; the rest of a tag that is too long is not read. Closed in any case.
    private static int TagLength(ReadOnlySpan<char> rest)
    {
        var quote = '\0';
        var most = Math.Min(rest.Length, LongestTag);
        for (var i = 0; i < most; i++)
        {
            if (quote != '\0') quote = rest[i] == quote ? '\0' : quote;
            else if (rest[i] is '"' or '\'') quote = rest[i];
            else if (rest[i] == '>') return i + 1;
        }

        return 1;
    }

    private static void AppendTitle(StringBuilder head, ReadOnlySpan<char> rest)
    {
        var text = rest[..Math.Min(rest.Length, LongestTitle)];
        var begin = text.IndexOf('>') + 1;
        var end = text.IndexOf("</title", StringComparison.OrdinalIgnoreCase);
        if (begin > 0 && end > begin) head.Append("<title>").Append(text[begin..end]).Append("</title>");
    }
}
