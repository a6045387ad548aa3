using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Members;

public sealed class MemberTests
{
    [Fact]
    public async Task Members_are_listed_by_id_and_found_by_the_beginning_of_a_name()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bobby");
        var cleo = await guild.Join("cleo");
        Ids(await bob.Get($"/guilds/{guild.Id}/members?limit=1000")).ShouldBe([guild.Owner.Id, bob.Id, cleo.Id]);
        Ids(await bob.Get($"/guilds/{guild.Id}/members?limit=1&after={guild.Owner.Id}")).ShouldBe([bob.Id]);
        Ids(await bob.Get($"/guilds/{guild.Id}/members/search?query=BOB&limit=10")).ShouldBe([bob.Id]);
        (await bob.Get($"/guilds/{guild.Id}/members/search")).Code.ShouldBe(50035);
        (await bob.Get($"/guilds/{guild.Id}/members?limit=1001")).Code.ShouldBe(50035);
        (await bob.Get($"/guilds/{guild.Id}/members/4")).Code.ShouldBe(10007);
        (await bob.Get($"/guilds/{guild.Id}/members/nobody")).Code.ShouldBe(50035);
        (await bob.Get($"/users/@me/guilds/{guild.Id}/member")).Ok()["user"].GetProperty("id").GetString().ShouldBe(bob.Id);
    }

    [Fact]
    public async Task A_nickname_is_ones_own_to_choose_and_others_only_from_above()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var cleo = await guild.Join("cleo");
        (await bob.Patch($"/guilds/{guild.Id}/members/@me", new { nick = "Bobby" })).Ok()["nick"].GetString().ShouldBe("Bobby");
        await cleo.Gateway.Saw("GUILD_MEMBER_UPDATE", member => member.GetProperty("nick").GetString() == "Bobby");
        (await bob.Patch($"/guilds/{guild.Id}/members/@me/nick", new { nick = (string?)null })).Ok()["nick"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await bob.Patch($"/guilds/{guild.Id}/members/{cleo.Id}", new { nick = "x" })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{cleo.Id}", new { nick = "Cleopatra" })).Ok()["nick"].GetString().ShouldBe("Cleopatra");
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{cleo.Id}", new { nick = new string('x', 33) })).Code.ShouldBe(50035);
        var namer = await guild.CreateRole("namer", Permissions.ManageNicknames);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{namer}")).Ok();
        (await bob.Patch($"/guilds/{guild.Id}/members/{cleo.Id}", new { nick = "C" })).Ok();
        (await bob.Patch($"/guilds/{guild.Id}/members/{guild.Owner.Id}", new { nick = "A" })).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task A_timed_out_member_reads_on_in_silence()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var until = DateTimeOffset.UnixEpoch.AddYears(100);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { communication_disabled_until = until })).Code.ShouldBe(50035);
        var hour = Later(bob.Id);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { communication_disabled_until = hour })).Ok();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hm" })).Code.ShouldBe(50013);
        (await bob.Get($"/channels/{general.Id}/messages")).Ok();
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { communication_disabled_until = (string?)null })).Ok();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "ah" })).Ok();
        (await bob.Patch($"/guilds/{guild.Id}/members/{guild.Owner.Id}", new { communication_disabled_until = hour })).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task Roles_are_set_as_a_whole()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var red = await guild.CreateRole("red", Permissions.None);
        var blue = await guild.CreateRole("blue", Permissions.None);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { roles = new[] { red, blue } })).Ok()["roles"].GetArrayLength().ShouldBe(2);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { roles = new[] { blue } })).Ok()["roles"].GetArrayLength().ShouldBe(1);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { roles = new[] { "12" } })).Code.ShouldBe(10011);
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=25")).Ok()["audit_log_entries"];
        log[0].GetProperty("changes")[0].GetProperty("key").GetString().ShouldBe("$remove");
        log[0].GetProperty("changes")[0].GetProperty("new_value")[0].GetProperty("name").GetString().ShouldBe("red");
    }

    [Fact]
    public async Task What_needs_a_voice_connection_says_that_there_is_none()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { mute = true })).Code.ShouldBe(40032);
        (await bob.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { deaf = true })).Code.ShouldBe(50013);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/5", new { access_token = "x" })).Code.ShouldBe(50025);
    }

    [Fact]
    public async Task A_kicked_member_is_out_and_may_come_back()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var cleo = await guild.Join("cleo");
        (await bob.Delete($"/guilds/{guild.Id}/members/{cleo.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_DELETE", gone => gone.GetProperty("id").GetString() == guild.Id);
        await cleo.Gateway.Saw("GUILD_MEMBER_REMOVE", gone => gone.GetProperty("user").GetProperty("id").GetString() == bob.Id);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}")).Code.ShouldBe(10007);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{guild.Owner.Id}")).Code.ShouldBe(50013);
        await guild.Join("bob");
        (await bob.Get($"/guilds/{guild.Id}")).Ok();
    }

    [Fact]
    public async Task A_prune_spares_those_who_were_here_lately()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Get($"/guilds/{guild.Id}/prune?days=1")).Ok()["pruned"].GetInt32().ShouldBe(0);
        (await guild.Owner.Post($"/guilds/{guild.Id}/prune", new { days = 1, compute_prune_count = false })).Ok()["pruned"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await guild.Owner.Get($"/guilds/{guild.Id}/prune?days=31")).Code.ShouldBe(50035);
        (await bob.Get($"/guilds/{guild.Id}/prune")).Code.ShouldBe(50013);
        (await bob.Get($"/guilds/{guild.Id}")).Ok();
    }

    // An hour after the id was made: this house's clock, as the ids tell it.
    private static DateTimeOffset Later(string id) => new Snowflake(ulong.Parse(id, System.Globalization.CultureInfo.InvariantCulture)).CreatedAt.AddHours(1);

    private static IEnumerable<string?> Ids(Answer answer) => answer.Ok().Json.EnumerateArray().Select(member => member.GetProperty("user").GetProperty("id").GetString());
}
