using System.Net.WebSockets;
using System.Text;
using Guildhall.Gateway.Tests.Harness;
using Guildhall.Testing;

namespace Guildhall.Gateway.Tests.Connections;

public sealed class ConnectingTests
{
    [Fact]
    public async Task A_client_is_greeted_identifies_and_sees_its_guilds()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect();
        (await client.Hello()).GetProperty("d").GetProperty("heartbeat_interval").GetInt32().ShouldBe(41_250);
        await client.Identify("user-7");
        var ready = await client.Dispatch("READY");
        ready.GetProperty("d").GetProperty("v").GetInt32().ShouldBe(10);
        ready.GetProperty("d").GetProperty("user").GetProperty("id").GetString().ShouldBe("7");
        ready.GetProperty("d").GetProperty("resume_gateway_url").GetString().ShouldBe($"ws{GatewayHouse.SchemeEnd}://localhost");
        ready.GetProperty("d").GetProperty("session_id").GetString()!.ShouldMatch("^[0-9a-f]{32}$");
        await client.Dispatch("GUILD_CREATE");
        await client.Heartbeat();
        await client.Op(11);
    }

    [Fact]
    public async Task The_framework_s_own_websocket_client_is_served()
    {
        await using var house = await GatewayHouse.Start();
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = static (_, shown, _, _) => TestCertificate.IsOurs(shown);
        await socket.ConnectAsync(new Uri($"ws{GatewayHouse.SchemeEnd}://127.0.0.1:{house.Port}/gateway?v=9&encoding=json"), CancellationToken.None);
        var buffer = new byte[4096];
        var hello = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Encoding.UTF8.GetString(buffer, 0, hello.Count).ShouldContain("\"op\":10");
        await socket.SendAsync("""{"op":2,"d":{"token":"user-1"}}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var ready = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Encoding.UTF8.GetString(buffer, 0, ready.Count).ShouldStartWith("""{"s":1,"t":"READY","op":0,"d":{"session_id":""");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await house.Backend.NextEnded();
    }

    [Theory]
    [InlineData("/?v=8&encoding=json", 4012)]
    [InlineData("/?v=eleven", 4012)]
    [InlineData("/?v=10&encoding=xml", 4002)]
    [InlineData("/?v=10&encoding=json&compress=brotli", 4002)]
    public async Task What_the_server_does_not_speak_is_accepted_and_closed_with_its_code(string path, int code)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect(path);
        (await client.Closed()).ShouldBe(code);
    }

    [Theory]
    [InlineData("""{"op":2,"d":{"token":"stranger","intents":0}}""", 4004)]
    [InlineData("""{"op":2,"d":{"token":"bot-1"}}""", 4013)]
    [InlineData("""{"op":2,"d":{"token":"bot-1","intents":131072}}""", 4013)]
    [InlineData("""{"op":2,"d":{"token":"bot-1","intents":-1}}""", 4013)]
    [InlineData("""{"op":2,"d":{"token":"bot-1","intents":"1"}}""", 4013)]
    [InlineData("""{"op":2,"d":{"token":"bot-1","intents":32769}}""", 4014)]
    [InlineData("""{"op":2,"d":{"token":"bot-1","intents":1,"shard":[1,1]}}""", 4010)]
    [InlineData("""{"op":2,"d":{"token":"bot-1","intents":1,"shard":[0]}}""", 4010)]
    [InlineData("""{"op":2,"d":{"token":"bot-1","intents":1,"shard":["0",1]}}""", 4010)]
    [InlineData("""{"op":2,"d":{"intents":1}}""", 4002)]
    [InlineData("""{"op":2,"d":null}""", 4002)]
    [InlineData("""{"op":2}""", 4002)]
    [InlineData("""{"op":6,"d":{"token":"user-1"}}""", 4002)]
    [InlineData("""{"op":3,"d":{"status":"idle"}}""", 4003)]
    [InlineData("""{"op":8,"d":{}}""", 4003)]
    [InlineData("""{"op":99,"d":{}}""", 4001)]
    [InlineData("""{"op":0,"d":{}}""", 4001)]
    [InlineData("""{"op":"2"}""", 4002)]
    [InlineData("""{"d":{}}""", 4002)]
    [InlineData("""[1]""", 4002)]
    [InlineData("""{"op":1}{"op":1}""", 4002)]
    [InlineData("hello", 4002)]
    [InlineData("", 4002)]
    public async Task A_wrong_beginning_is_closed_with_its_code(string json, int code)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect();
        await client.Hello();
        await client.Send(json);
        (await client.Closed()).ShouldBe(code);
        house.Gateway.Metrics.Sessions.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"op":2,"d":{"token":"user-1"}}""", 4005)]
    [InlineData("""{"op":6,"d":{"token":"user-1","session_id":"0","seq":0}}""", 4005)]
    [InlineData("""{"op":99}""", 4001)]
    [InlineData("""{"op":3,"d":""", 4002)]
    public async Task A_session_that_breaks_the_rules_is_closed_and_stays_resumable(string json, int code)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        await client.Send(json);
        (await client.Closed()).ShouldBe(code);
        var back = await house.Connect();
        await back.Hello();
        back.Sequence = client.Sequence;
        await back.Resume("user-1", client.SessionId, client.Sequence);
        await back.Dispatch("RESUMED");
    }

    [Fact]
    public async Task Unserved_ops_of_user_clients_are_ignored()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        foreach (var op in new[] { 4, 5, 13, 14, 18, 31, 34, 37, 41, 43 }) await client.Send($"{{\"op\":{op},\"d\":{{\"guild_id\":\"1\"}}}}");
        await client.Heartbeat();
        await client.Op(11);
    }

    [Fact]
    public async Task Presence_and_member_requests_reach_the_backend_and_presence_is_limited()
    {
        await using var house = await GatewayHouse.Start(time: new ManualTime());
        var client = await house.Identified();
        for (var i = 0; i < 8; i++) await client.Send($"{{\"op\":3,\"d\":{{\"status\":\"idle\",\"n\":{i}}}}}");
        await client.Send("""{"op":8,"d":{"guild_id":"1","query":"","limit":0}}""");
        for (var i = 0; i < 5; i++) (await house.Backend.NextCommand()).ShouldBe($"presence {{\"status\":\"idle\",\"n\":{i}}}");
        (await house.Backend.NextCommand()).ShouldBe("""members {"guild_id":"1","query":"","limit":0}""");
    }

    [Fact]
    public async Task Identify_carries_what_the_client_says_of_itself()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect("/?v=9");
        await client.Hello();
        await client.Send("""{"op":2,"d":{"token":"Bot bot-3","intents":513,"shard":[2,5],"large_threshold":9999,"properties":{"$os":"android","$browser":"Discord Android"},"presence":{"status":"dnd"}}}""");
        await client.Dispatch("READY");
        house.Backend.Identified.TryDequeue(out var request).ShouldBeTrue();
        request!.Token.ShouldBe("bot-3");
        request.Intents.ShouldBe(Intents.Guilds | Intents.GuildMessages);
        (request.ShardId, request.ShardCount, request.LargeThreshold, request.ApiVersion).ShouldBe((2, 5, 250, 9));
        request.Client.ShouldBe(ClientKind.Mobile);
        request.Presence!.Value.GetProperty("status").GetString().ShouldBe("dnd");
    }

    [Fact]
    public async Task A_socket_that_never_identifies_is_closed()
    {
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(time: time);
        var client = await house.Connect();
        await client.Hello();
        await client.Heartbeat();
        await client.Op(11);
        time.Advance(TimeSpan.FromSeconds(31));
        (await client.Closed()).ShouldBe(4009);
    }

    [Fact]
    public async Task The_121st_payload_of_a_minute_closes_the_socket()
    {
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1 }, time);
        var client = await house.Identified();
        for (var i = 0; i < 119; i++) await client.Heartbeat();
        time.Advance(TimeSpan.FromSeconds(61));
        for (var i = 0; i < 120; i++) await client.Heartbeat();
        await client.Send("""{"op":1,"d":null}""");
        (await client.Closed()).ShouldBe(4008);
    }

    [Fact]
    public async Task What_is_sent_while_identify_is_decided_follows_ready()
    {
        await using var house = await GatewayHouse.Start();
        house.Backend.BeforeReady = session => house.Gateway.Fanout.Post(
            new Guildhall.Cluster.Relay.RelayMessage.Send([session], Events.Message(5)), CancellationToken.None);
        var client = await house.Connect();
        await client.Hello();
        await client.Identify("user-1");
        await client.Dispatch("READY");
        await client.Dispatch("MESSAGE_CREATE");
        await client.Dispatch("GUILD_CREATE");
    }

    [Fact]
    public async Task A_session_whose_guilds_cannot_be_told_is_closed_for_good()
    {
        await using var house = await GatewayHouse.Start();
        house.MayLogErrors = true;
        house.Backend.ReadyFails = true;
        var client = await house.Connect();
        await client.Hello();
        await client.Identify("user-1");
        await client.Dispatch("READY");
        (await client.Closed()).ShouldBe(4000);
        await house.Backend.NextEnded();
    }
}
