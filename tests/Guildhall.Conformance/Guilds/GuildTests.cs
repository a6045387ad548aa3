using Guildhall.Testing;

namespace Guildhall.Conformance.Guilds;

public sealed class GuildTests
{
    [Fact]
    public async Task A_new_guild_has_a_channel_to_talk_in_and_its_maker_as_owner()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada", "The engine room");
        var seen = (await guild.Owner.Get($"/guilds/{guild.Id}?with_counts=true")).Ok();
        seen["name"].GetString().ShouldBe("The engine room");
        seen["owner_id"].GetString().ShouldBe(guild.Owner.Id);
        seen["system_channel_id"].GetString().ShouldBe(general.Id);
        seen["approximate_member_count"].GetInt32().ShouldBe(1);
        seen["roles"].EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("@everyone");
    }

    [Fact]
    public async Task A_guild_may_begin_with_roles_and_channels_of_ones_own()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var created = (await ada.Post("/guilds", new
        {
            name = "Planned",
            system_channel_id = "2",
            roles = new object[] { new { id = "0", permissions = "1024" }, new { id = "7", name = "crew", permissions = "2048" } },
            channels = new object[]
            {
                new { id = "1", name = "Decks", type = 4 },
                new { id = "2", name = "Lower Deck", type = 0, parent_id = "1", permission_overwrites = new[] { new { id = "7", type = 0, allow = "2048", deny = "0" } } },
            },
        })).Ok();
        created.Status.ShouldBe(201);
        var roles = created["roles"].EnumerateArray().ToArray();
        roles.Select(role => role.GetProperty("name").GetString()).ShouldBe(["@everyone", "crew"]);
        roles[0].GetProperty("permissions").GetString().ShouldBe("1024");
        var channels = (await ada.Get($"/guilds/{created.Id}/channels")).Ok().Json.EnumerateArray().ToArray();
        var deck = channels.Single(channel => channel.GetProperty("name").GetString() == "lower-deck");
        deck.GetProperty("parent_id").GetString().ShouldBe(channels.Single(channel => channel.GetProperty("name").GetString() == "Decks").GetProperty("id").GetString());
        deck.GetProperty("permission_overwrites")[0].GetProperty("id").GetString().ShouldBe(roles[1].GetProperty("id").GetString());
        created["system_channel_id"].GetString().ShouldBe(deck.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_guild_without_a_name_says_so_at_the_field()
    {
        await using var house = await TestHouse.Start();
        var refused = await (await house.User("ada")).Post("/guilds", new { });
        refused.Status.ShouldBe(400);
        refused.Code.ShouldBe(50035);
        refused["errors"].GetProperty("name").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("BASE_TYPE_REQUIRED");
    }

    [Fact]
    public async Task Strangers_learn_nothing_of_a_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var eve = await house.User("eve");
        (await eve.Get($"/guilds/{guild.Id}")).Code.ShouldBe(50001);
        (await eve.Get($"/guilds/{guild.Id}/channels")).Code.ShouldBe(50001);
        (await eve.Get($"/guilds/{guild.Id}/preview")).Code.ShouldBe(10004);
        (await eve.Get("/guilds/1")).Code.ShouldBe(10004);
        (await guild.Owner.Get($"/guilds/{guild.Id}/preview")).Ok()["approximate_member_count"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_change_is_seen_by_every_member_and_kept_in_the_audit_log()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var changed = (await guild.Owner.Patch($"/guilds/{guild.Id}", new { name = "Renamed", description = "A place", verification_level = 1 })).Ok();
        changed["description"].GetString().ShouldBe("A place");
        await bob.Gateway.Saw("GUILD_UPDATE", update => update.GetProperty("name").GetString() == "Renamed");
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=1")).Ok();
        var keys = log["audit_log_entries"][0].GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("key").GetString());
        keys.ShouldBe(["name", "description", "verification_level"]);
        (await bob.Patch($"/guilds/{guild.Id}", new { name = "Mine" })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { verification_level = 9 })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { system_channel_id = "123" })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task Only_the_owner_hands_the_guild_over_and_only_to_a_member()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { owner_id = eve.Id })).Code.ShouldBe(10007);
        (await guild.Owner.Delete($"/users/@me/guilds/{guild.Id}")).Code.ShouldBe(50055);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { owner_id = bob.Id })).Ok()["owner_id"].GetString().ShouldBe(bob.Id);
        (await guild.Owner.Delete($"/guilds/{guild.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"/users/@me/guilds/{guild.Id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_MEMBER_REMOVE", gone => gone.GetProperty("user").GetProperty("id").GetString() == guild.Owner.Id);
        await guild.Owner.Gateway.Saw("GUILD_DELETE", gone => gone.GetProperty("id").GetString() == guild.Id && !gone.TryGetProperty("unavailable", out _));
    }

    [Fact]
    public async Task A_deleted_guild_is_gone_for_everybody()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await bob.Delete($"/guilds/{guild.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"/guilds/{guild.Id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_DELETE", gone => gone.GetProperty("id").GetString() == guild.Id);
        (await bob.Get($"/guilds/{guild.Id}")).Code.ShouldBe(10004);
        (await bob.Get($"/channels/{general.Id}")).Status.ShouldBe(404);
        (await bob.Get("/users/@me/guilds")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task My_guilds_come_by_id_and_in_pages()
    {
        await using var house = await TestHouse.Start();
        var (first, _) = await house.CreateGuild("ada", "One");
        var (second, _) = await house.CreateGuild("ada", "Two");
        var ada = first.Owner;
        Ids(await ada.Get("/users/@me/guilds")).ShouldBe([first.Id, second.Id]);
        Ids(await ada.Get($"/users/@me/guilds?after={first.Id}")).ShouldBe([second.Id]);
        Ids(await ada.Get($"/users/@me/guilds?before={second.Id}")).ShouldBe([first.Id]);
        var one = (await ada.Get("/users/@me/guilds?limit=1&with_counts=true")).Ok().Json.EnumerateArray().Single();
        one.GetProperty("owner").GetBoolean().ShouldBeTrue();
        one.GetProperty("approximate_member_count").GetInt32().ShouldBe(1);
        (await ada.Get("/users/@me/guilds?limit=0")).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task The_house_is_one_voice_region()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        Ids((await guild.Owner.Get("/voice/regions")).Ok()).ShouldBe(["local"]);
        Ids((await guild.Owner.Get($"/guilds/{guild.Id}/regions")).Ok()).ShouldBe(["local"]);
    }

    private static IEnumerable<string?> Ids(Answer answer) => answer.Ok().Json.EnumerateArray().Select(item => item.GetProperty("id").GetString());
}
