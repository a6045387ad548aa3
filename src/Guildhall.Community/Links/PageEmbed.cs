using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Guildhall.Community.Webhooks;

namespace Guildhall.Community.Links;

/// <summary>What a page says of itself (Open Graph, Twitter cards, its title) as an embed. Nothing of it is believed beyond its form.</summary>
internal static class PageEmbed
{
    private const int PixelsMax = 16_384;

    /// <summary>The embed, and where the page says that its oEmbed is; null when it says nothing worth a card.</summary>
    public static (EmbedPayload Embed, Uri? OEmbed)? Of(FetchedLink page, string link)
    {
        var document = new HtmlParser().ParseDocument(PageHead.Of(TextOf(page)));
        var said = Said(document);
        var title = First(said, "og:title", "twitter:title") ?? document.Title;
        var description = First(said, "og:description", "twitter:description", "description");
        var image = Media(page.Address, said, "og:image", "twitter:image");
        if (string.IsNullOrWhiteSpace(title) && image is null) return null;
        var isLarge = First(said, "twitter:card") is "summary_large_image" || First(said, "og:type") is { } type && type.StartsWith("video", StringComparison.Ordinal);
        var site = ForeignText.Cut(First(said, "og:site_name"), ForeignText.TitleMax);
        var embed = new EmbedPayload
        {
            Type = isLarge ? "article" : "link",
            Url = link,
            Title = ForeignText.Cut(title, ForeignText.TitleMax),
            Description = ForeignText.Cut(description, ForeignText.DescriptionMax),
            Color = Color(First(said, "theme-color")),
            Provider = site is null ? null : new EmbedProviderPayload(site),
            Image = isLarge ? image : null,
            Thumbnail = image,
        };
        if (isLarge) embed = embed with { Thumbnail = null };
        return (embed, OEmbedOf(document, page.Address));
    }

    private static Dictionary<string, string> Said(IDocument document)
    {
        Dictionary<string, string> said = new(StringComparer.OrdinalIgnoreCase);
        foreach (var meta in document.QuerySelectorAll("meta"))
        {
            var name = meta.GetAttribute("property") ?? meta.GetAttribute("name");
            if (name is not null && meta.GetAttribute("content") is { Length: > 0 } content) said.TryAdd(name.Trim(), content);
        }

        return said;
    }

    private static string? First(Dictionary<string, string> said, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (said.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)) return value.Trim();
        }

        return null;
    }

    private static EmbedMediaPayload? Media(Uri page, Dictionary<string, string> said, string name, string other)
    {
        var text = First(said, name + ":secure_url", name + ":url", name, other);
        if (text is null || !Uri.TryCreate(page, text, out var url) || ForeignText.Url(url.AbsoluteUri) is not { } address) return null;
        var (width, height) = (Pixels(First(said, name + ":width")), Pixels(First(said, name + ":height")));
        return width is null || height is null ? new EmbedMediaPayload(address) : new EmbedMediaPayload(address, null, width, height);
    }

    private static int? Pixels(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is > 0 and <= PixelsMax ? pixels : null;

    private static int? Color(string? text) =>
        text is { Length: 7 } && text[0] == '#' && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var color) ? color : null;

    private static Uri? OEmbedOf(IDocument document, Uri page)
    {
        foreach (var link in document.QuerySelectorAll("link"))
        {
            if (!string.Equals(link.GetAttribute("type"), "application/json+oembed", StringComparison.OrdinalIgnoreCase)) continue;
            return Uri.TryCreate(page, link.GetAttribute("href"), out var address) && address.Scheme is "http" or "https" ? address : null;
        }

        return null;
    }

    // Pages say UTF-8 or nothing, nearly all of them; for others the declared encoding where .NET has it.
    private static string TextOf(FetchedLink page)
    {
        try
        {
            return (page.Charset is { Length: > 0 } charset ? Encoding.GetEncoding(charset.Trim('"')) : Encoding.UTF8).GetString(page.Beginning);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8.GetString(page.Beginning);
        }
    }
}
