using Guildhall.Testing;

namespace Guildhall.Conformance.Moderation;

public sealed class BanTests
{
    [Fact]
    public async Task A_banned_member_is_out_stays_out_and_leaves_no_messages_when_so_asked()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var cleo = await guild.Join("cleo");
        var code = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { })).Ok()["code"].GetString();
        var spam = await general.Say("buy now", by: "bob");
        var kept = await general.Say("hello", by: "cleo");
        var banned = await guild.Owner.Send(
            HttpMethod.Put, $"/guilds/{guild.Id}/bans/{bob.Id}", Json("""{"delete_message_seconds": 3600}"""), reason: "spam%21");
        banned.Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_DELETE", gone => gone.GetProperty("id").GetString() == guild.Id);
        await guild.Owner.Gateway.Saw("GUILD_BAN_ADD", ban => ban.GetProperty("user").GetProperty("id").GetString() == bob.Id);
        await cleo.Gateway.Saw("MESSAGE_DELETE_BULK", gone => gone.GetProperty("ids").EnumerateArray().Any(id => id.GetString() == spam));
        await cleo.Gateway.SawNo("GUILD_BAN_ADD");
        (await cleo.Get($"/channels/{general.Id}/messages/{spam}")).Code.ShouldBe(10008);
        (await cleo.Get($"/channels/{general.Id}/messages/{kept}")).Ok();
        (await bob.Post($"/invites/{code}", new { })).Code.ShouldBe(40007);
        (await guild.Owner.Get($"/guilds/{guild.Id}/bans/{bob.Id}")).Ok()["reason"].GetString().ShouldBe("spam!");
        (await guild.Owner.Delete($"/guilds/{guild.Id}/bans/{bob.Id}")).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("GUILD_BAN_REMOVE", ban => ban.GetProperty("user").GetProperty("id").GetString() == bob.Id);
        (await bob.Post($"/invites/{code}", new { })).Ok();
    }

    [Fact]
    public async Task Bans_reach_strangers_and_nobody_above()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        (await bob.Put($"/guilds/{guild.Id}/bans/{eve.Id}", new { })).Code.ShouldBe(50013);
        var guard = await guild.CreateRole("guard", Permissions.BanMembers);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{guard}")).Ok();
        (await bob.Put($"/guilds/{guild.Id}/bans/{eve.Id}", new { })).Status.ShouldBe(204);
        (await bob.Put($"/guilds/{guild.Id}/bans/{guild.Owner.Id}", new { })).Code.ShouldBe(50013);
        (await bob.Put($"/guilds/{guild.Id}/bans/{bob.Id}", new { })).Code.ShouldBe(50013);
        (await bob.Put($"/guilds/{guild.Id}/bans/5", new { })).Code.ShouldBe(10013);
        (await bob.Put($"/guilds/{guild.Id}/bans/{eve.Id}", new { delete_message_days = 8 })).Code.ShouldBe(50035);
        (await bob.Delete($"/guilds/{guild.Id}/bans/{guild.Owner.Id}")).Code.ShouldBe(10026);
        (await bob.Get($"/guilds/{guild.Id}/bans")).Ok().Json.EnumerateArray().Single().GetProperty("user").GetProperty("id").GetString().ShouldBe(eve.Id);
        (await bob.Get($"/guilds/{guild.Id}/bans?after={eve.Id}")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bob.Get($"/guilds/{guild.Id}/bans/search?query=ev")).Ok().Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_bulk_ban_tells_whom_it_reached_and_whom_not()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var cleo = await house.User("cleo");
        var outcome = (await guild.Owner.Post($"/guilds/{guild.Id}/bulk-ban", new { user_ids = new[] { bob.Id, cleo.Id, guild.Owner.Id, "5" } })).Ok();
        outcome["banned_users"].EnumerateArray().Select(user => user.GetString()).ShouldBe([bob.Id, cleo.Id], ignoreOrder: true);
        outcome["failed_users"].EnumerateArray().Select(user => user.GetString()).ShouldBe([guild.Owner.Id, "5"], ignoreOrder: true);
        (await guild.Owner.Post($"/guilds/{guild.Id}/bulk-ban", new { user_ids = new[] { bob.Id } })).Code.ShouldBe(500000);
        (await guild.Owner.Post($"/guilds/{guild.Id}/bulk-ban", new { })).Code.ShouldBe(50035);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
