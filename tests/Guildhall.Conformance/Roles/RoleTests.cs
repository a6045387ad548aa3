using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.Roles;

public sealed class RoleTests
{
    [Fact]
    public async Task A_role_has_both_forms_of_its_colour_and_everyone_hears_of_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var red = (await guild.Owner.Post($"/guilds/{guild.Id}/roles", new { name = "red", color = 0xFF0000, hoist = true })).Ok();
        red.Status.ShouldBe(200);
        red["colors"].GetProperty("primary_color").GetInt32().ShouldBe(0xFF0000);
        red["position"].GetInt32().ShouldBe(1);
        await bob.Gateway.Saw("GUILD_ROLE_CREATE", seen => seen.GetProperty("role").GetProperty("id").GetString() == red.Id);
        var blue = (await guild.Owner.Patch($"/guilds/{guild.Id}/roles/{red.Id}", new { name = "blue", colors = new { primary_color = 255, secondary_color = 128 } })).Ok();
        blue["color"].GetInt32().ShouldBe(255);
        blue["colors"].GetProperty("secondary_color").GetInt32().ShouldBe(128);
        await bob.Gateway.Saw("GUILD_ROLE_UPDATE", seen => seen.GetProperty("role").GetProperty("name").GetString() == "blue");
        (await bob.Get($"/guilds/{guild.Id}/roles/{red.Id}")).Ok()["name"].GetString().ShouldBe("blue");
        (await bob.Get($"/guilds/{guild.Id}/roles/77")).Code.ShouldBe(10011);
        (await guild.Owner.Post($"/guilds/{guild.Id}/roles", new { color = 0x1000000 })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_deleted_role_leaves_members_and_channels()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var crew = await guild.CreateRole("crew", Permissions.SendMessages);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{crew}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_MEMBER_UPDATE", member => member.GetProperty("roles").EnumerateArray().Any(role => role.GetString() == crew));
        (await guild.Owner.Put($"/channels/{general.Id}/permissions/{crew}", new { type = 0, allow = "2048" })).Ok();
        (await guild.Owner.Get($"/guilds/{guild.Id}/roles/member-counts")).Ok()[crew].GetInt32().ShouldBe(1);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/roles/{crew}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_ROLE_DELETE", gone => gone.GetProperty("role_id").GetString() == crew);
        (await bob.Get($"/guilds/{guild.Id}/members/{bob.Id}")).Ok()["roles"].GetArrayLength().ShouldBe(0);
        (await bob.Get($"/channels/{general.Id}")).Ok()["permission_overwrites"].GetArrayLength().ShouldBe(0);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/roles/{guild.Id}")).Code.ShouldBe(50028);
    }

    [Fact]
    public async Task Nobody_reaches_above_their_own_highest_role()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var low = await guild.CreateRole("low", Permissions.None);
        var middle = await guild.CreateRole("middle", Permissions.ManageRoles);
        var high = await guild.CreateRole("high", Permissions.None);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/roles", Places((low, 1), (middle, 2), (high, 3)))).Ok();
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{middle}")).Ok();

        (await bob.Patch($"/guilds/{guild.Id}/roles/{low}", new { name = "lower" })).Ok();
        (await bob.Patch($"/guilds/{guild.Id}/roles/{middle}", new { name = "mine" })).Code.ShouldBe(50013);
        (await bob.Delete($"/guilds/{guild.Id}/roles/{high}")).Code.ShouldBe(50013);
        (await bob.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{high}")).Code.ShouldBe(50013);
        (await bob.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{low}")).Status.ShouldBe(204);
        (await bob.Delete($"/guilds/{guild.Id}/members/{bob.Id}/roles/{middle}")).Code.ShouldBe(50013);
        (await bob.Patch($"/guilds/{guild.Id}/roles", Places((low, 3)))).Code.ShouldBe(50013);
        (await bob.Post($"/guilds/{guild.Id}/roles", new { name = "god", permissions = "8" })).Code.ShouldBe(50013);
        (await bob.Patch($"/guilds/{guild.Id}/roles/{low}", new { permissions = "8" })).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task Roles_take_the_places_asked_for_and_the_others_make_room()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var first = await guild.CreateRole("first", Permissions.None);
        var second = await guild.CreateRole("second", Permissions.None);
        var third = await guild.CreateRole("third", Permissions.None);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/roles", Places((guild.Id, 0), (first, 1), (second, 2), (third, 3)))).Ok();
        var moved = (await guild.Owner.Patch($"/guilds/{guild.Id}/roles", Places((first, 3)))).Ok();
        moved.Json.EnumerateArray().Select(role => role.GetProperty("name").GetString()).ShouldBe(["@everyone", "second", "third", "first"]);
        await bob.Gateway.Saw("GUILD_ROLE_UPDATE", seen => seen.GetProperty("role").GetProperty("id").GetString() == first && seen.GetProperty("role").GetProperty("position").GetInt32() == 3);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/roles", Places(("99", 1)))).Code.ShouldBe(10011);
    }

    [Fact]
    public async Task Everyones_role_changes_its_permissions_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var changed = (await guild.Owner.Patch($"/guilds/{guild.Id}/roles/{guild.Id}", new { name = "all", permissions = Text(Permissions.SendMessages) })).Ok();
        changed["name"].GetString().ShouldBe("@everyone");
        await bob.Gateway.Saw("CHANNEL_DELETE", channel => channel.GetProperty("id").GetString() == general.Id);
        (await bob.Get($"/channels/{general.Id}")).Code.ShouldBe(50001);
    }

    private static object[] Places(params (string Role, int Position)[] places) =>
        [.. places.Select(place => new { id = place.Role, position = place.Position })];

    private static string Text(Permissions permissions) => ((ulong)permissions).ToString(CultureInfo.InvariantCulture);
}
