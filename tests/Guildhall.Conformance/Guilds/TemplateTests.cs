using Guildhall.Protocol;
using Guildhall.Testing;

namespace Guildhall.Conformance.Guilds;

public sealed class TemplateTests
{
    [Fact]
    public async Task A_template_makes_another_guild_of_the_same_shape()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada", "The source");
        var role = await guild.CreateRole("crew", Permissions.ManageMessages);
        (await guild.Owner.Put($"/channels/{general.Id}/permissions/{role}", new { type = 0, allow = "2048", deny = "0" })).Ok();
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/templates", new { name = "Ship", description = "For crews" })).Ok();
        made["is_dirty"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var code = made["code"].GetString();
        (await house.Nobody.Get($"/guilds/templates/{code}")).Ok()["serialized_source_guild"].GetProperty("roles").GetArrayLength().ShouldBe(2);
        (await house.Nobody.Get("/guilds/templates/unknown")).Code.ShouldBe(10057);
        var bob = await house.User("bob");
        (await bob.Post("/guilds/templates/unknown", new { name = "Copy" })).Code.ShouldBe(10057);
        (await bob.Post($"/guilds/templates/{code}", new { })).Code.ShouldBe(50035);
        var copy = (await bob.Post($"/guilds/templates/{code}", new { name = "Copy" })).Ok();
        copy["owner_id"].GetString().ShouldBe(bob.Id);
        await bob.Gateway.Saw("GUILD_CREATE", created => created.GetProperty("name").GetString() == "Copy");
        var crew = copy["roles"].EnumerateArray().Single(one => one.GetProperty("name").GetString() == "crew");
        crew.GetProperty("permissions").GetString().ShouldBe("8192");
        var channels = (await bob.Get($"/guilds/{copy.Id}/channels")).Ok().Json.EnumerateArray().ToArray();
        var copied = channels.Single(channel => channel.GetProperty("name").GetString() == "general");
        copied.GetProperty("id").GetString().ShouldBe(copy["system_channel_id"].GetString());
        copied.GetProperty("permission_overwrites")[0].GetProperty("id").GetString().ShouldBe(crew.GetProperty("id").GetString());
        channels.Select(channel => channel.GetProperty("id").GetString()).ShouldContain(copied.GetProperty("parent_id").GetString());
        (await guild.Owner.Get($"/guilds/{guild.Id}/templates")).Ok().Json[0].GetProperty("usage_count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_template_is_dirty_until_it_is_synced()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var path = $"/guilds/{guild.Id}/templates";
        var code = (await guild.Owner.Post(path, new { name = "Ship" })).Ok()["code"].GetString();
        await guild.CreateChannel("new-room");
        (await guild.Owner.Get(path)).Ok().Json[0].GetProperty("is_dirty").GetBoolean().ShouldBeTrue();
        (await guild.Owner.Put($"{path}/{code}")).Ok()["is_dirty"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await guild.Owner.Patch($"{path}/{code}", new { name = "Bigger ship" })).Ok()["name"].GetString().ShouldBe("Bigger ship");
        await house.Restart();
        (await guild.Owner.Get(path)).Ok().Json[0].GetProperty("is_dirty").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await guild.Owner.Delete($"{path}/{code}")).Ok()["code"].GetString().ShouldBe(code);
        (await house.Nobody.Get($"/guilds/templates/{code}")).Code.ShouldBe(10057);
    }

    [Fact]
    public async Task Only_those_who_manage_the_guild_have_its_template_and_there_is_one()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var path = $"/guilds/{guild.Id}/templates";
        var code = (await guild.Owner.Post(path, new { name = "Ship" })).Ok()["code"].GetString();
        (await guild.Owner.Post(path, new { name = "Another" })).Code.ShouldBe(30031);
        (await guild.Owner.Post(path, new { name = "" })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"{path}/{code}", new { description = new string('x', 121) })).Code.ShouldBe(50035);
        (await guild.Owner.Put($"{path}/other")).Code.ShouldBe(10057);
        (await bob.Get(path)).Code.ShouldBe(50013);
        (await bob.Post(path, new { name = "Mine" })).Code.ShouldBe(50013);
        (await bob.Put($"{path}/{code}")).Code.ShouldBe(50013);
        (await bob.Patch($"{path}/{code}", new { name = "Mine" })).Code.ShouldBe(50013);
        (await bob.Delete($"{path}/{code}")).Code.ShouldBe(50013);
        (await (await house.User("eve")).Get(path)).Code.ShouldBe(50001);
        (await guild.Owner.Get("/guilds/1/templates")).Code.ShouldBe(10004);
    }
}
