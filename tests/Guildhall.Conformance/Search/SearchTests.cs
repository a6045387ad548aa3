using System.Text;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Search;

public sealed class SearchTests
{
    [Fact]
    public async Task Messages_are_found_by_their_words_the_newest_first()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var loom = await guild.CreateChannel("loom");
        var first = await general.Say("The analytical engine weaves", by: "ada");
        var second = await loom.Say("an ENGINE, as it were", by: "ada");
        await loom.Say("nothing here", by: "ada");
        await general.Indexed();
        (await guild.Owner.Search(guild, "content=engine")).ShouldBe([second, first]);
        (await guild.Owner.Search(guild, "content=engine&sort_order=asc")).ShouldBe([first, second]);
        (await guild.Owner.Search(guild, "content=engine%20analytical")).ShouldBe([first]);
        (await guild.Owner.Search(guild, $"content=engine&channel_id={loom.Id}")).ShouldBe([second]);
        (await guild.Owner.Search(guild, $"content=engine&channel_id={loom.Id}&channel_id={general.Id}")).ShouldBe([second, first]);
        (await guild.Owner.Search(guild, $"content=engine&max_id={second}")).ShouldBe([first]);
        (await guild.Owner.Search(guild, $"content=engine&min_id={first}")).ShouldBe([second]);
        (await guild.Owner.Search(guild, "content=the%20weaves&slop=1")).ShouldBeEmpty();
        (await guild.Owner.Search(guild, "content=engine&sort_by=relevance")).ShouldBe([first, second]);
        Searching.Hits((await guild.Owner.Get($"/channels/{loom.Id}/messages/search?content=engine")).Ok()).ShouldBe([second]);

        var page = (await guild.Owner.Get($"/guilds/{guild.Id}/messages/search?content=engine&limit=1&offset=1")).Ok();
        Searching.Hits(page).ShouldBe([first]);
        page["total_results"].GetInt32().ShouldBe(2);
        page["doing_deep_historical_index"].GetBoolean().ShouldBeFalse();
        var hit = page["messages"][0][0];
        hit.GetProperty("content").GetString().ShouldBe("The analytical engine weaves");
        hit.GetProperty("author").GetProperty("username").GetString().ShouldBe("ada");
        hit.GetProperty("channel_id").GetString().ShouldBe(general.Id);
    }

    [Fact]
    public async Task What_messages_have_and_whom_they_concern_is_searched_for()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var ada = guild.Owner;
        var link = await general.Say("see https://weaving.example/patterns", by: "bob");
        var mention = (await ada.Post($"/channels/{general.Id}/messages", new { content = $"<@{bob.Id}> look" })).Ok().Id;
        var everyone = await general.Say("@everyone dinner", by: "ada");
        var reply = (await ada.Post($"/channels/{general.Id}/messages", new { content = "nice", message_reference = new { message_id = link } })).Ok().Id;
        var embed = (await ada.Post($"/channels/{general.Id}/messages", new { embeds = new[] { new { title = "card", provider = "x" } } })).Ok().Id;
        var file = (await Upload(ada, general, "Blue Print.GIF")).Ok().Id;
        (await ada.Put($"/channels/{general.Id}/messages/pins/{mention}")).Ok();
        await general.Indexed();
        async Task Finds(string query, params string[] ids) => (await ada.Search(guild, query)).ShouldBe(ids, query);
        await Finds("has=link", link);
        await Finds("link_hostname=weaving.example", link);
        await Finds("link_hostname=example");
        await Finds($"author_id={bob.Id}&author_type=user&content=patterns", link);
        await Finds($"author_id={ada.Id}&content=patterns");
        await Finds("author_type=bot");
        await Finds("author_type=-user");
        await Finds($"mentions={bob.Id}", reply, mention);
        await Finds("mention_everyone=true", everyone);
        await Finds($"replied_to_user_id={bob.Id}", reply);
        await Finds($"replied_to_message_id={link}", reply);
        await Finds("pinned=true", mention);
        await Finds("has=embed", embed);
        await Finds("has=file", file);
        await Finds("has=image&has=file", file);
        await Finds("has=image&has=-file");
        await Finds("attachment_extension=gif", file);
        await Finds("attachment_filename=blue_print.gif", file);
        await Finds("attachment_extension=png");
        await Finds("has=sticker");
        await Finds("has=poll");
        await Finds("embed_type=article");
        (await ada.Search(guild, $"pinned=false&author_id={ada.Id}&content=look")).ShouldBeEmpty();
        (await ada.Search(guild, $"mention_everyone=false&max_id={everyone}&min_id={link}")).ShouldBe([mention]);
    }

    [Fact]
    public async Task Edits_deletions_and_unpinning_are_followed()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var attic = await guild.CreateChannel("attic");
        var ada = guild.Owner;
        var edited = await general.Say("chalk", by: "ada");
        var gone = await general.Say("chalk", by: "ada");
        string[] bulk = [await general.Say("chalk", by: "ada"), await general.Say("chalk", by: "ada")];
        await attic.Say("chalk", by: "ada");
        await general.Indexed();
        (await ada.Search(guild, "content=chalk")).Count.ShouldBe(5);
        (await ada.Patch($"/channels/{general.Id}/messages/{edited}", new { content = "cheese" })).Ok();
        (await ada.Put($"/channels/{general.Id}/messages/pins/{edited}")).Ok();
        (await ada.Delete($"/channels/{general.Id}/messages/pins/{edited}")).Ok();
        (await ada.Delete($"/channels/{general.Id}/messages/{gone}")).Ok();
        (await ada.Post($"/channels/{general.Id}/messages/bulk-delete", new { messages = bulk })).Ok();
        (await ada.Delete($"/channels/{attic.Id}")).Ok();
        (await ada.Search(guild, "content=chalk")).Except([edited]).ShouldBeEmpty("what is deleted is never shown, also before the index knows");
        await general.Indexed();
        (await ada.Search(guild, "content=chalk")).ShouldBeEmpty();
        (await ada.Search(guild, "content=cheese")).ShouldBe([edited]);
        (await ada.Search(guild, "pinned=true")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Age_restricted_channels_are_searched_only_when_asked_for()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var cellar = await guild.CreateChannel("cellar");
        (await guild.Owner.Patch($"/channels/{cellar.Id}", new { nsfw = true })).Ok();
        var said = await cellar.Say("absinthe", by: "ada");
        await general.Indexed();
        (await guild.Owner.Search(guild, "content=absinthe")).ShouldBeEmpty();
        (await guild.Owner.Search(guild, "content=absinthe&include_nsfw=true")).ShouldBe([said]);
    }

    [Fact]
    public async Task Outsiders_the_banned_and_those_without_history_find_nothing()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var mallory = await house.User("mallory");
        var secret = await guild.CreateChannel("secret");
        await general.Say("password", by: "ada");
        var hidden = await secret.Say("password", by: "ada");
        await secret.Deny(bob, Permissions.ViewChannel);
        await general.Deny(bob, Permissions.ReadMessageHistory);
        await general.Indexed();
        (await bob.Search(guild, "content=password")).ShouldBeEmpty();
        (await bob.Search(guild, $"content=password&channel_id={secret.Id}&channel_id={general.Id}")).ShouldBeEmpty();
        (await bob.Get($"/channels/{secret.Id}/messages/search?content=password")).Code.ShouldBe(50001);
        (await bob.Get($"/channels/{general.Id}/messages/search?content=password")).Code.ShouldBe(50013);
        (await mallory.Get($"/guilds/{guild.Id}/messages/search?content=password")).Code.ShouldBe(50001);
        (await mallory.Get($"/channels/{general.Id}/messages/search?content=password")).Code.ShouldBe(50001);
        (await house.Nobody.Get($"/guilds/{guild.Id}/messages/search?content=password")).Status.ShouldBe(401);
        (await bob.Get("/guilds/1/messages/search")).Code.ShouldBe(10004);
        (await bob.Get("/channels/1/messages/search")).Code.ShouldBe(10003);
        (await guild.Owner.Search(guild, $"content=password&channel_id={secret.Id}")).ShouldBe([hidden]);
        (await guild.Owner.Put($"/guilds/{guild.Id}/bans/{bob.Id}")).Ok();
        (await bob.Get($"/guilds/{guild.Id}/messages/search?content=password")).Code.ShouldBe(50001);
    }

    [Theory]
    [InlineData("limit=26", "limit")]
    [InlineData("limit=0", "limit")]
    [InlineData("offset=9976", "offset")]
    [InlineData("slop=101", "slop")]
    [InlineData("author_id=me", "author_id")]
    [InlineData("channel_id=1&channel_id=x", "channel_id")]
    [InlineData("min_id=-1", "min_id")]
    [InlineData("has=teapot", "has")]
    [InlineData("author_type=ghost", "author_type")]
    [InlineData("embed_type=rich", "embed_type")]
    [InlineData("sort_by=author", "sort_by")]
    [InlineData("sort_order=up", "sort_order")]
    [InlineData("pinned=perhaps", "pinned")]
    [InlineData("LONG", "content")]
    [InlineData("MANY", "mentions")]
    public async Task A_wrong_query_is_refused_at_its_parameter(string query, string parameter)
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        if (query == "LONG") query = "content=" + new string('x', 1_025);
        if (query == "MANY") query = string.Join('&', Enumerable.Range(1, 101).Select(id => $"mentions={id}"));
        var refused = await guild.Owner.Get($"/guilds/{guild.Id}/messages/search?{query}");
        (refused.Status, refused.Code).ShouldBe((400, 50035));
        refused["errors"].TryGetProperty(parameter, out _).ShouldBeTrue(refused.Text);
    }

    private static async Task<Answer> Upload(TestUser user, TestChannel channel, string name)
    {
        byte[] gif = [.. "GIF89a"u8, 3, 0, 2, 0, 0, 0, 0, (byte)';'];
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("{}", Encoding.UTF8, "application/json"), "payload_json");
        form.Add(new ByteArrayContent(gif), "files[0]", name);
        return await user.Send(HttpMethod.Post, $"/channels/{channel.Id}/messages", form);
    }
}
