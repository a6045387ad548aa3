using Guildhall.Community;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.GatewayInfo;

/// <summary>An actor that fails is started again from the store; nobody's session notices.</summary>
public sealed class RestartedActorTests
{
    [Fact]
    public async Task A_guild_that_fails_keeps_its_sessions()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        house.Logs.Expect("Guild");
        var actors = house.Services.GetRequiredService<CommunityActors>();
        await actors.Guilds.Tell(new GuildId(Snowflake(guild.Id)), new BrokenGuildCommand(), CancellationToken.None);
        await general.Say("still here", by: "ada");
        await bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "still here");
        actors.GuildHost.Crashes.ShouldBe(1);
        (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "after", type = 0 })).Ok();
        await bob.Gateway.Saw("CHANNEL_CREATE", channel => channel.GetProperty("name").GetString() == "after");
    }

    [Fact]
    public async Task A_user_whose_actor_fails_keeps_its_sessions()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        house.Logs.Expect("User");
        var actors = house.Services.GetRequiredService<CommunityActors>();
        var ada = new UserId(Snowflake(guild.Owner.Id));
        await actors.Users.Tell(ada, new BrokenUserCommand(), CancellationToken.None);
        var created = (await guild.Owner.Post("/guilds", new { name = "Second" })).Ok();
        await guild.Owner.Gateway.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == created.Id);
        actors.UserHost.Crashes.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_connected_and_silent_leaves_memory_and_misses_nothing()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var actors = house.Services.GetRequiredService<CommunityActors>();
        var id = new UserId(Snowflake(bob.Id));
        await actors.GuildHost.Settled();
        await actors.UserHost.Settled();
        for (var i = 0; i < 3; i++) time.Advance(TimeSpan.FromSeconds(15));
        actors.UserHost.IsActive(id).ShouldBeFalse();
        await general.Say("are you there", by: "ada");
        await bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "are you there");
        var created = (await bob.Post("/guilds", new { name = "Second" })).Ok();
        await bob.Gateway.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == created.Id);
        actors.UserHost.IsActive(id).ShouldBeTrue();
        await bob.Gateway.Send(3, new { since = (long?)null, activities = Array.Empty<object>(), status = "dnd", afk = false });
        await guild.Owner.Gateway.Saw("PRESENCE_UPDATE", seen =>
            seen.GetProperty("user").GetProperty("id").GetString() == bob.Id && seen.GetProperty("status").GetString() == "dnd");
    }

    private static Snowflake Snowflake(string id) => Guildhall.Protocol.Snowflake.TryParse(id, out var parsed) ? parsed : default;
}

/// <summary>A bug.</summary>
public sealed record BrokenGuildCommand : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn) => throw new InvalidOperationException("a bug, made for this test");
}

/// <summary>A bug.</summary>
public sealed record BrokenUserCommand : IUserCommand
{
    public ValueTask RunOn(UserTurn turn) => throw new InvalidOperationException("a bug, made for this test");
}
