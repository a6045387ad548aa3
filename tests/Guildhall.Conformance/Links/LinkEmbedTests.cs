using System.Text.Json;
using Guildhall.Testing;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Conformance.Links;

public sealed class LinkEmbedTests
{
    private static Task<TestSite> Site() => TestSite.Start(http =>
    {
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync($"<title>Page {http.Request.Path}</title><meta name=description content='About it'>");
    });

    private static Task<TestHouse> House() => TestHouse.Start(options => options with { LinkPreviews = true, LinkHosts = ["127.0.0.1"] });

    private static Task<JsonElement> Shown(TestUser user, string id, int embeds = 1) => user.Gateway.Saw(
        "MESSAGE_UPDATE",
        update => update.GetProperty("id").GetString() == id && update.GetProperty("embeds").GetArrayLength() == embeds);

    [Fact]
    public async Task A_link_shows_what_it_leads_to_and_nothing_counts_as_edited()
    {
        await using var site = await Site();
        await using var house = await House();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var said = await general.Say($"see {site.Address}one and <{site.Address}quiet>", by: "ada");
        var shown = await Shown(guild.Owner, said);
        shown.GetProperty("embeds")[0].GetProperty("title").GetString().ShouldBe("Page /one");
        shown.GetProperty("embeds")[0].GetProperty("type").GetString().ShouldBe("link");
        shown.GetProperty("edited_timestamp").ValueKind.ShouldBe(JsonValueKind.Null);
        site.Requests.ShouldBe(1);
        (await guild.Owner.Get($"/channels/{general.Id}/messages/{said}")).Ok()["embeds"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task An_edit_shows_the_new_link_and_loses_the_old_one()
    {
        await using var site = await Site();
        await using var house = await House();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var said = await general.Say($"{site.Address}one", by: "ada");
        await Shown(guild.Owner, said);
        (await guild.Owner.Patch($"/channels/{general.Id}/messages/{said}", new { content = $"{site.Address}two" })).Ok()["embeds"].GetArrayLength().ShouldBe(0);
        await guild.Owner.Gateway.Saw("MESSAGE_UPDATE", update => update.GetProperty("embeds").GetArrayLength() == 1 && update.GetProperty("embeds")[0].GetProperty("title").GetString() == "Page /two");
        (await guild.Owner.Patch($"/channels/{general.Id}/messages/{said}", new { content = "no link" })).Ok()["embeds"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_fetched_for_who_may_not_show_links_nor_for_what_is_hidden()
    {
        await using var site = await Site();
        await using var house = await House();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await general.Deny(bob, Permissions.EmbedLinks);
        await general.Say($"{site.Address}by-bob", by: "bob");
        (await guild.Owner.Post($"/channels/{general.Id}/messages", new { content = $"{site.Address}hidden", flags = 4 })).Ok();
        var last = await general.Say($"{site.Address}shown", by: "ada");
        await Shown(guild.Owner, last);
        site.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_webhooks_links_are_shown_below_the_embeds_it_wrote()
    {
        await using var site = await Site();
        await using var house = await House();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "builds" })).Ok();
        var said = (await house.Nobody.Post(
            $"/webhooks/{made.Id}/{made["token"].GetString()}?wait=true",
            new { content = $"{site.Address}built", embeds = new[] { new { title = "mine" } } })).Ok();
        var shown = await Shown(guild.Owner, said.Id, embeds: 2);
        shown.GetProperty("embeds")[0].GetProperty("title").GetString().ShouldBe("mine");
        shown.GetProperty("embeds")[1].GetProperty("title").GetString().ShouldBe("Page /built");
    }

    [Fact]
    public async Task A_house_fetches_nothing_from_its_own_machine_unless_told_to()
    {
        await using var site = await Site();
        await using var allowed = await Site();
        await using var house = await TestHouse.Start(options => options with { LinkPreviews = true, LinkHosts = ["localhost"] });
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var said = await general.Say($"{site.Address}secret http://localhost:{allowed.Address.Port}/open", by: "ada");
        var shown = await Shown(guild.Owner, said);
        shown.GetProperty("embeds")[0].GetProperty("title").GetString().ShouldBe("Page /open");
        site.Requests.ShouldBe(0);
    }
}
