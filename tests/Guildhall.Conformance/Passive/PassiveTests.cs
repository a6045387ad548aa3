using Guildhall.Testing;

namespace Guildhall.Conformance.Passive;

public sealed class PassiveTests
{
    [Fact]
    public async Task Who_does_not_look_gets_nothing_of_what_happens_all_the_time_and_everything_once_it_looks()
    {
        await using var world = await PassiveGuild.Open();
        var before = world.Session.Seen.Count;
        var message = await world.General.Say("hello", by: "ada");
        (await world.Ada.Patch($"/channels/{world.General.Id}/messages/{message}", new { content = "hello!" })).Ok();
        (await world.Ada.Put($"/channels/{world.General.Id}/messages/{message}/reactions/%F0%9F%91%8D/@me")).Ok();
        (await world.Ada.Post($"/channels/{world.General.Id}/typing", new { })).Ok();
        (await world.Ada.Delete($"/channels/{world.General.Id}/messages/{message}")).Ok();
        await world.Ada.Gateway.Send(3, new { status = "dnd", activities = Array.Empty<object>(), since = (long?)null, afk = false });
        await world.Bob.Gateway.Saw("MESSAGE_DELETE");
        await world.Bob.Gateway.Saw("PRESENCE_UPDATE", presence => presence.GetProperty("status").GetString() == "dnd");
        await world.Session.Settle();
        PassiveGuild.Names(world.Session, before).ShouldBe(["GUILD_MEMBERS_CHUNK"]);

        await world.Look();
        await world.Session.Saw("PRESENCE_UPDATE", presence => presence.GetProperty("status").GetString() == "dnd");
        var told = await world.Session.Saw("PASSIVE_UPDATE_V2");
        told.GetProperty("updated_channels")[0].GetProperty("last_message_id").GetString().ShouldBe(message);
        await world.General.Say("now you hear me", by: "ada");
        await world.Session.Saw("MESSAGE_CREATE", said => said.GetProperty("content").GetString() == "now you hear me");

        await world.Look(false);
        await world.General.Say("now you do not", by: "ada");
        await world.Session.SawNo("MESSAGE_CREATE", said => said.GetProperty("content").GetString() == "now you do not");
    }

    [Fact]
    public async Task Changes_of_the_guild_itself_reach_everybody()
    {
        await using var world = await PassiveGuild.Open();
        var role = await world.Guild.CreateRole("cooks", Permissions.None);
        await world.Session.Saw("GUILD_ROLE_CREATE");
        var kitchen = (await world.Ada.Post($"/guilds/{world.Guild.Id}/channels", new { name = "kitchen" })).Ok().Id;
        await world.Session.Saw("CHANNEL_CREATE", channel => channel.GetProperty("id").GetString() == kitchen);
        (await world.Ada.Patch($"/channels/{kitchen}", new { topic = "soup" })).Ok();
        await world.Session.Saw("CHANNEL_UPDATE", channel => channel.GetProperty("topic").GetString() == "soup");
        (await world.Ada.Put($"/guilds/{world.Guild.Id}/members/{world.Bob.Id}/roles/{role}")).Ok();
        await world.Session.Saw("GUILD_MEMBER_UPDATE", member => member.GetProperty("roles").GetArrayLength() == 1);
        await world.Guild.Join("carol");
        await world.Session.Saw("GUILD_MEMBER_ADD");
        (await world.Ada.Put($"/channels/{kitchen}/permissions/{world.Bob.Id}", new { type = 1, allow = "0", deny = "1024" })).Ok();
        await world.Session.Saw("CHANNEL_DELETE", channel => channel.GetProperty("id").GetString() == kitchen);
        (await world.Ada.Patch($"/channels/{kitchen}", new { topic = "stew" })).Ok();
        await world.Session.SawNo("CHANNEL_UPDATE", channel => channel.GetProperty("topic").GetString() == "stew");
        (await world.Ada.Delete($"/guilds/{world.Guild.Id}/members/{world.Bob.Id}")).Ok();
        await world.Session.Saw("GUILD_DELETE");
    }

    [Fact]
    public async Task A_mention_comes_whoever_looks_and_only_to_those_it_is_for()
    {
        await using var world = await PassiveGuild.Open();
        var role = await world.Guild.CreateRole("cooks", Permissions.None);
        (await world.Ada.Put($"/guilds/{world.Guild.Id}/members/{world.Bob.Id}/roles/{role}")).Ok();
        await world.Guild.Join("carol");
        await using var carol = await PassiveGuild.Connect(world.House, await world.House.User("carol"), PassiveGuild.SecondForm);
        var hidden = await world.Guild.CreateChannel("hidden");
        await hidden.Deny(world.Bob, Permissions.ViewChannel);

        await world.General.Say($"by name <@{world.Bob.Id}>", by: "ada");
        await world.General.Say($"by role <@&{role}>", by: "ada");
        await world.General.Say("@everyone all of you", by: "ada");
        await world.General.Say("nobody", by: "ada");
        await world.General.Say("my own", by: "bob");
        await hidden.Say($"<@{world.Bob.Id}> @everyone behind your back", by: "ada");

        await world.Session.Settle();
        await carol.Settle();
        PassiveGuild.All(world.Session, "MESSAGE_CREATE").Select(said => said.GetProperty("content").GetString()!.Split(' ')[0])
            .ShouldBe(["by", "by", "@everyone", "my"]);
        PassiveGuild.All(carol, "MESSAGE_CREATE").Select(said => said.GetProperty("content").GetString()!.Split(' ')[0])
            .ShouldBe(["@everyone", $"<@{world.Bob.Id}>"]);
    }

    [Fact]
    public async Task Bots_and_clients_that_say_nothing_get_everything()
    {
        await using var world = await PassiveGuild.Open();
        var bot = await world.House.CreateBot(world.Ada, "helper");
        (await world.Ada.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = world.Guild.Id, permissions = "0", authorize = true })).Ok();
        await using var session = await GatewayClient.Open(world.House.GatewayUrl);
        await session.Identify(bot.Token, (1 << 0) | (1 << 9), capabilities: PassiveGuild.SecondForm);
        await world.General.Say("hello", by: "ada");
        await session.Saw("MESSAGE_CREATE");
        await world.Bob.Gateway.Saw("MESSAGE_CREATE");
        world.Time.Advance(TimeSpan.FromSeconds(5));
        await world.Session.Saw("PASSIVE_UPDATE_V2");
        await session.SawNo("PASSIVE_UPDATE_V2");
        await world.Bob.Gateway.SawNo("PASSIVE_UPDATE_V2");
    }

    [Fact]
    public async Task In_a_busy_guild_not_looking_costs_a_twentieth()
    {
        await using var world = await PassiveGuild.Open();
        var (before, beforeActive) = (world.Session.Seen.Count, world.Bob.Gateway.Seen.Count);
        for (var second = 0; second < 20; second++)
        {
            for (var index = 0; index < 5; index++) await world.General.Say($"{second} {index}: something that somebody says in the course of a conversation", by: "ada");
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await world.Ada.Post($"/channels/{world.General.Id}/typing", new { });
        }

        await world.Session.Saw("PASSIVE_UPDATE_V2");
        await world.Session.Settle();
        await world.Bob.Gateway.Settle();
        var passive = Bytes(world.Session, before);
        var active = Bytes(world.Bob.Gateway, beforeActive);
        passive.ShouldBeGreaterThan(0);
        ((double)passive / active).ShouldBeLessThan(0.05);
    }

    private static long Bytes(GatewayClient session, int since) => session.Seen.Skip(since)
        .Where(payload => payload.Op == 0 && payload.Name != "GUILD_MEMBERS_CHUNK").Sum(payload => (long)payload.Body.GetRawText().Length);
}
