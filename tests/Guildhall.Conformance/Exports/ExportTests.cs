using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Exports;

public sealed class ExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task An_owner_gets_the_whole_guild_with_every_message_and_file()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        await guild.Join("bob");
        for (var n = 0; n < 120; n++) await general.Say($"n {n}", by: n % 2 == 0 ? "ada" : "bob");
        (await general.Upload(guild.Owner, """{"content":"with a file"}""", ("note.txt", "a note"u8.ToArray()))).Ok();

        var asked = await guild.Owner.Post($"/guilds/{guild.Id}/exports");
        (asked.Status, asked["guild_id"].GetString()).ShouldBe((202, guild.Id));
        using var archive = await Fetch(guild.Owner, $"/guilds/{guild.Id}/exports");
        Lines(archive, "guild.json").Single().GetProperty("name").GetString().ShouldBe("The workshop");
        Lines(archive, "members.jsonl").Count.ShouldBe(2);
        var messages = Lines(archive, $"messages/{general.Id}.jsonl");
        var spoken = messages.Select(message => message.GetProperty("content").GetString()!).Where(text => text.StartsWith("n ", StringComparison.Ordinal));
        spoken.ShouldBe(Enumerable.Range(0, 120).Select(n => $"n {n}"));
        var file = messages[^1].GetProperty("attachments")[0];
        Text(archive, $"attachments/{general.Id}/{file.GetProperty("id").GetString()}/note.txt").ShouldBe("a note");
        // Asked again it is the same one.
        (await guild.Owner.Post($"/guilds/{guild.Id}/exports")).Ok().Id.ShouldBe(asked.Id);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_person_gets_what_is_known_of_it_and_nothing_of_others()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await general.Say("said by ada", by: "ada");
        await general.Say("said by bob", by: "bob");
        (await general.Upload(bob, "{}", ("mine.txt", "mine"u8.ToArray()))).Ok();
        (await general.Upload(guild.Owner, "{}", ("hers.txt", "hers"u8.ToArray()))).Ok();
        (await bob.Put($"/users/@me/notes/{guild.Owner.Id}", new { note = "met at the workshop" })).Ok();
        (await bob.Delete($"/users/@me/guilds/{guild.Id}")).Ok(); // what was said stays said

        (await bob.Post("/users/@me/exports")).Status.ShouldBe(202);
        using var archive = await Fetch(bob, "/users/@me/exports");
        Lines(archive, "account.json").Single().GetProperty("id").GetString().ShouldBe(bob.Id);
        Lines(archive, "messages.jsonl").Select(message => message.GetProperty("author").GetProperty("id").GetString()).Distinct().ShouldBe([bob.Id]);
        Lines(archive, "messages.jsonl").ShouldContain(message => message.GetProperty("content").GetString() == "said by bob");
        Text(archive, "records.jsonl").ShouldContain("met at the workshop");
        Lines(archive, "sessions.jsonl").Count.ShouldBe(1);
        Text(archive, "sessions.jsonl").ShouldNotContain(bob.Token);
        archive.Entries.Select(entry => entry.Name).ShouldContain("mine.txt");
        archive.Entries.Select(entry => entry.Name).ShouldNotContain("hers.txt");
    }

    [Fact]
    public async Task Only_the_owner_may_ask_for_a_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var path = $"/guilds/{guild.Id}/exports";
        (await bob.Post(path)).Code.ShouldBe(50013);
        (await bob.Get(path)).Code.ShouldBe(50013);
        (await (await house.User("eve")).Post(path)).Code.ShouldBe(50001);
        (await guild.Owner.Post("/guilds/1/exports")).Code.ShouldBe(10004);
        (await house.Nobody.Post("/users/@me/exports")).Status.ShouldBe(401);
        (await (await house.CreateBot(bob, "helper")).Post("/users/@me/exports")).Code.ShouldBe(20001);
        (await bob.Get("/users/@me/exports")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_address_is_good_for_an_hour_and_the_archive_for_two_days()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        (await ada.Post("/users/@me/exports")).Status.ShouldBe(202);
        using var http = new HttpClient();
        var url = await Url(ada, "/users/@me/exports");
        (await http.GetAsync(url, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(url[..^3] + "AAA", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        time.Advance(TimeSpan.FromMinutes(61));
        (await http.GetAsync(url, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await house.Restart();
        var again = Calls.As(house, ada.Token);
        (await http.GetAsync(await Url(again, "/users/@me/exports"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromHours(49));
        while ((await again.Get("/users/@me/exports")).Ok().Json.GetArrayLength() > 0) await Task.Delay(10, Cancel);
        while (Directory.EnumerateFiles(Path.Combine(house.DataFolder, "exports")).Any()) await Task.Delay(10, Cancel);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_account_takes_its_exports_along_when_it_goes()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        (await ada.Post("/users/@me/exports")).Ok();
        var url = await Url(ada, "/users/@me/exports");
        (await ada.Post("/users/@me/delete", new { password = "correct horse battery" })).Status.ShouldBe(204);
        using var http = new HttpClient();
        (await http.GetAsync(url, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.EnumerateFiles(Path.Combine(house.DataFolder, "exports")).ShouldBeEmpty();
    }

    private static async Task<string> Url(ApiCaller caller, string path)
    {
        while (true)
        {
            var export = (await caller.Get(path)).Ok().Json[0];
            export.GetProperty("state").GetString().ShouldNotBe("failed");
            if (export.TryGetProperty("download_url", out var url)) return url.GetString()!;
            await Task.Delay(10, Cancel);
        }
    }

    private static async Task<ZipArchive> Fetch(ApiCaller caller, string path)
    {
        using var http = new HttpClient();
        return new ZipArchive(new MemoryStream(await http.GetByteArrayAsync(await Url(caller, path), Cancel)), ZipArchiveMode.Read);
    }

    private static List<JsonElement> Lines(ZipArchive archive, string name) =>
        [.. Text(archive, name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private static string Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
