using Guildhall.Testing;

namespace Guildhall.Conformance.Incidents;

/// <summary>Stops of invites and of direct messages: set by those who manage the guild, kept, and ended by the clock.</summary>
public sealed class IncidentTests
{
    [Fact]
    public async Task Invites_stop_for_some_time_and_go_on_by_themselves_even_after_a_restart()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild("ada");
        var eve = await house.User("eve");
        var invite = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { max_age = 0 })).Ok()["code"].GetString();
        var until = time.GetUtcNow().AddSeconds(30);
        var answer = (await guild.Owner.Put($"/guilds/{guild.Id}/incident-actions", new { invites_disabled_until = until })).Ok();
        answer["invites_disabled_until"].GetDateTimeOffset().ShouldBe(until);
        answer["dms_disabled_until"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        await guild.Owner.Gateway.Saw("GUILD_UPDATE", seen => seen.GetProperty("incidents_data").ValueKind == System.Text.Json.JsonValueKind.Object);
        (await eve.Post($"/invites/{invite}", new { })).Status.ShouldBe(403);
        await house.Restart();
        (await eve.Post($"/invites/{invite}", new { })).Status.ShouldBe(403);
        var gateway = await guild.Owner.Connect();
        time.Advance(TimeSpan.FromSeconds(31));
        await gateway.Saw("GUILD_UPDATE", seen => seen.GetProperty("incidents_data").ValueKind == System.Text.Json.JsonValueKind.Null);
        (await eve.Post($"/invites/{invite}", new { })).Ok();
    }

    [Fact]
    public async Task Direct_messages_stop_between_those_whom_only_the_guild_connects()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var (bob, carl) = (await guild.Join("bob"), await guild.Join("carl"));
        var channel = (await bob.Post("/users/@me/channels", new { recipient_id = carl.Id })).Ok().Id;
        (await bob.Post($"/channels/{channel}/messages", new { content = "hello" })).Ok();
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        (await guild.Owner.Put($"/guilds/{guild.Id}/incident-actions", new { dms_disabled_until = until })).Ok();
        (await bob.Post($"/channels/{channel}/messages", new { content = "psst" })).Code.ShouldBe(50007);
        (await guild.Owner.Put($"/guilds/{guild.Id}/incident-actions", new { dms_disabled_until = (string?)null })).Ok();
        (await bob.Post($"/channels/{channel}/messages", new { content = "again" })).Ok();
    }

    [Fact]
    public async Task Only_those_who_manage_the_guild_stop_anything_and_for_a_day_at_most()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        var path = $"/guilds/{guild.Id}/incident-actions";
        (await bob.Put(path, new { invites_disabled_until = (string?)null })).Code.ShouldBe(50013);
        (await eve.Put(path, new { invites_disabled_until = (string?)null })).Code.ShouldBe(50001);
        (await guild.Owner.Put(path, new { invites_disabled_until = TimeProvider.System.GetUtcNow().AddHours(30) })).Code.ShouldBe(50035);
        (await guild.Owner.Put(path, new { dms_disabled_until = "soon" })).Code.ShouldBe(50035);
        (await guild.Owner.Put("/guilds/1/incident-actions", new { })).Code.ShouldBe(10004);
        (await guild.Owner.Get($"/guilds/{guild.Id}")).Ok()["incidents_data"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }
}
