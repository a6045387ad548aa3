using System.Net;

using Guildhall.Testing;

namespace Guildhall.Server.Tests.WebClient;

public sealed class WebClientTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("guildhall-web-").FullName;
    private TestHouse _house = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "assets"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "index.html"), "<!doctype html><title>Guildhall</title>");
        await File.WriteAllTextAsync(Path.Combine(_folder, "assets", "app-abc123.js"), "plain");
        await File.WriteAllTextAsync(Path.Combine(_folder, "assets", "app-abc123.js.br"), "brotli");
        _house = await TestHouse.Start(options => options with { WebFolder = _folder });
        _http = new HttpClient { BaseAddress = _house.BaseUrl };
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/channels/1/2")]
    [InlineData("/invite/abc")]
    public async Task Every_page_address_gets_the_client(string path)
    {
        using var response = await _http.GetAsync(path);

        (await response.Content.ReadAsStringAsync()).ShouldContain("<title>Guildhall</title>");
        response.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task Hashed_assets_are_kept_for_ever_and_sent_compressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app-abc123.js");
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var response = await _http.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe("brotli");
        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        response.Headers.CacheControl!.ToString().ShouldContain("immutable");
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        using var first = await _http.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("If-None-Match", first.Headers.ETag!.ToString());
        using var second = await _http.SendAsync(request);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/assets/gone-123.js")]
    [InlineData("/../../etc/passwd.txt")]
    [InlineData("/api/v10/no-such-route")]
    public async Task What_is_not_there_is_no_page(string path)
    {
        using var response = await _http.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain("404: Not Found");
    }

    [Fact]
    public async Task Pages_carry_a_strict_policy()
    {
        using var response = await _http.GetAsync("/");

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self' 'wasm-unsafe-eval';");
        policy.ShouldContain("frame-ancestors 'none'");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _house.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
