using Guildhall.Testing;

namespace Guildhall.Conformance.Members;

/// <summary>What a member in a timeout may still do: look on.</summary>
public sealed class TimeoutTests
{
    private const string Thumb = "%F0%9F%91%8D";

    [Fact]
    public async Task A_timeout_keeps_from_joining_reactions_that_are_there()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var reactions = $"/channels/{general.Id}/messages/{await general.Say("hello", "ada")}/reactions/{Thumb}";
        (await guild.Owner.Put($"{reactions}/@me")).Ok();
        await TimeOut(guild, bob);
        (await bob.Put($"{reactions}/@me")).Code.ShouldBe(50013);
        (await guild.Owner.Get(reactions)).Ok().Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Leaving_and_coming_back_ends_no_timeout()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await TimeOut(guild, bob);
        (await bob.Delete($"/users/@me/guilds/{guild.Id}")).Ok();
        await guild.Join("bob");
        (await bob.Get($"/users/@me/guilds/{guild.Id}/member")).Ok()["communication_disabled_until"].GetString().ShouldNotBeNull();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "back" })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { communication_disabled_until = (string?)null })).Ok();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "back" })).Ok();
    }

    [Fact]
    public async Task A_restart_ends_no_timeout_of_one_who_has_left()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await TimeOut(guild, bob);
        (await bob.Delete($"/users/@me/guilds/{guild.Id}")).Ok();
        await house.Restart();
        await bob.Connect();
        await guild.Owner.Connect();
        await guild.Join("bob");
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "back" })).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task A_timeout_of_one_who_has_left_is_over_in_its_time()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { communication_disabled_until = time.GetUtcNow().AddHours(1) })).Ok();
        (await bob.Delete($"/users/@me/guilds/{guild.Id}")).Ok();
        time.Advance(TimeSpan.FromHours(2));
        await guild.Join("bob");
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "back" })).Ok();
    }

    private static async Task TimeOut(TestGuild guild, TestUser member) =>
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{member.Id}", new { communication_disabled_until = TimeProvider.System.GetUtcNow().AddHours(1) })).Ok();
}
