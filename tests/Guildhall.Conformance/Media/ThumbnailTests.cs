using System.Net;
using Guildhall.Media.Images;
using Guildhall.Storage.Blobs;
using Guildhall.Testing;

namespace Guildhall.Conformance.Media;

/// <summary>Images in the size and format that their address asks for; needs vipsthumbnail.</summary>
public sealed class ThumbnailTests
{
    [Theory]
    [InlineData("png?size=32", "image/png", 32)]
    [InlineData("webp?size=64", "image/webp", 64)]
    [InlineData("jpg?size=16", "image/jpeg", 16)]
    [InlineData("jpeg?size=100", "image/jpeg", 128)]
    [InlineData("webp", "image/webp", 128)]
    [InlineData("webp?size=64&quality=lossless", "image/webp", 64)]
    [InlineData("png?size=4096", "image/png", 128)]
    public async Task An_avatar_comes_in_the_size_and_format_of_its_address(string ending, string type, int side)
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (address, _) = await Avatar(house, http);
        using var answer = await http.GetAsync($"{address}.{ending}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        ImageHeader.Size(await answer.Content.ReadAsByteArrayAsync()).ShouldBe((side, side));
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
    }

    [Fact]
    public async Task A_made_image_has_an_entity_tag_of_its_own_and_is_not_sent_twice()
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (address, original) = await Avatar(house, http);
        (await http.GetByteArrayAsync($"{address}.png")).ShouldBe(original);
        using var small = await http.GetAsync($"{address}.png?size=32");
        using var whole = await http.GetAsync($"{address}.png");
        small.Headers.ETag!.ShouldNotBe(whole.Headers.ETag);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{address}.png?size=32") { Headers = { IfNoneMatch = { small.Headers.ETag! } } };
        using var notModified = await http.SendAsync(again);
        notModified.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var other = new HttpRequestMessage(HttpMethod.Get, $"{address}.webp?size=32") { Headers = { IfNoneMatch = { small.Headers.ETag! } } };
        using var modified = await http.SendAsync(other);
        modified.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_that_asks_for_what_cannot_be_is_refused()
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (address, _) = await Avatar(house, http);
        foreach (var size in (string[])["15", "4097", "-1", "x", "", "99999999999"])
            (await http.GetAsync($"{address}.png?size={size}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, size);
        (await http.GetAsync($"{address}.gif")).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await http.GetAsync($"{address}.bmp")).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task What_moves_moves_on_as_a_gif_and_stands_still_as_a_png()
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (address, original) = await Avatar(house, http, Pictures.DataUri("image/gif", Pictures.MovingGif()));
        address.ShouldContain("/a_");
        (await http.GetByteArrayAsync($"{address}.gif?size=64")).ShouldBe(original);
        var gif = await http.GetByteArrayAsync($"{address}.gif?size=16");
        (ImageHeader.Size(gif), Pictures.Frames(gif)).ShouldBe(((16, 12), 2));
        using var still = await http.GetAsync($"{address}.png?size=16");
        still.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        var moving = await http.GetByteArrayAsync($"{address}.webp?size=16&animated=true");
        moving.AsSpan().IndexOf("ANIM"u8).ShouldBePositive();
        (await http.GetByteArrayAsync($"{address}.webp?size=16")).AsSpan().IndexOf("ANIM"u8).ShouldBeNegative();
    }

    [Theory]
    [InlineData("width=40&height=30", "image/png", 30, 30)]
    [InlineData("width=64", "image/png", 64, 64)]
    [InlineData("height=20&format=webp", "image/webp", 20, 20)]
    [InlineData("format=jpeg", "image/jpeg", 128, 128)]
    [InlineData("width=500&height=500", "image/png", 128, 128)]
    public async Task An_attachment_fits_into_the_box_that_is_asked_for(string query, string type, int width, int height)
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var url = await Attach(guild, general, await http.GetByteArrayAsync("/embed/avatars/1.png"), "picture.png");
        using var answer = await http.GetAsync($"{url}?{query}");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        ImageHeader.Size(await answer.Content.ReadAsByteArrayAsync()).ShouldBe((width, height));
        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        (await http.GetAsync($"{url}?width=0")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_file_that_is_no_image_stays_what_it_is_whatever_is_asked()
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (guild, general) = await house.CreateGuild(owner: "ada");
        byte[][] hostile =
        [
            "just text"u8.ToArray(), Pictures.LyingPng(32, 32), Pictures.LyingPng(2_000_000, 2_000_000), Pictures.LyingPng(7_000, 7_000),
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8.ToArray(), "GIF89a"u8.ToArray(), [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2],
        ];
        foreach (var content in hostile)
        {
            var url = await Attach(guild, general, content, "picture.png");
            (await http.GetByteArrayAsync($"{url}?width=16&height=16")).ShouldBe(content);
        }
    }

    [Fact]
    public async Task What_was_made_of_a_deleted_file_is_gone_with_it()
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var image = await http.GetByteArrayAsync("/embed/avatars/1.png");
        var sent = (await general.Upload(guild.Owner, "{}", ("picture.png", image))).Ok();
        var url = sent["attachments"][0].GetProperty("url").GetString();
        (await http.GetAsync($"{url}?width=16")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Made(house).ShouldHaveSingleItem();
        (await guild.Owner.Delete($"/channels/{general.Id}/messages/{sent.Id}")).Ok();
        Made(house).ShouldBeEmpty();
        (await http.GetAsync($"{url}?width=16")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_program_the_original_is_served_and_the_log_says_so_once()
    {
        await using var house = await TestHouse.Start(options => options with { Thumbnails = options.Thumbnails with { Program = "no-such-vips" } });
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (address, original) = await Avatar(house, http);
        foreach (var size in (int[])[16, 32])
        {
            using var answer = await http.GetAsync($"{address}.webp?size={size}");
            (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(original);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            answer.Headers.CacheControl!.ToString().ShouldNotContain("immutable");
        }

        house.Logs.Lines.Count(line => line.Contains("no-such-vips is not there", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_program_that_hangs_is_killed_with_all_that_it_began()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Script("echo $$ > \"$DIR/pids\"; sleep 600 & echo $! >> \"$DIR/pids\"; wait");
        var time = new ManualTime();
        await using var house = await TestHouse.Start(options => options with { Thumbnails = options.Thumbnails with { Program = program } }, time);
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (address, original) = await Avatar(house, http);
        var asked = http.GetByteArrayAsync($"{address}.png?size=16");
        string[] begun;
        while ((begun = Written(Path.Combine(folder.Path, "pids"))).Length < 2) await Task.Delay(10, TestContext.Current.CancellationToken);
        time.Advance(new ThumbnailOptions().Patience);
        (await asked).ShouldBe(original);
        // The system takes the killed away in its own time: that they go is what the test waits for.
        while (begun.Any(IsRunning)) await Task.Delay(10, TestContext.Current.CancellationToken);
        // It is not tried again with every request: the program would have written its number anew.
        File.Delete(Path.Combine(folder.Path, "pids"));
        (await http.GetByteArrayAsync($"{address}.png?size=16")).ShouldBe(original);
        File.Exists(Path.Combine(folder.Path, "pids")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_image_is_made_once_for_all_who_ask_at_the_same_time()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Script("echo made >> \"$DIR/count\"; sleep 1; cp in out.png");
        await using var house = await TestHouse.Start(options => options with { Thumbnails = options.Thumbnails with { Program = program } });
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (address, original) = await Avatar(house, http);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => http.GetByteArrayAsync($"{address}.png?size=16")));
        answers.ShouldAllBe(answer => answer.SequenceEqual(original));
        File.ReadAllLines(Path.Combine(folder.Path, "count")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Emojis_and_icons_are_resized_too()
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var image = Pictures.DataUri("image/png", await http.GetByteArrayAsync("/embed/avatars/1.png"));
        var emoji = (await guild.Owner.Post($"/guilds/{guild.Id}/emojis", new { name = "gate", image })).Ok().Id;
        var icon = (await guild.Owner.Patch($"/guilds/{guild.Id}", new { icon = image })).Ok()["icon"].GetString();
        foreach (var address in (string[])[$"/emojis/{emoji}", $"/icons/{guild.Id}/{icon}"])
            ImageHeader.Size(await http.GetByteArrayAsync($"{address}.webp?size=48")).ShouldBe((64, 64));
    }

    private static async Task<(string Address, byte[] Original)> Avatar(TestHouse house, HttpClient http, string? avatar = null)
    {
        var ada = await house.Register("ada");
        var original = avatar is null ? await http.GetByteArrayAsync("/embed/avatars/0.png") : Convert.FromBase64String(avatar[(avatar.IndexOf(',') + 1)..]);
        var me = (await ada.Patch("/users/@me", new { avatar = avatar ?? Pictures.DataUri("image/png", original) })).Ok();
        return ($"/avatars/{ada.Id}/{me["avatar"].GetString()}", original);
    }

    private static async Task<string> Attach(TestGuild guild, TestChannel channel, byte[] content, string name)
    {
        var sent = (await channel.Upload(guild.Owner, "{}", (name, content))).Ok();
        return sent["attachments"][0].GetProperty("url").GetString()!;
    }

    private static IEnumerable<string> Made(TestHouse house) =>
        Directory.EnumerateFiles(Path.Combine(house.DataFolder, "thumbnails"), "@*", SearchOption.AllDirectories);

    private static string[] Written(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    private static bool IsRunning(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // gone, before the file was opened or while it was read
        }
    }
}
