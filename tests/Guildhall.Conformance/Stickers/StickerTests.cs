using System.Net.Http.Headers;
using System.Text;
using Guildhall.Testing;

namespace Guildhall.Conformance.Stickers;

public sealed class StickerTests
{
    internal static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_sticker_is_made_renamed_and_deleted_before_everybodys_eyes()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var path = $"/guilds/{guild.Id}/stickers";
        var made = (await guild.Owner.Send(HttpMethod.Post, path, Upload("dot", Pixel))).Ok();
        made.Status.ShouldBe(201);
        made["format_type"].GetInt32().ShouldBe(1);
        made["user"].GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        var update = await bob.Gateway.Saw("GUILD_STICKERS_UPDATE");
        update.GetProperty("stickers")[0].TryGetProperty("user", out _).ShouldBeFalse();
        (await guild.Owner.Patch($"{path}/{made.Id}", new { name = "point", description = "a point" })).Ok()["name"].GetString().ShouldBe("point");
        (await bob.Get($"{path}/{made.Id}")).Ok()["description"].GetString().ShouldBe("a point");
        (await bob.Get($"/stickers/{made.Id}")).Ok()["name"].GetString().ShouldBe("point");
        (await bob.Get($"/guilds/{guild.Id}")).Ok()["stickers"].GetArrayLength().ShouldBe(1);
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        (await http.GetByteArrayAsync($"/stickers/{made.Id}.png")).ShouldBe(Pixel);
        (await bob.Patch($"{path}/{made.Id}", new { name = "mine" })).Code.ShouldBe(50013);
        (await bob.Delete($"{path}/{made.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"{path}/{made.Id}")).Status.ShouldBe(204);
        (await bob.Get($"{path}/{made.Id}")).Code.ShouldBe(10060);
        (await bob.Get($"/stickers/{made.Id}")).Code.ShouldBe(10060);
    }

    [Fact]
    public async Task What_is_no_sticker_is_refused_and_slots_are_counted()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var path = $"/guilds/{guild.Id}/stickers";
        (await guild.Owner.Send(HttpMethod.Post, path, Upload("dot", [1, 2, 3]))).Code.ShouldBe(50035);
        (await guild.Owner.Send(HttpMethod.Post, path, Upload("d", Pixel))).Code.ShouldBe(50035);
        (await guild.Owner.Send(HttpMethod.Post, path, Upload("dot", [.. Pixel, .. new byte[524_288]]))).Code.ShouldBe(50035);
        (await guild.Owner.Send(HttpMethod.Post, path, Upload("dot", Encoding.UTF8.GetBytes("{}")))).Code.ShouldBe(170001);
        (await guild.Owner.Post(path, new { name = "dot" })).Code.ShouldBe(50035);
        var lottie = Encoding.UTF8.GetBytes("""{"v":"5.5","fr":30,"ip":0,"op":60,"w":320,"h":320,"layers":[]}""");
        (await guild.Owner.Send(HttpMethod.Post, path, Upload("moves", lottie))).Ok()["format_type"].GetInt32().ShouldBe(3);
        for (var i = 0; i < 4; i++) (await guild.Owner.Send(HttpMethod.Post, path, Upload("dot", Pixel))).Ok();
        (await guild.Owner.Send(HttpMethod.Post, path, Upload("dot", Pixel))).Code.ShouldBe(30039);
        (await (await house.User("eve")).Send(HttpMethod.Post, path, Upload("dot", Pixel))).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task The_servers_own_pack_is_listed_and_drawn()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var pack = (await ada.Get("/sticker-packs")).Ok()["sticker_packs"][0];
        var id = pack.GetProperty("stickers")[0].GetProperty("id").GetString();
        (await ada.Get($"/sticker-packs/{pack.GetProperty("id").GetString()}")).Ok()["stickers"].GetArrayLength().ShouldBe(3);
        (await ada.Get("/sticker-packs/5")).Code.ShouldBe(10061);
        (await ada.Get($"/stickers/{id}")).Ok()["type"].GetInt32().ShouldBe(1);
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        (await http.GetByteArrayAsync($"/stickers/{id}.png"))[1..4].ShouldBe("PNG"u8.ToArray());
    }

    internal static MultipartFormDataContent Upload(string name, byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return new MultipartFormDataContent { { new StringContent(name), "name" }, { new StringContent("dot"), "tags" }, { content, "file", "sticker.png" } };
    }
}
