using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Guildhall.Server.Roles;
using Guildhall.Testing;

namespace Guildhall.Server.Tests.Hosting;

public sealed class ServerHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("guildhall-host-").FullName;

    [Theory]
    [InlineData("guilds")]
    [InlineData("guilds,api")]
    [InlineData("guilds,gateway")]
    [InlineData("guilds,media,workers")]
    public async Task A_part_of_the_house_runs_alone(string roles)
    {
        await using var house = await TestHouse.Start(options => options with { Roles = RoleSet.Parse(roles) });
        using var http = new HttpClient { BaseAddress = house.BaseUrl };

        (await http.GetStringAsync("/readyz")).ShouldBe("ready");
        (await house.Nobody.Get("/gateway")).Status.ShouldBe(roles.Contains("api", StringComparison.Ordinal) ? 200 : 404);
    }

    [Fact]
    public async Task With_a_certificate_pages_come_over_HTTP_2_and_sessions_over_TLS()
    {
        var (certificate, key, hash) = MakeCertificate();
        await using var server = await ServerHost.Start(Options() with { Listen = new ListenAddress("127.0.0.1", 0, true), TlsCertificate = certificate, TlsKey = key });
        using var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == hash };
        using var http = new HttpClient(trusting) { BaseAddress = server.BaseUrl, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var answer = await http.GetAsync("/api/v10/gateway");
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == hash;
        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{server.BaseUrl.Port}/?v=10&encoding=json"), CancellationToken.None);

        answer.Version.ShouldBe(HttpVersion.Version20);
        socket.State.ShouldBe(WebSocketState.Open);
    }

    [Fact]
    public async Task A_certificate_that_is_none_is_told_in_one_sentence()
    {
        var file = Path.Combine(_folder, "no.pem");
        await File.WriteAllTextAsync(file, "no certificate");

        var refusal = await Should.ThrowAsync<StartException>(() =>
            ServerHost.Start(Options() with { Listen = new ListenAddress("127.0.0.1", 0, true), TlsCertificate = file, TlsKey = file }));

        refusal.Message.ShouldBe("--tls-certificate and --tls-key are no certificate in PEM with its private key.");
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused()
    {
        await using var first = await ServerHost.Start(Options());

        (await Should.ThrowAsync<StartException>(() => ServerHost.Start(Options()))).Message.ShouldEndWith("is in use by another Guildhall process.");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read()
    {
        await using var house = await TestHouse.Start();
        using var body = new ByteArrayContent(new byte[20_000_000]);
        body.Headers.ContentType = new("application/json");

        var status = await StatusOf(() => house.Nobody.Send(HttpMethod.Post, "/auth/login", body));

        status.ShouldBeOneOf(413, 0);
    }

    [Fact]
    public async Task The_access_log_shows_paths_as_they_were_sent()
    {
        await using var house = await TestHouse.Start(options => options with { AccessLog = true });
        using var http = new HttpClient { BaseAddress = house.BaseUrl };

        using var answer = await http.GetAsync("/a%0AGET%20/forged%20200%1B%5B2J?secret=1");
        // The line is written behind the answer; the connection's next request comes behind the line.
        using var next = await http.GetAsync("/readyz");

        house.Logs.Lines.ShouldAllBe(line => !line.Any(char.IsControl) && !line.Contains("secret", StringComparison.Ordinal));
        house.Logs.Lines.ShouldContain(line => line.Contains("/a%0AGET%20/forged", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A server that answers 413 and closes may do so while the client still writes; then there is no answer to read.
    private static async Task<int> StatusOf(Func<Task<Answer>> call)
    {
        try
        {
            return (await call()).Status;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private ServerOptions Options() => new() { DataFolder = Path.Combine(_folder, "data"), Listen = ListenAddress.AnyPort };

    private (string Certificate, string Key, string Hash) MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (certificatePath, keyPath) = (Path.Combine(_folder, "chain.pem"), Path.Combine(_folder, "key.pem"));
        File.WriteAllText(certificatePath, made.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (certificatePath, keyPath, made.GetCertHashString());
    }

    [Fact]
    public async Task A_data_folder_that_the_server_makes_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var folder = Path.Combine(_folder, "new", "data");
        await using var server = await ServerHost.Start(Options() with { DataFolder = folder });
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
