using Guildhall.Community.Links;
using Guildhall.Testing;

namespace Guildhall.Community.Tests.Links;

public sealed class LinkPreviewsTests
{
    private static readonly Uri Page = new("http://public.example/");

    private static CannedSite Site() => new CannedSite().Name("public.example", ["93.184.216.34"]);

    private static async Task<Guildhall.Protocol.EmbedPayload?> Preview(CannedSite site)
    {
        using var fetcher = site.Fetcher();
        return await new LinkPreviews(fetcher, new ManualTime()).Of(Page);
    }

    [Fact]
    public async Task A_page_is_shown_by_what_it_says_of_itself()
    {
        var embed = await Preview(Site().Answer("/", """
            <html><head><title>Plain</title>
            <meta property="og:title" content="An &amp; article"><meta property='og:description' content="Words > more">
            <meta property="og:site_name" content="The paper"><meta property="og:image" content="/i.png">
            <meta property="og:image:width" content="640"><meta property="og:image:height" content="480">
            <meta name="theme-color" content="#ff8800"><meta name="twitter:card" content="summary_large_image"></head>
            <body><meta property="og:title" content="not this"></body></html>
            """));
        embed!.Type.ShouldBe("article");
        embed.Title.ShouldBe("An & article");
        embed.Description.ShouldBe("Words > more");
        embed.Provider!.Name.ShouldBe("The paper");
        embed.Color.ShouldBe(0xFF8800);
        embed.Image.ShouldBe(new("http://public.example/i.png", null, 640, 480));
        embed.Url.ShouldBe("http://public.example/");
    }

    [Fact]
    public async Task A_page_with_a_title_alone_is_a_link_and_one_with_nothing_is_nothing()
    {
        (await Preview(Site().Answer("/", "<title> Hello </title>")))!.ShouldSatisfyAllConditions(embed => embed.Type.ShouldBe("link"), embed => embed.Title.ShouldBe("Hello"));
        (await Preview(Site().Answer("/", "<p>words</p>"))).ShouldBeNull();
        (await Preview(Site().Answer("/", ""))).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_page_leads_to_is_checked_as_the_page_is()
    {
        var embed = await Preview(Site().Answer("/", """
            <title>t</title><meta property="og:image" content="javascript:alert(1)">
            <link type="application/json+oembed" href="http://127.0.0.1/secret"><meta property="og:image:width" content="-5">
            """));
        embed!.Thumbnail.ShouldBeNull();
        embed.Author.ShouldBeNull();
    }

    [Fact]
    public async Task OEmbed_adds_who_made_it()
    {
        var embed = await Preview(Site()
            .Answer("/", "<title>Film</title><link rel=alternate type='application/json+oembed' href='/o?format=json&amp;x=1'>")
            .Answer("/o?format=json&x=1", """{"author_name":"Ada","author_url":"https://example.org/ada","provider_name":"Films"}""", "application/json"));
        embed!.Author.ShouldBe(new("Ada", "https://example.org/ada"));
        embed.Provider!.Name.ShouldBe("Films");
    }

    [Fact]
    public async Task An_image_is_shown_as_one_when_its_bytes_are()
    {
        var gif = "GIF89a\u0003\0\u0002\0\0\0\0;";
        (await Preview(Site().Answer("/", gif, "image/gif")))!.ShouldSatisfyAllConditions(
            embed => embed.Type.ShouldBe("image"), embed => (embed.Thumbnail!.Width, embed.Thumbnail.Height).ShouldBe((3, 2)));
        (await Preview(Site().Answer("/", "<script>", "image/gif"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_page_of_endless_tags_costs_a_moment()
    {
        var deep = "<title>t</title>" + string.Concat(Enumerable.Repeat("<div>", 90_000));
        (await Preview(Site().Answer("/", deep)))!.Title.ShouldBe("t");
        var metas = string.Concat(Enumerable.Repeat("<meta property=a content=b", 18_000));
        (await Preview(Site().Answer("/", metas))).ShouldBeNull();
    }

    [Fact]
    public async Task A_link_is_fetched_once_for_all_who_ask_and_again_when_it_is_old()
    {
        var (time, site) = (new ManualTime(), Site().Answer("/", "<title>t</title>"));
        using var fetcher = site.Fetcher();
        var previews = new LinkPreviews(fetcher, time);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => previews.Of(Page)));
        site.Requests.Count.ShouldBe(1);
        time.Advance(LinkPreviews.KeptFor - TimeSpan.FromSeconds(1));
        await previews.Of(Page);
        site.Requests.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(2));
        await previews.Of(Page);
        site.Requests.Count.ShouldBe(2);
    }
}
