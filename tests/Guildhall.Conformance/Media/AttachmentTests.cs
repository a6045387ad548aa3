using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Media;

public sealed class AttachmentTests
{
    private static readonly byte[] Gif = [.. "GIF89a"u8, 3, 0, 2, 0, 0, 0, 0, (byte)';'];

    [Fact]
    public async Task Files_come_with_a_message_and_are_served_in_ranges()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var text = Encoding.UTF8.GetBytes("a note, no more than that");
        var sent = (await Upload(guild.Owner, general, """{"content":"two","attachments":[{"id":1,"description":"tiny"},{"id":"0","filename":"renamed note.txt"}]}""", ("note.txt", text), ("a b.gif", Gif))).Ok();
        var files = sent["attachments"];
        files.GetArrayLength().ShouldBe(2);
        files[0].GetProperty("filename").GetString().ShouldBe("a_b.gif");
        files[0].GetProperty("description").GetString().ShouldBe("tiny");
        files[0].GetProperty("content_type").GetString().ShouldBe("image/gif");
        (files[0].GetProperty("width").GetInt32(), files[0].GetProperty("height").GetInt32()).ShouldBe((3, 2));
        files[1].GetProperty("filename").GetString().ShouldBe("renamed_note.txt");
        files[1].GetProperty("size").GetInt32().ShouldBe(text.Length);
        await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("attachments").GetArrayLength() == 2);

        using var http = new HttpClient();
        var url = files[1].GetProperty("url").GetString()!;
        url.ShouldStartWith(house.BaseUrl.ToString().TrimEnd('/') + $"/attachments/{general.Id}/");
        using var whole = await http.GetAsync(url);
        (await whole.Content.ReadAsByteArrayAsync()).ShouldBe(text);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        whole.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox; default-src 'none'");
        whole.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        whole.Headers.CacheControl!.ToString().ShouldContain("immutable");
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(2, 5) } };
        using var part = await http.SendAsync(request);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(text[2..6]);
        part.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes 2-5/{text.Length}");
        (await http.GetAsync(url.Replace("renamed_note.txt", "note.exe", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("page.html", "<html><script>alert(1)</script></html>", "text/plain")]
    [InlineData("image.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "text/plain")]
    [InlineData("code.js", "alert(1)", "text/plain")]
    [InlineData("tool.exe", "MZ\u0001\u0002", "application/octet-stream")]
    public async Task Nothing_that_was_uploaded_can_run(string name, string content, string type)
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var sent = (await Upload(guild.Owner, general, "{}", (name, Encoding.UTF8.GetBytes(content)))).Ok();
        using var http = new HttpClient();
        using var served = await http.GetAsync(sent["attachments"][0].GetProperty("url").GetString());
        served.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        served.Content.Headers.ContentDisposition!.DispositionType.ShouldBe(type == "text/plain" ? "inline" : "attachment");
        served.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox;");
    }

    [Fact]
    public async Task Files_of_a_deleted_message_are_gone()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var sent = (await Upload(guild.Owner, general, "{}", ("a.gif", Gif))).Ok();
        using var http = new HttpClient();
        var url = sent["attachments"][0].GetProperty("url").GetString();
        (await http.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await guild.Owner.Delete($"/channels/{general.Id}/messages/{sent.Id}")).Ok();
        (await http.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refused_message_leaves_no_files_behind()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        (await Upload(bob, general, """{"embeds":[{"title":1,"url":"x"}]}""", ("a.gif", Gif))).Code.ShouldBe(50035);
        (await Upload(bob, general, """{"attachments":[{"id":7}]}""", ("a.gif", Gif))).Code.ShouldBe(50035);
        (await Upload(bob, general, """{"message_reference":{"message_id":"1"}}""", ("a.gif", Gif))).Code.ShouldBe(50035);
        (await Upload(bob, general, "{", ("a.gif", Gif))).Code.ShouldBe(50109);
        (await Upload(bob, general, "{}", [.. Enumerable.Range(0, 11).Select(i => ($"{i}.gif", Gif))])).Code.ShouldBe(30015);
        var tooLarge = await Upload(bob, general, "{}", ("big.bin", new byte[(int)Limits.FileBytes + 1]));
        (tooLarge.Status, tooLarge.Code).ShouldBe((413, 40005));
        await general.Deny(bob, Permissions.AttachFiles);
        (await Upload(bob, general, """{"content":"with text"}""", ("a.gif", Gif))).Code.ShouldBe(50013);
        Directory.EnumerateFiles(house.DataFolder, "*.gif", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateFiles(house.DataFolder, "*.bin", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_of_parts_that_breaks_off_is_refused()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        foreach (var body in (string[])["", "--x", "--x\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a.gif\"\r\n\r\nGIF", "no boundary at all"])
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
            (await guild.Owner.Send(HttpMethod.Post, $"/channels/{general.Id}/messages", content)).Status.ShouldBe(400, body);
        }

        Directory.EnumerateFiles(house.DataFolder, "*.gif", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_embed_shows_a_file_of_its_message()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var sent = (await Upload(guild.Owner, general, """{"embeds":[{"title":"t","image":{"url":"attachment://a.gif"}}]}""", ("a.gif", Gif))).Ok();
        sent["attachments"].GetArrayLength().ShouldBe(0);
        var image = sent["embeds"][0].GetProperty("image");
        image.GetProperty("url").GetString().ShouldStartWith("http");
        image.GetProperty("width").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task An_edit_keeps_drops_and_adds_files()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var sent = (await Upload(guild.Owner, general, """{"content":"x"}""", ("a.gif", Gif), ("b.gif", Gif))).Ok();
        var (kept, dropped) = (sent["attachments"][0], sent["attachments"][1]);
        var payload = JsonSerializer.Serialize(new { attachments = new object[] { new { id = kept.GetProperty("id").GetString() }, new { id = 0 } } });
        var path = $"/channels/{general.Id}/messages/{sent.Id}";
        var edited = (await guild.Owner.Send(HttpMethod.Patch, path, Parts(payload, ("c.gif", Gif)))).Ok();
        edited["attachments"].EnumerateArray().Select(file => file.GetProperty("filename").GetString()).ShouldBe(["a.gif", "c.gif"]);
        using var http = new HttpClient();
        (await http.GetAsync(kept.GetProperty("url").GetString())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(dropped.GetProperty("url").GetString())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guild.Owner.Patch(path, new { attachments = new[] { new { id = "1" } } })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task Avatars_have_their_addresses_and_everybody_has_one()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var me = (await ada.Patch("/users/@me", new { avatar = "data:image/gif;base64," + Convert.ToBase64String(Gif) })).Ok();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        using var avatar = await http.GetAsync($"/avatars/{ada.Id}/{me["avatar"].GetString()}.png?size=128");
        avatar.Content.Headers.ContentType!.MediaType.ShouldBe("image/gif");
        (await avatar.Content.ReadAsByteArrayAsync()).ShouldBe(Gif);
        for (var i = 0; i < 6; i++)
        {
            using var plain = await http.GetAsync($"/embed/avatars/{i}.png");
            plain.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        }

        foreach (var lost in (string[])["/embed/avatars/6.png", $"/avatars/{ada.Id}/..%2f..%2fguildhall.db", "/attachments/1/2/x", "/icons/1/abc.png"])
            (await http.GetAsync(lost)).StatusCode.ShouldBe(HttpStatusCode.NotFound, lost);
    }

    private static Task<Answer> Upload(TestUser by, TestChannel channel, string payload, params (string Name, byte[] Content)[] files) =>
        by.Send(HttpMethod.Post, $"/channels/{channel.Id}/messages", Parts(payload, files));

    private static MultipartFormDataContent Parts(string payload, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        for (var i = 0; i < files.Length; i++) form.Add(new ByteArrayContent(files[i].Content), $"files[{i}]", files[i].Name);
        form.Add(new StringContent(payload), "payload_json");
        return form;
    }
}
