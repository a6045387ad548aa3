using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Guildhall.Gateway.Tests.Harness;
using Guildhall.Gateway.Tls;
using Guildhall.Testing;

namespace Guildhall.Gateway.Tests.Tls;

/// <summary>An endpoint that OpenSSL decrypts. The whole suite runs over one too, with GUILDHALL_GATEWAY_TLS=1.</summary>
public sealed class TlsTests
{
    [Theory]
    [InlineData(true, SslProtocols.Tls12)]
    [InlineData(true, SslProtocols.Tls13)]
    [InlineData(false, SslProtocols.Tls12)]
    [InlineData(false, SslProtocols.Tls13)]
    public async Task Either_kind_of_certificate_serves_either_version(bool isElliptic, SslProtocols protocol)
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House(() => isElliptic ? TestCertificate.Elliptic : TestCertificate.Rsa);
        await using var tls = await TestCertificate.Connect(await Dial(house.Port), protocol);
        tls.SslProtocol.ShouldBe(protocol);
        await AskHello(tls);
    }

    [Theory]
    [InlineData(new[] { "h2", "http/1.1" }, "h2")]
    [InlineData(new[] { "http/1.1", "h2" }, "h2")]
    [InlineData(new[] { "spdy/3", "http/1.1" }, "http/1.1")]
    public async Task The_best_of_what_the_client_offers_is_chosen(string[] offers, string chosen)
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        await using var tls = await TestCertificate.Connect(await Dial(house.Port), SslProtocols.None, offers);
        tls.NegotiatedApplicationProtocol.ToString().ShouldBe(chosen);
    }

    [Fact]
    public async Task A_client_that_offers_only_what_is_not_served_is_refused()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        await Should.ThrowAsync<AuthenticationException>(async () => await TestCertificate.Connect(await Dial(house.Port), SslProtocols.None, "spdy/3", "http/1.0"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Bodies_of_any_size_pass_both_ways(int version)
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        using var http = TestCertificate.Client($"https://127.0.0.1:{house.Port}");
        foreach (var size in new[] { 0, 1, 4_095, 16_384, 16_385, 1_000_003 })
        {
            var text = string.Create(size, size, static (span, seed) =>
            {
                var random = new Random(seed);
                foreach (ref var letter in span) letter = (char)('a' + random.Next(26));
            });
            using var request = new HttpRequestMessage(HttpMethod.Post, "/echo")
            {
                Version = new Version(version, version == 1 ? 1 : 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new StringContent(text),
            };
            using var answer = await http.SendAsync(request);
            (await answer.Content.ReadAsStringAsync()).ShouldBe(text);
        }
    }

    [Fact]
    public async Task A_gateway_session_may_come_on_an_HTTP_2_connection_as_browsers_open_it()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = new() { RemoteCertificateValidationCallback = static (_, shown, _, _) => TestCertificate.IsOurs(shown) } });
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };
        await socket.ConnectAsync(new Uri($"wss://127.0.0.1:{house.Port}/?v=10&encoding=json"), http, CancellationToken.None);
        (await Hear(socket)).ShouldContain("\"op\":10");
        await socket.SendAsync("""{"op":2,"d":{"token":"user-1"}}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        (await Hear(socket)).ShouldContain("wss://127.0.0.1");
        await socket.SendAsync("""{"op":1,"d":1}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        while (!(await Hear(socket)).Contains("\"op\":11", StringComparison.Ordinal))
        {
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await house.Backend.NextEnded();
    }

    [Fact]
    public async Task Versions_before_1_2_are_refused_with_an_alert()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        await using var wire = await Dial(house.Port);
        await wire.WriteAsync(HelloOf(0x0302));
        var alert = new byte[7];
        await wire.ReadExactlyAsync(alert);
        alert[0].ShouldBe((byte)21); // an alert,
        alert[5..].ShouldBe([2, 70]); // fatal: protocol_version
        (await Ended(wire)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_handshake_may_come_byte_by_byte()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        await using var tls = await TestCertificate.Connect(new Trickle(await Dial(house.Port)));
        await AskHello(tls);
    }

    [Fact]
    public async Task A_handshake_that_stops_at_any_byte_harms_nobody()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        var hello = HelloOf(0x0303);
        for (var length = 0; length <= hello.Length; length++)
        {
            await using var wire = await Dial(house.Port);
            await wire.WriteAsync(hello.AsMemory(0, length));
            wire.Socket.Shutdown(SocketShutdown.Send);
            (await Ended(wire)).ShouldBeTrue();
        }

        await using var tls = await TestCertificate.Connect(await Dial(house.Port));
        await AskHello(tls);
    }

    [Fact]
    public async Task Noise_ends_its_own_connection_and_no_other()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        await using var bystander = await TestCertificate.Connect(await Dial(house.Port));
        var random = new Random(7);
        for (var run = 0; run < 200; run++)
        {
            await using var wire = await Dial(house.Port);
            var noise = run % 2 == 0 ? new byte[random.Next(1, 3_000)] : HelloOf(0x0303);
            if (run % 2 == 0) random.NextBytes(noise);
            else for (var i = 0; i < 4; i++) noise[random.Next(noise.Length)] = (byte)random.Next(256);
            if (run % 3 == 0) noise[0] = 22;
            await wire.WriteAsync(noise);
            wire.Socket.Shutdown(SocketShutdown.Send);
            (await Ended(wire)).ShouldBeTrue();
        }

        await AskHello(bystander);
    }

    [Fact]
    public async Task A_record_that_was_tampered_with_ends_the_connection()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        await using var wire = new Trickle(await Dial(house.Port));
        await using var tls = await TestCertificate.Connect(wire);
        await AskHello(tls);
        wire.IsTampering = true;
        await tls.WriteAsync("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
        (await Ended(tls)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Who_does_not_finish_the_handshake_in_time_is_hung_up_on(int said)
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1 }, time, static () => TestCertificate.Elliptic);
        var before = time.ArmedTimers;
        await using var wire = await Dial(house.Port);
        await wire.WriteAsync(HelloOf(0x0303).AsMemory(0, said));
        using var patience = new CancellationTokenSource(GatewayHouse.Patience);
        while (time.ArmedTimers <= before && !patience.IsCancellationRequested) await Task.Yield();
        time.Advance(GatewayLimits.TlsHandshakeTime);
        (await Ended(wire)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_certificate_serves_those_who_come_after_it()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        var certificate = TestCertificate.Elliptic;
        await using var house = await House(() => certificate);
        await using var first = await TestCertificate.Connect(await Dial(house.Port));
        certificate = TestCertificate.Rsa;
        await using var second = await TestCertificate.Connect(await Dial(house.Port));
        first.RemoteCertificate!.GetRawCertData().ShouldBe(TestCertificate.Elliptic.RawData);
        second.RemoteCertificate!.GetRawCertData().ShouldBe(TestCertificate.Rsa.RawData);
        await AskHello(first);
        await AskHello(second);
    }

    [Fact]
    public async Task The_server_says_goodbye()
    {
        if (!TlsExtensions.IsOpenSslHere) return;
        await using var house = await House();
        await using var tls = await TestCertificate.Connect(await Dial(house.Port));
        await tls.WriteAsync("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8.ToArray());
        // Without the farewell .NET's client takes the end for an attack, and throws.
        using var reader = new StreamReader(tls, Encoding.ASCII);
        (await reader.ReadToEndAsync()).ShouldEndWith("hello\r\n0\r\n\r\n");
    }

    private static Task<GatewayHouse> House(Func<X509Certificate2>? certificate = null) =>
        GatewayHouse.Start(certificate: certificate ?? (static () => TestCertificate.Elliptic));

    private static async Task<NetworkStream> Dial(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<string> Hear(ClientWebSocket socket)
    {
        var buffer = new byte[65_536];
        using var patience = new CancellationTokenSource(GatewayHouse.Patience);
        var heard = await socket.ReceiveAsync(buffer, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, heard.Count);
    }

    private static async Task AskHello(SslStream tls)
    {
        await tls.WriteAsync("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
        var answer = new StringBuilder();
        var part = new byte[1_024];
        while (!answer.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await tls.ReadAsync(part);
            count.ShouldBeGreaterThan(0);
            answer.Append(Encoding.ASCII.GetString(part, 0, count));
        }

        answer.ToString().ShouldContain("hello");
    }

    private static async Task<bool> Ended(Stream stream)
    {
        var rest = new byte[4_096];
        using var patience = new CancellationTokenSource(GatewayHouse.Patience);
        try
        {
            while (await stream.ReadAsync(rest, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset, which is an end too.
        }

        return true;
    }

    /// <summary>The first record of a client that knows this version and one cipher.</summary>
    private static byte[] HelloOf(ushort version)
    {
        List<byte> body = [(byte)(version >> 8), (byte)version, .. Enumerable.Range(0, 32).Select(static i => (byte)i), 0, 0, 4, 0xC0, 0x2B, 0xC0, 0x2F, 1, 0];
        byte[] extensions = [0, 10, 0, 4, 0, 2, 0, 23, 0, 13, 0, 6, 0, 4, 4, 3, 4, 1];
        body.AddRange([0, (byte)extensions.Length, .. extensions]);
        var lengths = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(lengths, body.Count);
        return [22, 3, 1, 0, (byte)(body.Count + 4), 1, .. lengths[1..], .. body];
    }
}
