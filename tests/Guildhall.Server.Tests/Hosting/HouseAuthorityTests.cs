using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Guildhall.Server.Hosting;
using Guildhall.Server.Hosting.Tls;
using Guildhall.Testing;

namespace Guildhall.Server.Tests.Hosting;

/// <summary>TLS on the port that also speaks plain text, by an authority of the house's own.</summary>
public sealed class HouseAuthorityTests
{
    [Theory]
    [InlineData("https://localhost")]
    [InlineData("https://127.0.0.1")]
    public async Task Who_trusts_the_authority_reaches_the_house_by_tls_and_everybody_without(string url)
    {
        await using var house = await TestHouse.Start();
        var secure = new UriBuilder(url) { Port = house.BaseUrl.Port, Path = "/api/v10/gateway" }.Uri;
        using var trusting = Client(Path.Combine(house.DataFolder, "voice-tls", "ca.pem"));
        (await trusting.GetAsync(secure)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var stranger = new HttpClient();
        await Should.ThrowAsync<HttpRequestException>(() => stranger.GetAsync(secure));
        (await house.Nobody.Get("/gateway")).Ok();
    }

    [Fact]
    public void The_authority_stays_and_its_key_is_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime();
        byte[] first;
        using (var authority = HouseAuthority.Open(folder.Path, ["localhost"], time)) first = File.ReadAllBytes(authority.File);
        using (var again = HouseAuthority.Open(folder.Path, ["localhost"], time)) File.ReadAllBytes(again.File).ShouldBe(first);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder.Path, "voice-tls", "ca-key.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_certificate_is_made_anew_before_it_expires_and_the_authority_before_it_could_not_outlive_one()
    {
        using var folder = new TemporaryFolder();
        var time = new ManualTime();
        using var authority = HouseAuthority.Open(folder.Path, ["localhost", "127.0.0.1", "chat.example.org"], time);
        var leaf = authority.Leaf();
        leaf.MatchesHostname("chat.example.org").ShouldBeTrue();
        leaf.MatchesHostname("127.0.0.1").ShouldBeTrue();
        leaf.MatchesHostname("example.org").ShouldBeFalse();
        authority.Leaf().ShouldBeSameAs(leaf);
        time.Advance(TimeSpan.FromDays(61));
        authority.Leaf().ShouldNotBeSameAs(leaf);
        authority.Leaf().NotAfter.ToUniversalTime().ShouldBeGreaterThan(time.GetUtcNow().UtcDateTime.AddDays(80));
        var before = File.ReadAllText(authority.File);
        time.Advance(TimeSpan.FromDays(3_650 - 100));
        using var next = HouseAuthority.Open(folder.Path, ["localhost"], time);
        File.ReadAllText(next.File).ShouldNotBe(before);
    }

    [Fact]
    public void Damaged_files_are_named()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "voice-tls"));
        File.WriteAllText(Path.Combine(folder.Path, "voice-tls", "ca.pem"), "nothing");
        File.WriteAllText(Path.Combine(folder.Path, "voice-tls", "ca-key.pem"), "nothing");
        Should.Throw<StartException>(() => HouseAuthority.Open(folder.Path, ["localhost"], new ManualTime())).Message.ShouldContain("ca.pem");
    }

    private static HttpClient Client(string authority)
    {
        var root = X509CertificateLoader.LoadCertificateFromFile(authority);
        return new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { root },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        });
    }
}
