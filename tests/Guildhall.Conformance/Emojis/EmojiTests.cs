using Guildhall.Testing;

namespace Guildhall.Conformance.Emojis;

public sealed class EmojiTests
{
    private const string Pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task An_emoji_is_made_renamed_and_deleted_before_everybodys_eyes()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/emojis", new { name = "dot", image = Pixel })).Ok();
        made.Status.ShouldBe(201);
        made["user"].GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        await bob.Gateway.Saw("GUILD_EMOJIS_UPDATE", update => update.GetProperty("emojis").GetArrayLength() == 1);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/emojis/{made.Id}", new { name = "point" })).Ok()["name"].GetString().ShouldBe("point");
        (await bob.Get($"/guilds/{guild.Id}/emojis/{made.Id}")).Ok()["name"].GetString().ShouldBe("point");
        (await guild.Owner.Get($"/guilds/{guild.Id}/emojis")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/emojis/{made.Id}")).Status.ShouldBe(204);
        (await bob.Get($"/guilds/{guild.Id}/emojis/{made.Id}")).Code.ShouldBe(10014);
    }

    [Fact]
    public async Task Makers_change_their_own_emojis_and_managers_all()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var own = (await bob.Post($"/guilds/{guild.Id}/emojis", new { name = "mine", image = Pixel })).Ok();
        var others = (await guild.Owner.Post($"/guilds/{guild.Id}/emojis", new { name = "hers", image = Pixel })).Ok();
        (await bob.Patch($"/guilds/{guild.Id}/emojis/{own.Id}", new { name = "my_own" })).Ok();
        (await bob.Delete($"/guilds/{guild.Id}/emojis/{others.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/emojis/{own.Id}")).Ok();
    }

    [Fact]
    public async Task What_is_no_picture_or_no_name_is_refused()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var path = $"/guilds/{guild.Id}/emojis";
        (await guild.Owner.Post(path, new { name = "dot", image = "data:image/png;base64,AAAA" })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { name = "a b", image = Pixel })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { name = "dot" })).Code.ShouldBe(50035);
        var big = Convert.ToBase64String([.. Convert.FromBase64String(Pixel[22..]), .. new byte[262_144]]);
        (await guild.Owner.Post(path, new { name = "dot", image = $"data:image/png;base64,{big}" })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { name = "dot", image = Pixel, roles = new[] { "5" } })).Code.ShouldBe(10011);
    }

    [Fact]
    public async Task Who_made_an_emoji_is_told_where_emojis_are_listed_and_nowhere_else()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        (await guild.Owner.Post($"/guilds/{guild.Id}/emojis", new { name = "dot", image = Pixel })).Ok();
        var bob = await guild.Join("bob");
        var welcome = await bob.Gateway.Saw("GUILD_CREATE");
        welcome.GetProperty("emojis")[0].TryGetProperty("user", out _).ShouldBeFalse();
        (await bob.Get($"/guilds/{guild.Id}")).Ok()["emojis"][0].TryGetProperty("user", out _).ShouldBeFalse();
        (await bob.Get($"/guilds/{guild.Id}/preview")).Ok()["emojis"][0].TryGetProperty("user", out _).ShouldBeFalse();
        (await guild.Owner.Get($"/guilds/{guild.Id}/emojis")).Ok().Json[0].GetProperty("user").GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
    }
}
