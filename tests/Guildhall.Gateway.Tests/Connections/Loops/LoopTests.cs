using System.Text;
using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Connections.Loops;
using Guildhall.Gateway.Tests.Harness;
using Guildhall.Testing;

namespace Guildhall.Gateway.Tests.Connections.Loops;

/// <summary>What only the loops can get wrong: descriptors, half-read buffers, sockets that change loops. Linux only.</summary>
public sealed class LoopTests
{
    private const string Request =
        "GET /?v=10&encoding=json HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    [Fact]
    public async Task The_sockets_of_a_plain_port_are_on_the_loops_and_http_is_not()
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House(loops: 2);
        await house.Identified("user-1");
        await house.Identified("user-2");
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri($"http://127.0.0.1:{house.Port}/hello"))).ShouldBe("hello");
        house.Gateway.Loops.Select(loop => loop.Sockets).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task A_server_that_is_told_so_leaves_all_sockets_to_kestrel()
    {
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1, Transport = GatewayTransport.Kestrel });
        await house.Identified();
        house.Gateway.Loops.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_may_say_everything_in_one_breath()
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House();
        using var client = await WireClient.OpenRaw(house.Port);
        var identify = WireClient.Frame(1, """{"op":2,"d":{"token":"user-1"}}"""u8.ToArray());
        var heartbeat = WireClient.Frame(1, """{"op":1,"d":null}"""u8.ToArray());
        await client.SendRaw([.. Encoding.ASCII.GetBytes(Request), .. heartbeat, .. identify, .. heartbeat]);
        (await client.ReadHead()).ShouldStartWith("HTTP/1.1 101 ");
        await client.Hello();
        await client.Op(11);
        await client.Dispatch("READY");
        var (acks, welcomes) = (0, 0);
        while (acks + welcomes < 2)
        {
            var op = (await client.Payload()).GetProperty("op").GetInt32();
            if (op == 11) acks++;
            else welcomes++;
        }

        (acks, welcomes).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Commands_that_come_faster_than_they_are_carried_out_keep_their_order()
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House();
        var client = await house.Identified();
        List<byte> all = [];
        const int Commands = 3_000;
        for (var i = 0; i < Commands; i++)
            all.AddRange(WireClient.Frame(1, Encoding.UTF8.GetBytes($"{{\"op\":8,\"d\":{{\"n\":{i},\"pad\":\"{new string('x', i % 90)}\"}}}}")));
        await client.SendRaw([.. all]);
        for (var i = 0; i < Commands; i++) (await house.Backend.NextCommand()).ShouldStartWith($"members {{\"n\":{i},");
        await client.Heartbeat();
        await client.Op(11);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_while_it_identifies_leaves_no_socket_behind(bool ownDescriptors)
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House(loops: 1, ownDescriptors);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Backend.BeforeReady = async _ =>
        {
            begun.SetResult();
            await decided.Task;
        };
        var client = await house.Connect();
        await client.Hello();
        await client.Identify("user-1");
        await begun.Task;
        client.Drop();
        house.Backend.BeforeReady = _ => ValueTask.CompletedTask;
        await house.Identified("user-2");
        decided.SetResult();
        await Until(() => house.Gateway.Metrics is { Sessions: 2, Sockets: 1 } && house.Gateway.Loops.Sum(loop => loop.Sockets) == 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sessions_are_resumed_wherever_the_new_socket_arrives(bool ownDescriptors)
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House(loops: 3, ownDescriptors);
        for (var round = 0; round < 7; round++)
        {
            // One more connection each round, so that every pair of loops has its turn.
            var client = await house.Identified($"user-{round + 1}");
            client.Drop();
            await Until(() => house.Gateway.Metrics.Sockets == round);
            await house.Publish(Events.Message(round));
            var back = await house.Connect();
            await back.Hello();
            back.Sequence = client.Sequence;
            await back.Resume($"user-{round + 1}", client.SessionId, client.Sequence);
            await back.Dispatch("MESSAGE_CREATE");
            await back.Dispatch("RESUMED");
        }

        house.Gateway.Metrics.Sockets.ShouldBe(7);
        house.Gateway.Loops.Sum(loop => loop.Sockets).ShouldBe(7);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_welcome_larger_than_every_buffer_arrives_whole(bool ownDescriptors)
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House(loops: 1, ownDescriptors);
        house.Backend.ReadyPadding = 3_000_000;
        house.Backend.WelcomePadding = 5_000_000;
        using var client = await WireClient.Open(house.Port, "/?v=10&encoding=json", receiveBuffer: 4_096);
        await client.Hello();
        await client.Identify("user-1");
        (await client.Dispatch("READY")).GetProperty("d").GetProperty("pad").GetString()!.Length.ShouldBe(3_000_000);
        (await client.Dispatch("GUILD_CREATE")).GetProperty("d").GetProperty("pad").GetString()!.Length.ShouldBe(5_000_000);
        await client.Heartbeat();
        await client.Op(11);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(20_260_101, false)]
    [InlineData(77, true)]
    public async Task Noise_ends_its_own_connection_and_no_other(int seed, bool ownDescriptors)
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House(loops: 2, ownDescriptors);
        var healthy = await house.Identified("user-1");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => MakeNoise(house.Port, new Random(seed + i)))));
        await healthy.Heartbeat();
        await healthy.Op(11);
        await Until(() => house.Gateway.Loops.Sum(loop => loop.Sockets) == 1 && house.UnseenConnections == 0);
        house.Gateway.Metrics.Faults.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_never_answers_our_farewell_is_dropped_after_a_grace()
    {
        if (!Epoll.IsSupported) return;
        var time = new ManualTime();
        await using var house = await House(loops: 1, time: time);
        var client = await house.Identified();
        await client.Send("hello");
        (await client.Closed()).ShouldBe(4002);
        // The client sees the close a moment before its grace begins.
        await house.Settled();
        house.Gateway.Loops.Single().Sockets.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(6));
        (await client.HasEnded()).ShouldBeTrue();
        await Until(() => house.Gateway.Loops.Single().Sockets == 0);
    }

    [Fact]
    public async Task After_a_drain_the_loops_wait_for_the_goodbyes_of_their_clients()
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House();
        var client = await house.Identified();
        await house.Gateway.Drain(TimeSpan.Zero);
        (await client.Closed()).ShouldBe(4000);
        var gone = house.Gateway.SocketsGone(CancellationToken.None);
        gone.IsCompleted.ShouldBeFalse();
        await client.SendClose(4000);
        await gone.WaitAsync(GatewayHouse.Patience);
        (await client.HasEnded()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_connection_is_kept_apart_until_it_has_shown_its_whole_request()
    {
        if (!Epoll.IsSupported) return;
        await using var house = await House();
        using var silent = await WireClient.OpenRaw(house.Port);
        await Until(() => house.UnseenConnections == 1);
        using var half = await WireClient.OpenRaw(house.Port);
        await half.SendRaw("GET /?v=10");
        await Until(() => house.UnseenConnections == 2);
        await half.SendRaw(Request["GET /?v=10".Length..]);
        (await half.ReadHead()).ShouldStartWith("HTTP/1.1 101 ");
        await Until(() => house.UnseenConnections == 1);
    }

    [Fact]
    public async Task In_a_storm_nobody_is_hung_up_on_before_a_moment_to_speak()
    {
        if (!Epoll.IsSupported) return;
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1, Transport = GatewayTransport.Loops, UnseenConnections = 4 }, time);
        var clients = new List<WireClient>();
        for (var i = 0; i < 6; i++) clients.Add(await WireClient.OpenRaw(house.Port));
        await Until(() => house.UnseenConnections == 4);
        foreach (var client in clients) await client.SendRaw(Request);
        foreach (var client in clients) (await client.ReadHead()).ShouldStartWith("HTTP/1.1 101 ");
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public async Task Who_stays_silent_gives_way_to_those_who_wait()
    {
        if (!Epoll.IsSupported) return;
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1, Transport = GatewayTransport.Loops, UnseenConnections = 2 }, time);
        using var first = await WireClient.OpenRaw(house.Port);
        using var second = await WireClient.OpenRaw(house.Port);
        await Until(() => house.UnseenConnections == 2);
        using var third = await WireClient.OpenRaw(house.Port);
        await third.SendRaw(Request);
        time.Advance(GatewayLimits.UnseenPatience);
        (await third.ReadHead()).ShouldStartWith("HTTP/1.1 101 ");
        (await first.HasEnded()).ShouldBeTrue();
    }

    private static Task<GatewayHouse> House(int loops = 2, bool ownDescriptors = false, TimeProvider? time = null) => GatewayHouse.Start(
        new GatewayOptions { Shards = loops, EventsPerWindow = 100_000, Transport = GatewayTransport.Loops, PrivateDescriptors = ownDescriptors }, time);

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(GatewayHouse.Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Connections that say something odd at some moment of their life, and leave in every way there is.</summary>
    private static async Task MakeNoise(int port, Random random)
    {
        for (var run = 0; run < 40; run++)
        {
            using var client = await WireClient.OpenRaw(port);
            try
            {
                if (random.Next(4) == 0)
                {
                    await client.SendRaw(Noise(random, random.Next(1, 400)));
                }
                else
                {
                    await client.SendRaw(Request);
                    for (var frames = random.Next(6); frames > 0; frames--) await client.SendRaw(OddFrame(random));
                }

                if (random.Next(3) == 0) await client.SendClose(random.Next(2) == 0 ? 1000 : 4000);
            }
            catch (IOException)
            {
                // The server had enough of it already.
            }

            if (random.Next(2) == 0) client.Drop();
        }
    }

    private static byte[] OddFrame(Random random)
    {
        var payload = random.Next(5) switch
        {
            0 => """{"op":2,"d":{"token":"user-9"}}"""u8.ToArray(),
            1 => """{"op":1,"d":3}"""u8.ToArray(),
            2 => """{"op":6,"d":{"token":"user-9","session_id":"00000000000000000000000000000000","seq":1}}"""u8.ToArray(),
            3 => Encoding.UTF8.GetBytes(new string('[', random.Next(4_500))),
            _ => Noise(random, random.Next(300)),
        };
        var frame = WireClient.Frame(random.Next(12), payload, random.Next(4) != 0, random.Next(20) == 0 ? 1 : 0, random.Next(20) != 0);
        if (random.Next(3) == 0 && frame.Length > 0) frame[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
        return random.Next(4) == 0 ? frame[..random.Next(1, frame.Length + 1)] : frame;
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
