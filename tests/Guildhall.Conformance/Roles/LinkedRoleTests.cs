using Guildhall.Conformance.OAuth;
using Guildhall.Testing;

namespace Guildhall.Conformance.Roles;

public sealed class LinkedRoleTests
{
    [Fact]
    public async Task Who_an_application_knows_well_enough_takes_the_role_and_loses_it_with_what_was_known()
    {
        await using var world = await OAuthWorld.Start();
        var (guild, role, path) = await Linked(world);
        var ada = world.Ada;
        (await ada.Get(path + "/eligibility")).Ok().Json[0][0].GetProperty("result").GetBoolean().ShouldBeFalse();
        (await ada.Post(path + "/assign")).Code.ShouldBe(50013);

        var app = world.Bearer(await world.Access("role_connections.write"));
        var own = $"/users/@me/applications/{world.App}/role-connection";
        (await app.Put(own, new { platform_name = "Mill", metadata = new { looms = "2" } })).Ok();
        (await ada.Post(path + "/assign")).Code.ShouldBe(50013);
        (await app.Put(own, new { platform_name = "Mill", metadata = new { looms = "3" } })).Ok();
        var rule = (await ada.Get(path + "/eligibility")).Ok().Json[0][0];
        rule.GetProperty("result").GetBoolean().ShouldBeTrue();
        rule.GetProperty("name").GetString().ShouldBe("Looms");
        rule.GetProperty("application").GetProperty("name").GetString().ShouldBe("Engine");
        (await ada.Post(path + "/assign")).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", seen => seen.GetProperty("roles").EnumerateArray().Any(held => held.GetString() == role));

        (await app.Put(own, new { platform_name = "Mill", metadata = new { looms = "1" } })).Ok();
        (await ada.Get($"/guilds/{guild.Id}/members/@me")).Ok()["roles"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_role_with_rules_is_marked_and_given_by_nobody()
    {
        await using var world = await OAuthWorld.Start();
        var (guild, role, path) = await Linked(world);
        var marked = (await guild.Owner.Get($"/guilds/{guild.Id}/roles/{role}")).Ok();
        marked["tags"].GetProperty("guild_connections").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{world.Ada.Id}/roles/{role}")).Code.ShouldBe(50028);
        (await world.Ada.Get($"/guilds/{guild.Id}/roles/connections-configurations")).Ok().Json[0].GetProperty("role_id").GetString().ShouldBe(role);
        (await guild.Owner.Put(path + "/configuration", "[]")).Ok();
        (await guild.Owner.Get($"/guilds/{guild.Id}/roles/{role}")).Ok().Json.TryGetProperty("tags", out _).ShouldBeFalse();
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{world.Ada.Id}/roles/{role}")).Ok();
        (await world.Ada.Post(path + "/unassign")).Code.ShouldBe(50028);
    }

    [Fact]
    public async Task Rules_compare_only_what_the_application_says_it_knows()
    {
        await using var world = await OAuthWorld.Start();
        var (guild, _, path) = await Linked(world);
        foreach (var wrong in (object[])[
            new { connection_type = "application" },
            new { application_id = world.App, connection_metadata_field = "spindles", @operator = 2, value = "3" },
            new { application_id = world.App, connection_metadata_field = "looms", @operator = 1, value = "3" },
            new { application_id = world.App, connection_metadata_field = "looms", @operator = 2, value = "many" },
        ])
        {
            (await guild.Owner.Put(path + "/configuration", new[] { new[] { wrong } })).Code.ShouldBe(50035);
        }

        var stranger = await world.House.CreateBot(world.Eve, "Stranger");
        (await guild.Owner.Put(path + "/configuration", new[] { new[] { new { application_id = stranger.Id } } })).Code.ShouldBe(10002);
        (await world.Ada.Put(path + "/configuration", "[]")).Code.ShouldBe(50013);
        (await guild.Owner.Put($"/guilds/{guild.Id}/roles/5/connections/configuration", "[]")).Code.ShouldBe(10011);
        (await guild.Owner.Put($"/guilds/{guild.Id}/roles/{guild.Id}/connections/configuration", "[]")).Code.ShouldBe(50028);
    }

    // A guild of eve's with ada in it and a role for those with three looms.
    private static async Task<(TestGuild Guild, string Role, string Path)> Linked(OAuthWorld world)
    {
        var (guild, _) = await world.House.CreateGuild(owner: "eve");
        await guild.Join("ada");
        (await world.Eve.Post($"/oauth2/authorize?client_id={world.App}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        (await world.Bot.Put($"/applications/{world.App}/role-connections/metadata", new[] { new { type = 2, key = "looms", name = "Looms", description = "How many" } })).Ok();
        var role = await guild.CreateRole("weaver", Permissions.None);
        var path = $"/guilds/{guild.Id}/roles/{role}/connections";
        var rules = new[] { new[] { new { connection_type = "application", application_id = world.App, connection_metadata_field = "looms", @operator = 2, value = "3" } } };
        (await guild.Owner.Put(path + "/configuration", rules)).Ok().Json[0][0].GetProperty("value").GetString().ShouldBe("3");
        return (guild, role.ToString()!, path);
    }
}
