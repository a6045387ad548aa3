using System.Text.Json;
using Guildhall.Conformance.Stickers;
using Guildhall.Testing;

namespace Guildhall.Conformance.Boosts;

public sealed class BoostTests
{
    [Fact]
    public async Task A_member_boosts_twice_and_no_third_time()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await bob.Get(Path(guild))).Ok().Json.GetArrayLength().ShouldBe(0);
        var first = (await bob.Put(Path(guild))).Ok();
        first["user_id"].GetString().ShouldBe(bob.Id);
        first["since"].GetArrayLength().ShouldBe(1);
        await guild.Owner.Gateway.Saw("GUILD_UPDATE", seen => Count(seen) == 1 && Tier(seen) == 0);
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", member =>
            User(member) == bob.Id && member.GetProperty("premium_since").GetDateTimeOffset() == first["since"][0].GetDateTimeOffset());
        (await bob.Put(Path(guild))).Ok()["since"].GetArrayLength().ShouldBe(2);
        var third = await bob.Put(Path(guild));
        third.Status.ShouldBe(400);
        third["message"].GetString().ShouldBe("Maximum number of boosts reached (2)");
        Count((await bob.Get($"/guilds/{guild.Id}")).Ok().Json).ShouldBe(2);
        var listed = (await guild.Owner.Get(Path(guild))).Ok().Json;
        listed.GetArrayLength().ShouldBe(1);
        listed[0].GetProperty("since").GetArrayLength().ShouldBe(2);
        (await bob.Get($"/guilds/{guild.Id}/members/{bob.Id}")).Ok()["premium_since"].GetDateTimeOffset().ShouldBe(first["since"][0].GetDateTimeOffset());
    }

    [Fact]
    public async Task A_boost_is_taken_back_as_freely()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await bob.Delete(Path(guild))).Status.ShouldBe(404);
        await Boost(guild, bob, 2);
        (await bob.Delete(Path(guild))).Status.ShouldBe(204);
        (await bob.Get($"/guilds/{guild.Id}/members/{bob.Id}")).Ok()["premium_since"].ValueKind.ShouldBe(JsonValueKind.String);
        (await bob.Delete(Path(guild))).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("GUILD_UPDATE", seen => Count(seen) == 0);
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", member => User(member) == bob.Id && member.GetProperty("premium_since").ValueKind == JsonValueKind.Null);
        (await bob.Get(Path(guild))).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bob.Delete(Path(guild))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Each_tier_comes_with_its_message_and_its_bitrate()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { system_channel_id = general.Id, system_channel_flags = 1 })).Ok();
        var voice = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "talk", type = 2 })).Ok().Id;
        int[] bitrates = [96_000, 128_000, 256_000, 384_000];
        var boosts = 0;
        foreach (var name in new[] { "bob", "cleo", "dan", "eve", "finn", "gus", "hal" })
        {
            var member = await guild.Join(name);
            for (var i = 0; i < 2; i++)
            {
                (await member.Put(Path(guild))).Ok();
                boosts++;
                var tier = boosts switch { < 2 => 0, < 7 => 1, < 14 => 2, _ => 3 };
                await guild.Owner.Gateway.Saw("GUILD_UPDATE", seen => Count(seen) == boosts && Tier(seen) == tier);
                var type = boosts switch { 2 => 9, 7 => 10, 14 => 11, _ => 8 };
                var said = (await guild.Owner.Get($"/channels/{general.Id}/messages?limit=1")).Ok().Json[0];
                said.GetProperty("type").GetInt32().ShouldBe(type);
                said.GetProperty("author").GetProperty("id").GetString().ShouldBe(member.Id);
                await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("id").GetString() == said.GetProperty("id").GetString());
                (await guild.Owner.Patch($"/channels/{voice}", new { bitrate = bitrates[tier] })).Ok();
                if (tier < 3) (await guild.Owner.Patch($"/channels/{voice}", new { bitrate = bitrates[tier + 1] })).Code.ShouldBe(30052);
            }
        }
    }

    [Fact]
    public async Task A_tier_makes_room_and_its_end_takes_nothing_away()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var stickers = $"/guilds/{guild.Id}/stickers";
        for (var i = 0; i < 5; i++) (await Sticker()).Ok();
        (await Sticker()).Code.ShouldBe(30039);
        await Boost(guild, guild.Owner, 2);
        (await Sticker()).Ok();
        (await guild.Owner.Delete(Path(guild))).Ok();
        (await Sticker()).Code.ShouldBe(30039);
        (await guild.Owner.Get(stickers)).Ok().Json.EnumerateArray().Count(sticker => sticker.GetProperty("available").GetBoolean()).ShouldBe(6);

        Task<Answer> Sticker() => guild.Owner.Send(HttpMethod.Post, stickers, StickerTests.Upload("dot", StickerTests.Pixel));
    }

    [Fact]
    public async Task Emojis_have_as_many_slots_as_the_tier_says()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var emojis = $"/guilds/{guild.Id}/emojis";
        var image = "data:image/png;base64," + Convert.ToBase64String(StickerTests.Pixel);
        for (var i = 0; i < 50; i++) (await guild.Owner.Post(emojis, new { name = "dot", image })).Ok();
        (await guild.Owner.Post(emojis, new { name = "dot", image })).Code.ShouldBe(30008);
        await Boost(guild, guild.Owner, 2);
        (await guild.Owner.Post(emojis, new { name = "dot", image })).Ok();
    }

    [Fact]
    public async Task A_guild_that_wants_it_quiet_hears_of_no_boosts()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { system_channel_id = general.Id, system_channel_flags = 2 })).Ok();
        await Boost(guild, guild.Owner, 2);
        await guild.Owner.Gateway.SawNo("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() is >= 8 and <= 11);
    }

    [Fact]
    public async Task Whoever_goes_takes_the_boosts_along()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var cleo = await guild.Join("cleo");
        await Boost(guild, bob, 2);
        await Boost(guild, cleo, 1);
        (await bob.Delete($"/users/@me/guilds/{guild.Id}")).Ok();
        await guild.Owner.Gateway.Saw("GUILD_UPDATE", seen => Count(seen) == 1 && Tier(seen) == 0);
        (await guild.Owner.Get(Path(guild))).Ok().Json.EnumerateArray().Select(booster => booster.GetProperty("user_id").GetString()).ShouldBe([cleo.Id]);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{cleo.Id}")).Ok();
        Count((await guild.Owner.Get($"/guilds/{guild.Id}")).Ok().Json).ShouldBe(0);
        await guild.Join("bob");
        (await bob.Get($"/guilds/{guild.Id}/members/{bob.Id}")).Ok()["premium_since"].ValueKind.ShouldBe(JsonValueKind.Null);
        await Boost(guild, bob, 2);
    }

    [Fact]
    public async Task Outsiders_and_the_silenced_give_none()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        (await eve.Get(Path(guild))).Code.ShouldBe(50001);
        (await eve.Put(Path(guild))).Code.ShouldBe(50001);
        (await eve.Delete(Path(guild))).Code.ShouldBe(50001);
        (await eve.Put("/guilds/1/premium/subscriptions")).Code.ShouldBe(10004);
        (await bob.Get($"{Path(guild)}?limit=1001")).Code.ShouldBe(50035);
        var hour = new Snowflake(ulong.Parse(bob.Id, System.Globalization.CultureInfo.InvariantCulture)).CreatedAt.AddHours(1);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { communication_disabled_until = hour })).Ok();
        (await bob.Put(Path(guild))).Code.ShouldBe(50013);
        await guild.Owner.Gateway.SawNo("GUILD_UPDATE", seen => Count(seen) > 0);
        await eve.Gateway.SawNo("GUILD_UPDATE");
    }

    [Fact]
    public async Task Boosts_survive_a_restart()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        await Boost(guild, guild.Owner, 2);
        await house.Restart();
        var shown = (await guild.Owner.Get($"/guilds/{guild.Id}")).Ok().Json;
        (Count(shown), Tier(shown)).ShouldBe((2, 1));
        (await guild.Owner.Put(Path(guild))).Status.ShouldBe(400);
        (await guild.Owner.Delete(Path(guild))).Ok();
        Tier((await guild.Owner.Get($"/guilds/{guild.Id}")).Ok().Json).ShouldBe(0);
    }

    private static string Path(TestGuild guild) => $"/guilds/{guild.Id}/premium/subscriptions";

    private static int Count(JsonElement guild) => guild.GetProperty("premium_subscription_count").GetInt32();

    private static int Tier(JsonElement guild) => guild.GetProperty("premium_tier").GetInt32();

    private static string? User(JsonElement member) => member.GetProperty("user").GetProperty("id").GetString();

    private static async Task Boost(TestGuild guild, TestUser user, int times)
    {
        for (var i = 0; i < times; i++) (await user.Put(Path(guild))).Ok();
    }
}
