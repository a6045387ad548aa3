using Guildhall.Testing;

namespace Guildhall.Conformance.Members;

/// <summary>What a guild asks of newcomers before they write.</summary>
public sealed class VerificationLevelTests
{
    private const int TooHigh = 50009;

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 4, 6)]
    [InlineData(3, 9, 11)]
    [InlineData(4, 9, 11)]
    public async Task Newcomers_wait_as_long_as_the_level_says(int level, int tooEarly, int lateEnough)
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild("ada");
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { verification_level = level })).Ok();
        var message = await general.Say("welcome", "ada");
        var bob = await guild.Join("bob");
        if (tooEarly > 0)
        {
            time.Advance(TimeSpan.FromMinutes(tooEarly));
            (await bob.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Code.ShouldBe(TooHigh);
            (await bob.Put($"/channels/{general.Id}/messages/{message}/reactions/%F0%9F%91%8D/@me")).Code.ShouldBe(TooHigh);
            (await bob.Get($"/channels/{general.Id}/messages")).Ok();
            time.Advance(TimeSpan.FromMinutes(lateEnough - tooEarly));
        }

        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Ok();
    }

    [Fact]
    public async Task Whoever_has_a_role_or_is_exempt_need_not_wait()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { verification_level = 3 })).Ok();
        var (bob, carl) = (await guild.Join("bob"), await guild.Join("carl"));
        var role = await guild.CreateRole("known", Permissions.None);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{carl.Id}", new { flags = 4 })).Ok();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Ok();
        (await carl.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Ok();
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Code.ShouldBe(TooHigh);
    }
}
