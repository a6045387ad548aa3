using Guildhall.Testing;

namespace Guildhall.Conformance.Reports;

/// <summary>Reports by members, and the queue in which moderators work them off.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task A_message_is_reported_claimed_and_settled_and_reads_as_it_did()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var (bob, carl, mod) = (await guild.Join("bob"), await guild.Join("carl"), await guild.Join("mod"));
        await MakeModerator(guild, mod);
        var message = await general.Say("something awful", "bob");
        var id = (await carl.Post("/report", new { channel_id = general.Id, message_id = message, reason = 1, description = "Look." })).Ok().Id;
        var told = await mod.Gateway.Saw("GUILD_REPORT_UPDATE");
        told.GetProperty("user_id").GetString().ShouldBe(bob.Id);
        (await bob.Delete($"/channels/{general.Id}/messages/{message}")).Ok();
        var report = (await mod.Get($"/guilds/{guild.Id}/reports?status=open")).Ok().Json[0];
        report.GetProperty("content").GetString().ShouldBe("something awful");
        report.GetProperty("description").GetString().ShouldBe("Look.");
        report.GetProperty("reporter_id").GetString().ShouldBe(carl.Id);
        var path = $"/guilds/{guild.Id}/reports/{id}";
        (await mod.Patch(path, new { status = "claimed" })).Ok()["claimed_by"].GetString().ShouldBe(mod.Id);
        (await guild.Owner.Patch(path, new { status = "resolved" })).Code.ShouldBe(50013);
        var settled = (await mod.Patch(path, new { status = "resolved", note = "spoken to" })).Ok();
        settled["history"].EnumerateArray().Select(step => step.GetProperty("status").GetString()).ShouldBe(["open", "claimed", "resolved"]);
        (await mod.Get($"/guilds/{guild.Id}/reports?status=open")).Ok().Json.GetArrayLength().ShouldBe(0);
        await house.Restart();
        (await mod.Get($"/guilds/{guild.Id}/reports?status=resolved")).Ok().Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Reports_are_for_moderators_alone_and_nobody_settles_their_own()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var (bob, mod) = (await guild.Join("bob"), await guild.Join("mod"));
        await MakeModerator(guild, mod);
        var id = (await bob.Post("/report", new { channel_id = general.Id, user_id = mod.Id, reason = 1 })).Ok().Id;
        await guild.Owner.Gateway.Saw("GUILD_REPORT_UPDATE");
        await bob.Gateway.SawNo("GUILD_REPORT_UPDATE");
        (await bob.Get($"/guilds/{guild.Id}/reports")).Code.ShouldBe(50013);
        (await bob.Patch($"/guilds/{guild.Id}/reports/{id}", new { status = "claimed" })).Code.ShouldBe(50013);
        (await mod.Patch($"/guilds/{guild.Id}/reports/{id}", new { status = "dismissed" })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/reports/{id}", new { status = "dismissed" })).Ok();
    }

    [Fact]
    public async Task What_cannot_be_seen_cannot_be_reported_and_wrong_bodies_are_refused()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        var secret = await guild.CreateChannel("secret");
        await secret.Deny(bob, Permissions.ViewChannel);
        var hidden = await secret.Say("hidden", "ada");
        (await bob.Get("/report")).Ok().Json.GetArrayLength().ShouldBe(5);
        (await bob.Post("/report", new { channel_id = secret.Id, message_id = hidden, reason = 1 })).Code.ShouldBe(50001);
        (await eve.Post("/report", new { channel_id = general.Id, user_id = bob.Id, reason = 1 })).Code.ShouldBe(50001);
        (await bob.Post("/report", new { channel_id = general.Id, message_id = "1", reason = 1 })).Code.ShouldBe(10008);
        (await bob.Post("/report", new { channel_id = general.Id, user_id = eve.Id, reason = 1 })).Code.ShouldBe(10007);
        (await bob.Post("/report", new { channel_id = general.Id, user_id = guild.Owner.Id, reason = 9 })).Code.ShouldBe(50035);
        (await bob.Post("/report", new { reason = 1 })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/reports/1", new { status = "claimed" })).Status.ShouldBe(404);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/reports/1", new { status = "lost" })).Code.ShouldBe(50035);
        (await guild.Owner.Get($"/guilds/{guild.Id}/reports?status=lost")).Code.ShouldBe(50035);
        var bot = await house.CreateBot(guild.Owner, "helper");
        (await bot.Post("/report", new { reason = 1 })).Code.ShouldBe(20001);
    }

    [Fact]
    public async Task The_same_report_comes_once_and_so_many_may_wait()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var ids = new HashSet<string>();
        for (var number = 0; number < 20; number++)
        {
            var message = await general.Say($"number {number}", "ada");
            ids.Add((await bob.Post("/report", new { channel_id = general.Id, message_id = message, reason = 2 })).Ok().Id);
            ids.Add((await bob.Post("/report", new { channel_id = general.Id, message_id = message, reason = 2 })).Ok().Id);
        }

        ids.Count.ShouldBe(20);
        var last = await general.Say("one more", "ada");
        (await bob.Post("/report", new { channel_id = general.Id, message_id = last, reason = 2 })).Status.ShouldBe(400);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/reports/{ids.First()}", new { status = "dismissed" })).Ok();
        (await bob.Post("/report", new { channel_id = general.Id, message_id = last, reason = 2 })).Ok();
        var page = (await guild.Owner.Get($"/guilds/{guild.Id}/reports?limit=5&after={ids.First()}")).Ok().Json;
        page.GetArrayLength().ShouldBe(5);
    }

    private static async Task MakeModerator(TestGuild guild, TestUser user)
    {
        var role = await guild.CreateRole("moderator", Permissions.ModerateMembers);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{user.Id}/roles/{role}")).Ok();
    }
}
