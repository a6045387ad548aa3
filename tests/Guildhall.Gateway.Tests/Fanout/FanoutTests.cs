using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Tests.Harness;

namespace Guildhall.Gateway.Tests.Fanout;

public sealed class FanoutTests
{
    private static readonly AudienceId Room = new(2);

    [Fact]
    public async Task Many_publishers_reach_every_session_once_and_each_in_its_order()
    {
        const int Publishers = 6;
        const int Each = 300;
        await using var house = await GatewayHouse.Start();
        var clients = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => house.Identified($"user-{i}")));
        var publishing = Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await house.Publish(Events.Message((publisher * Each) + i, i % 100));
        }));
        var reading = clients.Select(client => Task.Run(async () =>
        {
            var next = new int[Publishers];
            for (var i = 0; i < Publishers * Each; i++)
            {
                var number = (int)(await client.Dispatch("MESSAGE_CREATE")).GetProperty("d").GetProperty("n").GetInt64();
                next[number / Each]++.ShouldBe(number % Each);
            }
        }));
        await Task.WhenAll(publishing.Concat(reading));
        house.Gateway.Metrics.Deliveries.ShouldBe(20 * ((Publishers * Each) + 2));
    }

    [Fact]
    public async Task Intents_decide_and_the_self_user_gets_the_event_regardless()
    {
        await using var house = await GatewayHouse.Start();
        var guildsOnly = await house.Identified("bot-1", intents: (long)Intents.Guilds);
        var typing = await house.Identified("bot-2", intents: (long)(Intents.Guilds | Intents.GuildMessageTyping));
        await house.Publish(Events.Of("TYPING_START", "{}", Intents.GuildMessageTyping));
        await house.Publish(Events.Of("GUILD_MEMBER_UPDATE", "{}", Intents.GuildMembers) with { Self = new UserId(1) });
        await house.Publish(Events.Of("INTERACTION_CREATE", "{}"));
        await guildsOnly.Dispatch("GUILD_MEMBER_UPDATE");
        await guildsOnly.Dispatch("INTERACTION_CREATE");
        await typing.Dispatch("TYPING_START");
        await typing.Dispatch("INTERACTION_CREATE");
    }

    [Fact]
    public async Task Bots_without_the_content_intent_get_the_redacted_body_unless_they_are_named()
    {
        await using var house = await GatewayHouse.Start();
        var intents = (long)(Intents.Guilds | Intents.GuildMessages);
        var stranger = await house.Identified("bot-1", intents: intents);
        var mentioned = await house.Identified("bot-2", intents: intents);
        var person = await house.Identified("user-3");
        await house.Publish(Events.Of("MESSAGE_CREATE", "{\"content\":\"secret\"}", Intents.GuildMessages) with
        {
            Redacted = "{\"content\":\"\"}"u8.ToArray(),
            Unredacted = [new UserId(2)],
        });
        Content(await stranger.Dispatch("MESSAGE_CREATE")).ShouldBe("");
        Content(await mentioned.Dispatch("MESSAGE_CREATE")).ShouldBe("secret");
        Content(await person.Dispatch("MESSAGE_CREATE")).ShouldBe("secret");
    }

    [Fact]
    public async Task An_event_may_leave_out_one_user_and_may_go_to_named_sessions_alone()
    {
        await using var house = await GatewayHouse.Start();
        var one = await house.Identified("user-1");
        var two = await house.Identified("user-2");
        await house.Publish(Events.Message(1), except: new UserId(1));
        await house.Gateway.Fanout.Post(new RelayMessage.Send([house.Backend.SessionOf[1]], Events.Message(2)), CancellationToken.None);
        Number(await two.Dispatch("MESSAGE_CREATE")).ShouldBe(1);
        Number(await one.Dispatch("MESSAGE_CREATE")).ShouldBe(2);
    }

    [Fact]
    public async Task A_session_joins_an_audience_after_its_welcome_and_leaves_it()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        var session = house.Backend.SessionOf[1];
        var relay = house.Gateway.Fanout;
        await relay.Post(new RelayMessage.Publish(Room, Events.Message(1)), CancellationToken.None);
        await relay.Post(new RelayMessage.Subscribe(session, [Room, Room], Events.Of("CHANNEL_CREATE", "{}")), CancellationToken.None);
        await relay.Post(new RelayMessage.Subscribe(session, [Room]), CancellationToken.None);
        await relay.Post(new RelayMessage.Publish(Room, Events.Message(2)), CancellationToken.None);
        (await relay.SessionsIn(Room, CancellationToken.None)).ShouldHaveSingleItem()
            .ShouldBe(new ConnectedSession(session, new UserId(1), false, Intents.All, 50));
        await relay.Post(new RelayMessage.Unsubscribe(session, [Room]), CancellationToken.None);
        await relay.Post(new RelayMessage.Publish(Room, Events.Message(3)), CancellationToken.None);
        await house.Publish(Events.Message(4));
        await client.Dispatch("CHANNEL_CREATE");
        Number(await client.Dispatch("MESSAGE_CREATE")).ShouldBe(2);
        Number(await client.Dispatch("MESSAGE_CREATE")).ShouldBe(4);
        (await relay.SessionsIn(Room, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sessions_of_an_audience_are_found_on_every_shard()
    {
        await using var house = await GatewayHouse.Start(new GatewayOptions { Shards = 5 });
        for (var i = 1; i <= 12; i++) await house.Identified($"user-{i}");
        var found = await house.Gateway.Fanout.SessionsIn(FakeBackend.Everyone, CancellationToken.None);
        found.Select(session => session.User.Number).Order().ShouldBe(Enumerable.Range(1, 12).Select(i => (ulong)i));
        found.Select(session => session.Session.Shard).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task A_closed_session_gets_what_came_before_and_is_gone()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        await house.Publish(Events.Message(1));
        await house.Gateway.Fanout.Post(
            new RelayMessage.Close([house.Backend.SessionOf[1]], GatewayCloseCode.AuthenticationFailed), CancellationToken.None);
        await client.Dispatch("MESSAGE_CREATE");
        (await client.Closed()).ShouldBe(4004);
        (await house.Backend.NextEnded()).ShouldBe(house.Backend.SessionOf[1]);
        (await house.Gateway.Fanout.SessionsIn(FakeBackend.Everyone, CancellationToken.None)).ShouldBeEmpty();
        house.Gateway.Metrics.Sessions.ShouldBe(0);
    }

    [Fact]
    public async Task Typing_is_dropped_for_a_session_that_is_far_behind()
    {
        await using var house = await GatewayHouse.Start();
        var client = await house.Identified();
        client.Drop();
        while (house.Gateway.Metrics.Sockets > 0) await Task.Yield();
        for (var i = 1; i <= GatewayLimits.ReplayEvents / 4; i++) await house.Publish(Events.Message(i));
        await house.Publish(Events.Of("TYPING_START", "{}") with { MayBeDropped = true });
        var back = await house.Connect();
        await back.Hello();
        back.Sequence = client.Sequence;
        await back.Resume("user-1", client.SessionId, client.Sequence);
        for (var i = 1; i <= GatewayLimits.ReplayEvents / 4; i++) await back.Dispatch("MESSAGE_CREATE");
        await back.Dispatch("RESUMED");
        house.Gateway.Metrics.Dropped.ShouldBe(1);
    }

    private static string Content(System.Text.Json.JsonElement payload) => payload.GetProperty("d").GetProperty("content").GetString()!;

    private static long Number(System.Text.Json.JsonElement payload) => payload.GetProperty("d").GetProperty("n").GetInt64();
}
