using System.Text;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Tests.Harness;
using Guildhall.Testing;

namespace Guildhall.Gateway.Tests.Connections;

public sealed class UpgradeTests
{
    private const string Good =
        "GET /?v=10&encoding=json HTTP/1.1\r\nHost: chat.example:8080\r\nUpgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nX-Forwarded-Proto: https\r\n\r\n";

    [Fact]
    public void An_upgrade_is_read_and_the_key_answered_as_the_standard_s_example_says()
    {
        UpgradeParser.Examine(Encoding.ASCII.GetBytes(Good + "rest"), false, out var request, out var consumed).ShouldBe(UpgradeVerdict.Ours);
        consumed.ShouldBe(Good.Length);
        request!.AcceptKey.ShouldBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        request.Url.ShouldBe("wss://chat.example:8080");
        (request.Version, request.Format, request.IsFormatServed).ShouldBe((10, WireFormat.Json, true));
    }

    [Fact]
    public void Every_beginning_of_an_upgrade_asks_for_more()
    {
        var bytes = Encoding.ASCII.GetBytes(Good);
        for (var length = 0; length < bytes.Length; length++)
            UpgradeParser.Examine(bytes.AsSpan(0, length), false, out _, out _).ShouldBe(UpgradeVerdict.Unclear, $"after {length} bytes");
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\n\r\n")]
    [InlineData("GET /api/v10/gateway HTTP/1.1\r\n")]
    [InlineData("GET /gatewayx HTTP/1.1\r\n")]
    [InlineData("GET /assets")]
    [InlineData("PRI * HTTP/2.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /?x=1 HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001")]
    public void Everything_else_is_left_to_http(string text) =>
        UpgradeParser.Examine(Encoding.Latin1.GetBytes(text), false, out _, out _).ShouldBe(UpgradeVerdict.NotOurs);

    [Theory]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "short")]
    [InlineData("Host: chat.example:8080\r\n", "")]
    [InlineData("Host: chat.example:8080\r\n", "Host: a\r\nHost: b\r\n")]
    [InlineData("X-Forwarded-Proto: https", "Content-Length: 5")]
    [InlineData("X-Forwarded-Proto: https", " folded: line")]
    [InlineData("X-Forwarded-Proto: https", "no colon")]
    [InlineData("keep-alive, Upgrade", "keep-alive")]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    public void A_broken_upgrade_is_refused(string part, string instead) =>
        UpgradeParser.Examine(Encoding.ASCII.GetBytes(Good.Replace(part, instead, StringComparison.Ordinal)), false, out _, out _).ShouldBe(UpgradeVerdict.Broken);

    [Fact]
    public void Noise_never_throws_and_never_asks_for_more_than_the_limit()
    {
        var random = new Random(20_260_101);
        var good = Encoding.ASCII.GetBytes(Good);
        for (var run = 0; run < 20_000; run++)
        {
            var bytes = run % 2 == 0 ? (byte[])good.Clone() : new byte[random.Next(300)];
            if (run % 2 != 0) random.NextBytes(bytes);
            for (var change = random.Next(6); change > 0 && bytes.Length > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            UpgradeParser.Examine(bytes, false, out _, out _);
        }

        var endless = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nUpgrade: websocket\r\nA: " + new string('a', GatewayLimits.UpgradeRequestBytes));
        UpgradeParser.Examine(endless.AsSpan(0, GatewayLimits.UpgradeRequestBytes), false, out _, out _).ShouldBe(UpgradeVerdict.NotOurs);
    }

    [Fact]
    public async Task Http_on_the_same_port_gets_its_requests_untouched()
    {
        await using var house = await GatewayHouse.Start();
        using var http = TestCertificate.Client($"http{GatewayHouse.SchemeEnd}://127.0.0.1:{house.Port}");
        (await http.GetStringAsync("/")).ShouldBe("the web client");
        (await http.GetStringAsync("/hello")).ShouldBe("hello");
        var answer = await http.PostAsync("/echo", new StringContent(new string('x', 200_000)));
        (await answer.Content.ReadAsStringAsync()).Length.ShouldBe(200_000);
    }

    [Fact]
    public async Task A_request_that_arrives_byte_by_byte_is_still_served()
    {
        await using var house = await GatewayHouse.Start();
        using var client = await WireClient.OpenRaw(house.Port);
        foreach (var letter in Good) await client.SendRaw([(byte)letter]);
        (await client.ReadHead()).ShouldContain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        await client.Hello();
    }

    [Fact]
    public async Task An_upgrade_on_a_connection_that_http_has_used_is_served_alike()
    {
        await using var house = await GatewayHouse.Start();
        using var client = await WireClient.OpenRaw(house.Port);
        await client.SendRaw("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (await client.ReadHead()).ShouldStartWith("HTTP/1.1 200 ");
        (await client.ReadText("5\r\nhello\r\n0\r\n\r\n".Length)).ShouldContain("hello");
        (await client.Upgrade("/?v=10&encoding=json")).ShouldStartWith("HTTP/1.1 101 ");
        await client.Hello();
        await client.Identify("user-4");
        await client.Dispatch("READY");
        await client.Dispatch("GUILD_CREATE");
        await house.Publish(Events.Message(1, 100_000));
        await client.Dispatch("MESSAGE_CREATE");
        await client.SendClose(1000);
        (await client.Closed()).ShouldBe(1000);
        await house.Backend.NextEnded();
        (await client.HasEnded()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_broken_upgrade_gets_400_from_either_side()
    {
        await using var house = await GatewayHouse.Start();
        using var first = await WireClient.OpenRaw(house.Port);
        (await first.Upgrade("/?v=10", key: "short")).ShouldStartWith("HTTP/1.1 400 ");
        using var second = await WireClient.OpenRaw(house.Port);
        await second.SendRaw("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await second.ReadHead();
        await second.ReadText("5\r\nhello\r\n0\r\n\r\n".Length);
        (await second.Upgrade("/?v=10", key: "short")).ShouldStartWith("HTTP/1.1 400 ");
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_dropped()
    {
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(time: time);
        using var client = await WireClient.OpenRaw(house.Port);
        await client.SendRaw("GET /?v=10");
        // On the loops the connection is noted, on Kestrel it has a timer of its own.
        while (house.UnseenConnections == 0 && (house.Gateway.HasLoops || time.ArmedTimers < 2)) await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(16));
        (await client.HasEnded()).ShouldBeTrue();
    }
}
