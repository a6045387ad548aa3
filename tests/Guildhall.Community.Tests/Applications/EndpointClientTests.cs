using System.Collections.Frozen;
using System.Text;
using Guildhall.Community.Applications;
using Guildhall.Community.Interactions.Http;
using Guildhall.Community.Links;
using Guildhall.Community.Tests.Links;
using Guildhall.Storage.Users;
using Guildhall.Testing;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Guildhall.Community.Tests.Applications;

/// <summary>What an application's address cannot do to the house, and what it can rely on.</summary>
public sealed class EndpointClientTests : IDisposable
{
    private static readonly LinkPreviewOptions Allowing = new() { AllowedHosts = FrozenSet.Create("bot.example") };
    private readonly TemporaryFolder _folder = new();
    private readonly SigningKeys _keys;
    private readonly ApplicationRow _application;
    private readonly ManualTime _time = new();

    public EndpointClientTests()
    {
        _keys = new SigningKeys(_folder.Path);
        var (verify, signing) = _keys.Create();
        _application = new ApplicationRow { Id = new ApplicationId(1), Owner = new UserId(2), Name = "Engine", VerifyKey = verify, SigningKey = signing };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signature_is_good_for_its_message_and_its_application_alone()
    {
        var message = "1700000000{}"u8.ToArray();
        var signature = _keys.Sign(_application, message).ShouldNotBeNull();
        Verifies(_application.VerifyKey, message, signature).ShouldBeTrue();
        Verifies(_application.VerifyKey, "1700000001{}"u8.ToArray(), signature).ShouldBeFalse();
        Verifies(_keys.Create().VerifyKey, message, signature).ShouldBeFalse();
        _keys.Sign(_application with { SigningKey = null }, message).ShouldBeNull();
        _keys.Sign(_application with { SigningKey = [1, 2, 3] }, message).ShouldBeNull();
    }

    [Fact]
    public async Task What_arrives_is_signed_with_its_moment()
    {
        var site = new CannedSite().Name("bot.example", ["93.184.216.34"]).Answer("/take", "{}", "application/json");
        using var client = Client(site, Allowing);
        using var answer = await client.Post("http://bot.example/take", _application, "{\"type\":1}"u8.ToArray(), Cancel);
        answer.Status.ShouldBe(200);
        answer.ContentType.ShouldBe("application/json");
        Encoding.UTF8.GetString((await answer.ReadSmall(10)).ShouldNotBeNull()).ShouldBe("{}");
        var request = site.Requests.ShouldHaveSingleItem();
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        Header(request, EndpointClient.TimestampHeader).ShouldBe($"{seconds}");
        var signature = Convert.FromHexString(Header(request, EndpointClient.SignatureHeader));
        Verifies(_application.VerifyKey, Encoding.ASCII.GetBytes($"{seconds}{{\"type\":1}}"), signature).ShouldBeTrue();
        request.ShouldNotContain("Cookie");
        request.ShouldNotContain("Authorization");
    }

    [Theory]
    [InlineData("https://inside.example/")]
    [InlineData("https://half-inside.example/")]
    [InlineData("https://mapped.example/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://outside.example:6379/")]
    [InlineData("http://outside.example/")]
    [InlineData("http://inside.example/")]
    [InlineData("https://me:secret@outside.example/")]
    [InlineData("ftp://outside.example/")]
    [InlineData("no address")]
    public async Task An_address_inside_the_local_network_is_refused_before_a_single_packet(string url)
    {
        var site = new CannedSite()
            .Name("outside.example", ["93.184.216.34"])
            .Name("inside.example", ["10.0.0.5"])
            .Name("half-inside.example", ["93.184.216.34", "192.168.1.1"])
            .Name("mapped.example", ["::ffff:127.0.0.1"]);
        using var client = Client(site, new LinkPreviewOptions());
        using var answer = await client.Post(url, _application, "{}"u8.ToArray(), Cancel);
        answer.Fault.ShouldBe(EndpointFault.Refused);
        answer.Status.ShouldBe(0);
        site.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_moves_into_the_local_network_is_found_out_with_the_next_call()
    {
        var site = new CannedSite().Name("moving.example", ["93.184.216.34"], ["127.0.0.1"]);
        using var client = Client(site, new LinkPreviewOptions());
        client.MayCall("https://moving.example/").ShouldBeTrue();
        using var first = await client.Post("https://moving.example/", _application, "{}"u8.ToArray(), Cancel);
        first.Fault.ShouldBe(EndpointFault.Unreachable); // no TLS there, but it was called
        using var second = await client.Post("https://moving.example/", _application, "{}"u8.ToArray(), Cancel);
        second.Fault.ShouldBe(EndpointFault.Refused);
        site.Called.Select(called => called.Address.ToString()).Distinct().ShouldBe(["93.184.216.34"]);
    }

    [Fact]
    public async Task A_redirect_into_the_local_network_is_an_answer_and_nothing_more()
    {
        var site = new CannedSite().Name("bot.example", ["93.184.216.34"]).Redirect("/take", "http://127.0.0.1/admin");
        using var client = Client(site, Allowing);
        using var answer = await client.Post("http://bot.example/take", _application, "{}"u8.ToArray(), Cancel);
        answer.Status.ShouldBe(302);
        answer.IsSuccess.ShouldBeFalse();
        site.Called.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_silent_has_three_seconds()
    {
        var site = new CannedSite().Name("bot.example", ["93.184.216.34"]).AnswerRaw("/take", "silence");
        using var client = Client(site, Allowing);
        var waiting = client.Post("http://bot.example/take", _application, "{}"u8.ToArray(), Cancel);
        await site.IsWaitedFor.Task.WaitAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.2));
        using var answer = await waiting;
        answer.Fault.ShouldBe(EndpointFault.TooSlow);
    }

    [Fact]
    public async Task An_answer_is_read_as_far_as_it_may_be_long()
    {
        var site = new CannedSite().Name("bot.example", ["93.184.216.34"]).Answer("/take", new string('x', 5_000), "application/json");
        using var client = Client(site, Allowing);
        using (var answer = await client.Post("http://bot.example/take", _application, "{}"u8.ToArray(), Cancel))
            (await answer.ReadSmall(4_999)).ShouldBeNull();
        using var again = await client.Post("http://bot.example/take", _application, "{}"u8.ToArray(), Cancel);
        await using var body = await again.Open(4_999);
        await Should.ThrowAsync<InvalidDataException>(async () => await body.CopyToAsync(Stream.Null, Cancel));
    }

    [Fact]
    public async Task Who_is_not_there_is_unreachable()
    {
        using var client = Client(new CannedSite(), Allowing);
        using var answer = await client.Post("http://bot.example/take", _application, "{}"u8.ToArray(), Cancel);
        answer.Fault.ShouldBe(EndpointFault.Unreachable);
    }

    private static bool Verifies(string key, byte[] message, byte[] signature) =>
        Ed25519.Verify(signature, 0, Convert.FromHexString(key), 0, message, 0, message.Length);

    private static string Header(string request, string name) =>
        request.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Split(": ")[1];

    private EndpointClient Client(CannedSite site, LinkPreviewOptions options) => new(site.Connector(options), options, _keys, _time);
}
