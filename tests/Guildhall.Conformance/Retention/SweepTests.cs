using System.Net;
using Guildhall.Community.Retention;
using Guildhall.Conformance.Media;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.Retention;

/// <summary>Files that nothing names go; those that something names stay.</summary>
public sealed class SweepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replaced_images_and_lost_files_go_after_a_day_and_all_others_stay()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var sweep = house.Services.GetRequiredService<BlobSweep>();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (guild, general) = await house.CreateGuild(owner: "ada");
        string[] images = [.. (await Task.WhenAll(Enumerable.Range(0, 2).Select(i => http.GetByteArrayAsync($"/embed/avatars/{i}.png", Cancel)))).Select(png => Pictures.DataUri("image/png", png))];
        List<string> kept = [];
        List<string> lost = [];
        for (var i = 0; i < 2; i++)
        {
            var into = i == 0 ? lost : kept;
            into.Add($"/avatars/{guild.Owner.Id}/{(await guild.Owner.Patch("/users/@me", new { avatar = images[i] })).Ok()["avatar"].GetString()}.png");
            into.Add($"/icons/{guild.Id}/{(await guild.Owner.Patch($"/guilds/{guild.Id}", new { icon = images[i] })).Ok()["icon"].GetString()}.png");
            var own = (await guild.Owner.Patch($"/guilds/{guild.Id}/members/@me", new { avatar = images[i] })).Ok()["avatar"].GetString();
            into.Add($"/guilds/{guild.Id}/users/{guild.Owner.Id}/avatars/{own}.png");
        }

        kept.Add($"/emojis/{(await guild.Owner.Post($"/guilds/{guild.Id}/emojis", new { name = "gate", image = images[0] })).Ok().Id}.png");
        var application = (await guild.Owner.Post("/applications", new { name = "helper" })).Ok().Id;
        kept.Add($"/emojis/{(await guild.Owner.Post($"/applications/{application}/emojis", new { name = "gate", image = images[0] })).Ok().Id}.png");
        var sent = (await general.Upload(guild.Owner, "{}", ("a.txt", "a"u8.ToArray()))).Ok();
        kept.Add(new Uri(sent["attachments"][0].GetProperty("url").GetString()!).AbsolutePath);
        var shown = (await general.Upload(guild.Owner, """{"embeds":[{"title":"t","image":{"url":"attachment://a.gif"}}]}""", ("a.gif", Pictures.MovingGif()))).Ok();
        kept.Add(new Uri(shown["embeds"][0].GetProperty("image").GetProperty("url").GetString()!).AbsolutePath);
        lost.Add(Stray(house, time, $"attachments/{general.Id}/{sent.Id}/lost.txt"));
        lost.Add(Stray(house, time, "attachments/1234567890123456789/1234567890123456789/lost.txt"));
        lost.Add(Stray(house, time, "emojis/1234567890123456789"));
        var unknown = Path.Combine(house.DataFolder, "blobs", "files", "of-another-kind", "x");
        Stray(house, time, "of-another-kind/x");
        (await http.GetAsync(lost[0] + "?size=16", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await sweep.Run(Cancel)).ShouldBe(0, "nothing is a day old");
        time.Jump(TimeSpan.FromHours(25)); // the sweep of the house itself would run beside this one
        await sweep.Run(Cancel);
        foreach (var path in kept) (await http.GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        foreach (var path in lost) (await http.GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        Directory.EnumerateFiles(Path.Combine(house.DataFolder, "thumbnails"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
        File.Exists(unknown).ShouldBeTrue("what is of no known kind is left alone");
        (await sweep.Run(Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task An_account_over_its_daily_quota_uploads_again_the_next_day()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(options => options with { UploadBytesPerDay = 1_000 }, time);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        (await general.Upload(bob, "{}", ("a.bin", new byte[900]))).Ok();
        var refused = await general.Upload(bob, "{}", ("b.bin", new byte[50]), ("c.bin", new byte[51]));
        (refused.Status, refused.Code).ShouldBe((400, 50035));
        refused["errors"].GetProperty("files").GetProperty("1").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("UPLOAD_QUOTA_REACHED");
        (await general.Upload(bob, "{}", ("d.bin", new byte[1]))).Code.ShouldBe(50035);
        Directory.EnumerateFiles(house.DataFolder, "?.bin", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe(["a.bin"]);
        (await general.Upload(guild.Owner, "{}", ("e.bin", new byte[100]))).Ok();
        time.Advance(TimeSpan.FromDays(1));
        (await general.Upload(bob, "{}", ("f.bin", new byte[100]))).Ok();
    }

    // A file as a crash leaves it between a deletion and its files; returns its address.
    private static string Stray(TestHouse house, ManualTime time, string key)
    {
        var path = Path.Combine(house.DataFolder, "blobs", "files", key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
        File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        return "/" + key + (key.StartsWith("emojis", StringComparison.Ordinal) ? ".png" : "");
    }
}
