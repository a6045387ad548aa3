using Guildhall.Testing;

namespace Guildhall.Conformance.Invites;

/// <summary>What time does to invites and to those who came by them.</summary>
public sealed class InviteEndTests
{
    [Fact]
    public async Task An_invite_ends_when_its_time_is_over()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        var guild = (await ada.Post("/guilds", new { name = "Brief" })).Ok();
        var channel = guild["system_channel_id"].GetString();
        var code = (await ada.Post($"/channels/{channel}/invites", new { max_age = 60 })).Ok()["code"].GetString();
        (await house.Nobody.Get($"/invites/{code}")).Ok();
        time.Advance(TimeSpan.FromSeconds(61));
        (await house.Nobody.Get($"/invites/{code}")).Code.ShouldBe(10006);
        (await (await house.Register("bob")).Post($"/invites/{code}", new { })).Code.ShouldBe(10006);
        (await ada.Get($"/guilds/{guild.Id}/invites")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_prune_takes_those_who_have_not_been_here()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        var bob = await house.Register("bob");
        var cleo = await house.Register("cleo");
        var guild = (await ada.Post("/guilds", new { name = "Quiet" })).Ok();
        var code = (await ada.Post($"/channels/{guild["system_channel_id"].GetString()}/invites", new { max_age = 0 })).Ok()["code"].GetString();
        (await bob.Post($"/invites/{code}", new { })).Ok();
        (await cleo.Post($"/invites/{code}", new { })).Ok();
        var role = (await ada.Post($"/guilds/{guild.Id}/roles", new { name = "kept" })).Ok();
        (await ada.Put($"/guilds/{guild.Id}/members/{cleo.Id}/roles/{role.Id}")).Ok();
        time.Advance(TimeSpan.FromDays(8));
        (await ada.Get($"/guilds/{guild.Id}/prune?days=7&include_roles={role.Id}")).Ok()["pruned"].GetInt32().ShouldBe(2);
        (await ada.Post($"/guilds/{guild.Id}/prune", new { days = 7 })).Ok()["pruned"].GetInt32().ShouldBe(1);
        (await bob.Get($"/guilds/{guild.Id}")).Code.ShouldBe(50001);
        (await cleo.Get($"/guilds/{guild.Id}")).Ok();
        var entry = (await ada.Get($"/guilds/{guild.Id}/audit-logs?action_type=21")).Ok()["audit_log_entries"][0];
        entry.GetProperty("options").GetProperty("members_removed").GetString().ShouldBe("1");
    }

    [Fact]
    public async Task A_guest_leaves_with_the_last_session_unless_given_a_role()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        var guild = (await ada.Post("/guilds", new { name = "Open day" })).Ok();
        var code = (await ada.Post($"/channels/{guild["system_channel_id"].GetString()}/invites", new { temporary = true, max_age = 0 })).Ok()["code"].GetString();
        var (bob, cleo) = (await house.User("bob"), await house.User("cleo"));
        foreach (var guest in new[] { bob, cleo })
        {
            (await guest.Post($"/invites/{code}", new { })).Ok();
            await guest.Gateway.Saw("GUILD_CREATE");
        }

        var role = (await ada.Post($"/guilds/{guild.Id}/roles", new { name = "stays" })).Ok();
        (await ada.Put($"/guilds/{guild.Id}/members/{cleo.Id}/roles/{role.Id}")).Ok();
        bob.Gateway.Drop();
        cleo.Gateway.Drop();
        // Each step lets a lost session's time to resume run out, as soon as the server knows that it is lost.
        for (var i = 0; i < 200 && (await ada.Get($"/guilds/{guild.Id}/members/{bob.Id}")).Status == 200; i++) time.Advance(TimeSpan.FromMinutes(6));
        (await ada.Get($"/guilds/{guild.Id}/members/{bob.Id}")).Code.ShouldBe(10007);
        (await ada.Get($"/guilds/{guild.Id}/members/{cleo.Id}")).Ok();
    }
}
