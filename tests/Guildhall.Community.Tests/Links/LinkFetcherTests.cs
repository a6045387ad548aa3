using System.Net;
using System.Text;
using Guildhall.Community.Links;
using Guildhall.Testing;

namespace Guildhall.Community.Tests.Links;

/// <summary>Ways to make a server fetch from its own neighbours, each tried and each refused before a single packet.</summary>
public sealed class LinkFetcherTests
{
    private const int Plenty = 65_536;
    private static readonly string[] Html = ["text/html"];

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://0/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://172.16.5.4/")]
    [InlineData("http://172.31.255.255/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://100.127.255.254/")]
    [InlineData("http://198.18.0.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://239.255.255.250/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://[::7f00:1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2002:c0a8:101::1]/")]
    [InlineData("http://[fc00::1]/")]
    [InlineData("http://[fd12:3456:789a::1]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fec0::1]/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://[2001:db8::1]/")]
    [InlineData("http://[2001::1]/")]
    [InlineData("http://private.example/")]
    [InlineData("http://one-of-two.example/")]
    [InlineData("http://mapped.example/")]
    [InlineData("https://private.example/")]
    [InlineData("http://localhost/")]
    [InlineData("http://public.example:22/")]
    [InlineData("http://public.example:6379/")]
    [InlineData("https://public.example:80/")]
    [InlineData("http://user:secret@public.example/")]
    [InlineData("ftp://public.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://public.example/")]
    [InlineData("http://public.example/to-metadata")]
    [InlineData("http://public.example/to-loopback")]
    [InlineData("http://public.example/to-private-name")]
    [InlineData("http://public.example/to-file")]
    [InlineData("http://public.example/to-port")]
    [InlineData("http://public.example/round")]
    public async Task What_leads_to_a_neighbour_is_refused(string link)
    {
        var site = new CannedSite()
            .Name("public.example", ["93.184.216.34"])
            .Name("private.example", ["10.1.2.3"])
            .Name("one-of-two.example", ["93.184.216.34", "192.168.0.9"])
            .Name("mapped.example", ["::ffff:127.0.0.1"])
            .Name("localhost", ["127.0.0.1", "::1"])
            .Redirect("/to-metadata", "http://169.254.169.254/latest/meta-data/")
            .Redirect("/to-loopback", "//127.0.0.1/")
            .Redirect("/to-private-name", "http://private.example/")
            .Redirect("/to-file", "file:///etc/passwd")
            .Redirect("/to-port", "http://public.example:8080/")
            .Redirect("/round", "/round")
            .Answer("/", "<title>reached</title>");
        using var fetcher = site.Fetcher();
        await Should.ThrowAsync<LinkRefusedException>(() => fetcher.Fetch(new Uri(link), Html, Plenty, CancellationToken.None));
        site.Called.ShouldAllBe(address => address.Address.Equals(IPAddress.Parse("93.184.216.34")));
    }

    [Fact]
    public async Task A_name_that_moves_home_between_two_looks_is_called_where_it_was_checked_or_not_at_all()
    {
        var site = new CannedSite().Name("rebinding.example", ["93.184.216.34"], ["127.0.0.1"]).Answer("/", "<title>ok</title>");
        using var fetcher = site.Fetcher();
        (await fetcher.Fetch(new Uri("http://rebinding.example/"), Html, Plenty, CancellationToken.None)).ShouldNotBeNull();
        await Should.ThrowAsync<LinkRefusedException>(() => fetcher.Fetch(new Uri("http://rebinding.example/"), Html, Plenty, CancellationToken.None));
        site.Called.ShouldHaveSingleItem().Address.ToString().ShouldBe("93.184.216.34");
    }

    [Fact]
    public async Task A_host_that_the_operator_allows_is_reached_on_any_port()
    {
        var site = new CannedSite().Name("wiki.lan", ["192.168.1.20"]).Answer("/", "<title>wiki</title>");
        using var fetcher = site.Fetcher(new LinkPreviewOptions { AllowedHosts = new HashSet<string> { "wiki.lan" } });
        (await fetcher.Fetch(new Uri("http://wiki.lan:8000/"), Html, Plenty, CancellationToken.None)).ShouldNotBeNull();
        site.Called.ShouldHaveSingleItem().Port.ShouldBe(8000);
    }

    [Fact]
    public async Task Redirects_within_the_public_are_followed_a_few_times_without_cookies_or_credentials()
    {
        var site = new CannedSite()
            .Name("public.example", ["93.184.216.34"])
            .AnswerRaw("/", "HTTP/1.1 302 Found\r\nLocation: /two\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .Redirect("/two", "http://public.example/three")
            .Answer("/three", "<title>there</title>");
        using var fetcher = site.Fetcher();
        var found = await fetcher.Fetch(new Uri("http://public.example/"), Html, Plenty, CancellationToken.None);
        found!.Address.AbsolutePath.ShouldBe("/three");
        site.Requests.Count.ShouldBe(3);
        site.Requests.ShouldAllBe(request => !request.Contains("Cookie:") && !request.Contains("Authorization:") && !request.Contains("Referer:"));
    }

    [Fact]
    public async Task What_is_too_long_is_cut_what_is_of_another_kind_is_left_and_errors_are_nothing()
    {
        var site = new CannedSite()
            .Name("public.example", ["93.184.216.34"])
            .Answer("/long", new string('x', 100_000))
            .Answer("/program", "MZ", "application/octet-stream")
            .AnswerRaw("/broken", "nonsense\r\n\r\n")
            .AnswerRaw("/lying", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nshort");
        using var fetcher = site.Fetcher();
        (await Fetch("/long"))!.Beginning.Length.ShouldBe(Plenty);
        (await Fetch("/program")).ShouldBeNull();
        (await Fetch("/broken")).ShouldBeNull();
        (await Fetch("/missing")).ShouldBeNull();
        (await Fetch("/lying")).ShouldBeNull();

        Task<FetchedLink?> Fetch(string path) => fetcher.Fetch(new Uri("http://public.example" + path), Html, Plenty, CancellationToken.None);
    }

    [Fact]
    public async Task A_packed_page_that_grows_without_end_is_read_to_the_bound()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(new byte[20_000_000]);
        await using var server = await TestSite.Start(async http =>
        {
            http.Response.ContentType = "text/html";
            http.Response.Headers.ContentEncoding = "gzip";
            await http.Response.Body.WriteAsync(packed.ToArray());
        });
        var options = new LinkPreviewOptions { AllowedHosts = new HashSet<string> { "127.0.0.1" } };
        using var fetcher = new LinkFetcher(new SafeConnector(options), options, TimeProvider.System);
        (await fetcher.Fetch(server.Address, Html, Plenty, CancellationToken.None))!.Beginning.Length.ShouldBe(Plenty);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_when_patience_ends()
    {
        var time = new ManualTime();
        var site = new CannedSite().Name("public.example", ["93.184.216.34"]).AnswerRaw("/", "silence");
        using var fetcher = site.Fetcher(time: time);
        var fetching = fetcher.Fetch(new Uri("http://public.example/"), Html, Plenty, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(9));
        (await fetching).ShouldBeNull();
    }
}
