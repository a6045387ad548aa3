using System.Globalization;

using Guildhall.Testing;

namespace Guildhall.Server.Tests.Stories;

/// <summary>People meet, talk, and find everything again after a restart.</summary>
public sealed class FirstEveningTests
{
    [Fact]
    public async Task Two_people_talk_in_a_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");

        var id = await general.Say("hello", by: "ada");

        var seen = await bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "hello");
        seen.GetProperty("id").GetString().ShouldBe(id);
        seen.GetProperty("author").GetProperty("username").GetString().ShouldBe(guild.Owner.Name);
    }

    [Fact]
    public async Task A_member_who_loses_view_channel_stops_receiving_its_messages()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await general.Deny(bob, Permissions.ViewChannel);

        await general.Say("secret", by: "ada");

        await bob.Gateway.SawNo("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "secret");
    }

    [Fact]
    public async Task A_restart_keeps_people_guilds_and_messages()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var ids = new List<string>();
        for (var i = 0; i < 20; i++) ids.Add(await general.Say(i.ToString(CultureInfo.InvariantCulture), by: "ada"));

        await house.Restart();

        var history = (await guild.Owner.Get($"/channels/{general.Id}/messages?limit=20")).Ok();
        history.Json.EnumerateArray().Select(message => message.GetProperty("id").GetString()).ShouldBe(ids.AsEnumerable().Reverse());
        await guild.Owner.Connect();
        await guild.Owner.Gateway.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == guild.Id);
    }

    [Fact]
    public async Task A_drain_tells_sessions_to_reconnect()
    {
        await using var house = await TestHouse.Start(options => options with { ReconnectMoment = TimeSpan.FromMilliseconds(200) });
        var ada = await house.User("ada");
        var session = ada.Gateway;

        await house.Restart();

        await session.Await("op 7", payload => payload.Op == 7);
        (await session.Closed()).ShouldNotBe(1000);
    }

    [Fact]
    public async Task A_bot_answers_in_its_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        await using var bot = await house.CreateBot(guild.Owner, "ping");
        var authorized = await guild.Owner.Post(
            $"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true });
        authorized.Ok();
        await bot.Connect();

        await general.Say("ping", by: "ada");
        await bot.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "ping");
        (await bot.Post($"/channels/{general.Id}/messages", new { content = "pong" })).Ok();

        await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "pong");
    }
}
