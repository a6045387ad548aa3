using System.Text;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>Texts and addresses that another service sends, brought within the limits of embeds.</summary>
internal static class ForeignText
{
    public const int TitleMax = 256;
    public const int DescriptionMax = 4_096;
    public const int FooterMax = 2_048;
    public const int FieldNameMax = 256;
    public const int FieldValueMax = 1_024;
    public const int FieldsMax = 25;
    private const int UrlMax = 2_048;
    private const string Ellipsis = "…";

    /// <summary>At most this many UTF-16 units, cut with an ellipsis; null for nothing.</summary>
    public static string? Cut(string? text, int max)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length <= max) return text;
        var end = max - Ellipsis.Length;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + Ellipsis;
    }

    /// <summary>The address when it is one of the web; else null.</summary>
    public static string? Url(string? text) =>
        text is { Length: > 0 and <= UrlMax } && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0
            ? text
            : null;

    /// <summary>As many embeds, from the first on, as one message holds.</summary>
    public static IReadOnlyList<EmbedPayload> Fitting(IEnumerable<EmbedPayload> embeds)
    {
        List<EmbedPayload> fitting = [];
        var characters = 0;
        foreach (var embed in embeds.Take(Limits.EmbedsPerMessage))
        {
            characters += EmbedForm.Characters(embed);
            if (characters > Limits.EmbedCharactersPerMessage) break;
            fitting.Add(embed);
        }

        return fitting;
    }

    /// <summary>Slack's markup in ours: links, broadcasts, and the three escaped characters. Linear in the length of the text.</summary>
    public static string FromSlack(string text)
    {
        var plain = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('<', at);
            var close = open < 0 ? -1 : text.IndexOf('>', open);
            if (close < 0) break;
            plain.Append(text, at, open - at).Append(Marked(text.AsSpan((open + 1)..close)));
            at = close + 1;
        }

        plain.Append(text, at, text.Length - at);
        return plain.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&").ToString();
    }

    private static string Marked(ReadOnlySpan<char> inside)
    {
        var bar = inside.IndexOf('|');
        var target = (bar < 0 ? inside : inside[..bar]).ToString();
        var label = bar < 0 ? null : inside[(bar + 1)..].ToString();
        return target switch
        {
            "!everyone" or "!channel" => "@everyone",
            "!here" => "@here",
            _ when Url(target) is { } url => string.IsNullOrEmpty(label) ? url : $"[{label}]({url})",
            _ => $"<{inside}>",
        };
    }
}
