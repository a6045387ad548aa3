using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Tests.Harness;
using Guildhall.Testing;

namespace Guildhall.Gateway.Tests.Sessions;

public sealed class ResumeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_socket_gets_exactly_what_it_missed(bool remembersTokens)
    {
        await using var house = await GatewayHouse.Start();
        house.Backend.RemembersTokens = remembersTokens;
        var client = await house.Identified();
        await house.Publish(Events.Message(1));
        await client.Dispatch("MESSAGE_CREATE");
        client.Drop();
        for (var i = 2; i <= 5; i++) await house.Publish(Events.Message(i));
        var back = await Resumed(house, "user-1", client);
        for (var i = 2; i <= 5; i++) Number(await back.Dispatch("MESSAGE_CREATE")).ShouldBe(i);
        (await back.Dispatch("RESUMED")).GetProperty("d").GetProperty("_trace").GetArrayLength().ShouldBe(0);
        await house.Publish(Events.Message(6));
        Number(await back.Dispatch("MESSAGE_CREATE")).ShouldBe(6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_260_101)]
    [InlineData(77)]
    public async Task However_often_sockets_drop_every_session_sees_every_event_once_and_in_order(int seed)
    {
        const int Sessions = 30;
        const int Messages = 600;
        await using var house = await GatewayHouse.Start();
        var clients = await Task.WhenAll(Enumerable.Range(1, Sessions).Select(i => house.Identified($"user-{i}")));
        var publisher = Task.Run(async () =>
        {
            for (var i = 1; i <= Messages; i++)
            {
                await house.Publish(Events.Message(i, i % 50));
                if (i % 10 == 0) await Task.Yield();
            }
        });
        var readers = clients.Select((client, i) => Task.Run(() => ReadWithDrops(house, $"user-{i + 1}", client, Messages, new Random(seed + i))));
        await Task.WhenAll(readers.Append(publisher));
        house.Gateway.Metrics.Sessions.ShouldBe(Sessions);
        house.Gateway.Metrics.Resumes.ShouldBeGreaterThan(Sessions);
    }

    [Fact]
    public async Task A_resume_may_go_back_to_any_event_that_was_not_confirmed()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        for (var i = 1; i <= 300; i++) await house.Publish(Events.Message(i));
        for (var i = 1; i <= 300; i++) await client.Dispatch("MESSAGE_CREATE");
        client.Drop();
        client.Sequence = 100;
        var back = await Resumed(house, "user-1", client);
        for (var i = 99; i <= 300; i++) Number(await back.Dispatch("MESSAGE_CREATE")).ShouldBe(i);
        await back.Dispatch("RESUMED");
    }

    [Fact]
    public async Task What_a_heartbeat_has_confirmed_cannot_be_asked_for_again()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        for (var i = 1; i <= 10; i++) await house.Publish(Events.Message(i));
        for (var i = 1; i <= 10; i++) await client.Dispatch("MESSAGE_CREATE");
        await client.Heartbeat();
        await client.Op(11);
        client.Drop();
        var back = await house.Connect();
        await back.Hello();
        await back.Resume("user-1", client.SessionId, client.Sequence - 1);
        (await back.Op(9)).GetProperty("d").GetBoolean().ShouldBeFalse();
        back.Sequence = client.Sequence;
        await back.Resume("user-1", client.SessionId, client.Sequence);
        await back.Dispatch("RESUMED");
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("not an id")]
    [InlineData("")]
    public async Task An_unknown_session_is_invalid_and_the_socket_may_identify_instead(string id)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Connect();
        await client.Hello();
        await client.Resume("user-1", id, 5);
        (await client.Op(9)).GetProperty("d").GetBoolean().ShouldBeFalse();
        await client.Identify("user-1");
        await client.Dispatch("READY");
    }

    [Fact]
    public async Task The_store_is_asked_about_a_token_only_where_memory_is_not_enough()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        client.Drop();
        var back = await Resumed(house, "user-1", client);
        await back.Dispatch("RESUMED");
        house.Backend.TokenQuestions.ShouldBe(0);
        back.Drop();
        house.Backend.RemembersTokens = false;
        await (await Resumed(house, "user-1", back)).Dispatch("RESUMED");
        house.Backend.TokenQuestions.ShouldBe(1);
    }

    [Fact]
    public async Task Another_s_token_or_a_revoked_one_does_not_resume()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified("user-1");
        client.Drop();
        var thief = await house.Connect();
        await thief.Hello();
        await thief.Resume("user-2", client.SessionId, client.Sequence);
        await thief.Op(9);
        house.Backend.Revoked["user-1"] = true;
        await thief.Resume("user-1", client.SessionId, client.Sequence);
        await thief.Op(9);
    }

    [Theory]
    [InlineData(9_999)]
    [InlineData(99_999_999_999)]
    public async Task A_sequence_from_the_future_closes_with_4007(long sequence)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        client.Drop();
        var back = await house.Connect();
        await back.Hello();
        await back.Resume("user-1", client.SessionId, sequence);
        (await back.Closed()).ShouldBe(4007);
    }

    [Fact]
    public async Task A_resume_takes_over_from_a_socket_that_still_lives()
    {
        await using var house = await GatewayHouse.Start();
        var old = await house.Identified();
        var back = await Resumed(house, "user-1", old);
        await back.Dispatch("RESUMED");
        (await old.Closed()).ShouldBe(4000);
        await house.Publish(Events.Message(1));
        await back.Dispatch("MESSAGE_CREATE");
        house.Gateway.Metrics.Sockets.ShouldBe(1);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    public async Task A_client_that_says_goodbye_ends_its_session(int code)
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        await client.SendClose(code);
        (await client.Closed()).ShouldBe(code);
        (await client.HasEnded()).ShouldBeTrue();
        await house.Backend.NextEnded();
        var back = await house.Connect();
        await back.Hello();
        await back.Resume("user-1", client.SessionId, client.Sequence);
        await back.Op(9);
    }

    [Fact]
    public async Task Any_other_close_keeps_the_session()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        await client.SendClose(4000);
        (await client.Closed()).ShouldBe(4000);
        var back = await Resumed(house, "user-1", client);
        await back.Dispatch("RESUMED");
    }

    [Fact]
    public async Task A_session_without_a_socket_ends_after_five_minutes()
    {
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1 }, time);
        var client = await house.Identified();
        await client.SendClose(4000);
        await client.Closed();
        // The client sees the close a moment before the session begins to count; time may move only after that.
        await Settled(house);
        house.Gateway.Metrics.Sockets.ShouldBe(0);
        for (var minute = 0; minute < 4; minute++) time.Advance(TimeSpan.FromMinutes(1));
        await Settled(house);
        house.Gateway.Metrics.Sessions.ShouldBe(1);
        for (var half = 0; half < 4; half++)
        {
            time.Advance(TimeSpan.FromSeconds(31));
            await Settled(house);
        }

        await house.Backend.NextEnded();
        house.Gateway.Metrics.Sessions.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_without_heartbeats_loses_its_socket_and_may_resume()
    {
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1 }, time);
        var silent = await house.Identified("user-1");
        var lively = await house.Identified("user-2");
        for (var second = 0; second < 100; second += 20)
        {
            await lively.Heartbeat();
            while ((await lively.Payload()).GetProperty("op").GetInt32() != 11)
            {
            }

            time.Advance(TimeSpan.FromSeconds(20));
            await Settled(house);
        }

        (await silent.Closed()).ShouldBe(4000);
        house.Gateway.Metrics.ZombiesCut.ShouldBe(1);
        house.Gateway.Metrics.Sockets.ShouldBe(1);
        var back = await Resumed(house, "user-1", silent);
        await back.Dispatch("RESUMED");
    }

    [Fact]
    public async Task A_client_is_asked_for_a_heartbeat_so_that_its_large_welcome_need_not_be_kept()
    {
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1 }, time);
        house.Backend.WelcomePadding = 100_000;
        var client = await house.Identified();
        time.Advance(TimeSpan.FromSeconds(4));
        await client.Op(1);
        await client.Heartbeat();
        await client.Op(11);
        time.Advance(TimeSpan.FromSeconds(35));
        await Settled(house);
        await client.Heartbeat();
        await client.Op(11);
    }

    [Fact]
    public async Task A_session_that_missed_too_much_ends()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        client.Drop();
        while (house.Gateway.Metrics.Sockets > 0) await Task.Yield();
        for (var i = 1; i <= GatewayLimits.RingEvents + 1; i++) await house.Publish(Events.Message(i));
        await house.Backend.NextEnded();
        house.Gateway.Metrics.Sessions.ShouldBe(0);
    }

    [Fact]
    public async Task A_reader_that_stands_still_is_cut_and_may_resume_what_is_still_kept()
    {
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 1, EventsPerWindow = 100_000 });
        var slow = await house.Identified("user-1");
        var healthy = await house.Identified("user-2");
        var published = 0;
        while (house.Gateway.Metrics.SlowReadersCut == 0)
        {
            for (var i = 0; i < 200; i++) await house.Publish(Events.Message(++published, 4_000));
            for (var i = 0; i < 200; i++) await healthy.Dispatch("MESSAGE_CREATE");
            published.ShouldBeLessThan(100_000);
        }

        house.Gateway.Metrics.Sockets.ShouldBe(1);
        house.Gateway.Metrics.Sessions.ShouldBe(2);
        (await slow.HasEnded()).ShouldBeTrue();
    }

    [Fact]
    public async Task Draining_asks_for_a_reconnect_then_closes_and_sessions_stay()
    {
        var time = new ManualTime();
        await using var house = await GatewayHouse.Start(time: time);
        var client = await house.Identified();
        var drained = house.Gateway.Drain(TimeSpan.FromSeconds(2));
        await client.Op(7);
        time.Advance(TimeSpan.FromSeconds(2));
        (await client.Closed()).ShouldBe(4000);
        await drained;
        house.Gateway.Metrics.Sessions.ShouldBe(1);
        using var late = await WireClient.OpenRaw(house.Port);
        (await late.Upgrade("/?v=10&encoding=json")).ShouldStartWith("HTTP/1.1 503 ");
    }

    private static long Number(System.Text.Json.JsonElement payload) => payload.GetProperty("d").GetProperty("n").GetInt64();

    private static async Task<WireClient> Resumed(GatewayHouse house, string token, WireClient lost)
    {
        var back = await house.Connect();
        await back.Hello();
        back.Sequence = lost.Sequence;
        back.SessionId = lost.SessionId;
        await back.Resume(token, lost.SessionId, lost.Sequence);
        return back;
    }

    private static async Task ReadWithDrops(GatewayHouse house, string token, WireClient client, int messages, Random random)
    {
        for (var seen = 0; seen < messages;)
        {
            if (random.Next(60) == 0)
            {
                if (random.Next(2) == 0) client.Drop();
                client = await Resumed(house, token, client);
            }

            var payload = await client.Payload();
            if (payload.GetProperty("op").GetInt32() == 0 && payload.GetProperty("t").GetString() == "MESSAGE_CREATE") Number(payload).ShouldBe(++seen);
            if (random.Next(100) != 0) continue;
            await client.Heartbeat();
        }
    }

    /// <summary>Waits until the shards have handled everything that was posted before.</summary>
    private static async Task Settled(GatewayHouse house) => await house.Gateway.Fanout.SessionsIn(new AudienceId(0), CancellationToken.None);
}
