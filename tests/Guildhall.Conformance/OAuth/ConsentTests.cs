using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.OAuth;

public sealed class ConsentTests
{
    [Fact]
    public async Task The_page_shows_who_asks_whom_and_whether_it_is_known_already()
    {
        await using var world = await OAuthWorld.Start();
        var asked = (await world.Ada.Get(world.Query("identify guilds"))).Ok();
        asked["application"].GetProperty("id").GetString().ShouldBe(world.App);
        asked["user"].GetProperty("id").GetString().ShouldBe(world.Ada.Id);
        asked["authorized"].GetBoolean().ShouldBeFalse();
        asked["redirect_uri"].GetString().ShouldBe(OAuthWorld.Redirect);
        await world.Agree("identify guilds");
        (await world.Ada.Get(world.Query("guilds"))).Ok()["authorized"].GetBoolean().ShouldBeTrue();
        (await world.Ada.Get(world.Query("guilds email"))).Ok()["authorized"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Who_does_not_agree_sends_the_application_an_error_and_gives_it_nothing()
    {
        await using var world = await OAuthWorld.Start();
        var url = new Uri((await world.Ada.Post(world.Query("identify", "&state=s"), new { authorize = false })).Ok()["url"].GetString()!);
        OAuthWorld.Part(url.Query, "error").ShouldBe("access_denied");
        OAuthWorld.Part(url.Query, "state").ShouldBe("s");
        OAuthWorld.Part(url.Query, "code").ShouldBeNull();
        (await world.Ada.Get("/oauth2/tokens")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_question_that_makes_no_sense_is_refused_at_its_field()
    {
        await using var world = await OAuthWorld.Start();
        (await world.Ada.Get("/oauth2/authorize?client_id=1&scope=identify&response_type=code")).Code.ShouldBe(10002);
        foreach (var query in (string[])[
            "/oauth2/authorize?scope=identify",
            $"/oauth2/authorize?client_id={world.App}",
            $"/oauth2/authorize?client_id={world.App}&scope=identify",
            $"/oauth2/authorize?client_id={world.App}&scope=identify&response_type=code", // of two addresses none is meant
            world.Query("everything"),
            world.Query("applications.commands.update"),
            world.Query("identify", type: "id_token"),
            world.Query("webhook.incoming", type: "token"),
            world.Query("identify", "&integration_type=1"),
        ])
        {
            (await world.Ada.Get(query)).Code.ShouldBe(50035, query);
            (await world.Ada.Post(query, new { authorize = true })).Code.ShouldBe(50035, query);
        }
    }

    [Fact]
    public async Task A_browser_that_follows_a_link_to_the_API_is_sent_to_the_page()
    {
        await using var world = await OAuthWorld.Start();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = world.House.BaseUrl };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        using var sent = await browser.GetAsync(new Uri("/api/oauth2/authorize?client_id=5&state=a%20b", UriKind.Relative));
        sent.StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        sent.Headers.Location!.PathAndQuery.ShouldBe("/oauth2/authorize?client_id=5&state=a%20b");
        (await world.House.Nobody.Get("/oauth2/authorize?client_id=5")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_person_sees_what_applications_may_do_and_takes_it_back()
    {
        await using var world = await OAuthWorld.Start();
        var access = await world.Access("identify");
        await world.Access("guilds");
        var granted = (await world.Ada.Gateway.Saw("OAUTH2_TOKEN_CREATE")).GetProperty("id").GetString();
        var one = (await world.Ada.Get("/oauth2/tokens")).Ok().Json.EnumerateArray().ShouldHaveSingleItem();
        one.GetProperty("id").GetString().ShouldBe(granted);
        one.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(["identify", "guilds"]);
        one.GetProperty("application").GetProperty("name").GetString().ShouldBe("Engine");
        (await world.Ada.Get($"/oauth2/tokens?application_ids={world.App}")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await world.Ada.Get("/oauth2/tokens?application_ids=1")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await world.Ada.Get($"/oauth2/applications/{world.App}/tokens")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await world.Ada.Get($"/oauth2/tokens/{granted}")).Ok();
        (await world.Eve.Get($"/applications/{world.App}")).Ok()["approximate_user_authorization_count"].GetInt32().ShouldBe(1);

        (await world.Eve.Get($"/oauth2/tokens/{granted}")).Code.ShouldBe(10012);
        (await world.Eve.Delete($"/oauth2/tokens/{granted}")).Code.ShouldBe(10012);
        (await world.Ada.Delete("/oauth2/tokens/x")).Code.ShouldBe(50035);
        (await world.Ada.Delete($"/oauth2/tokens/{granted}")).Status.ShouldBe(204);
        (await world.Ada.Gateway.Saw("OAUTH2_TOKEN_DELETE")).GetProperty("application_id").GetString().ShouldBe(world.App);
        await world.Eve.Gateway.SawNo("OAUTH2_TOKEN_CREATE");
        (await world.Bearer(access).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Ada.Get("/oauth2/tokens")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Who_deletes_an_application_or_an_account_ends_its_tokens()
    {
        await using var world = await OAuthWorld.Start();
        var (adas, bobs) = (await world.Access("identify"), await world.Access("identify", await world.House.User("bob")));
        (await (await world.House.User("bob")).Post("/users/@me/delete", new { password = "correct horse battery" })).Ok();
        (await world.Bearer(bobs).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Bearer(adas).Get("/users/@me")).Ok();
        (await world.Eve.Post($"/applications/{world.App}/delete", new { })).Ok();
        (await world.Bearer(adas).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Ada.Get("/oauth2/tokens")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Commands_come_into_a_guild_without_the_bot()
    {
        await using var world = await OAuthWorld.Start();
        var (guild, _) = await world.House.CreateGuild(owner: "ada");
        var query = $"/oauth2/authorize?client_id={world.App}&scope=applications.commands";
        (await world.Ada.Post(query, new { authorize = true })).Code.ShouldBe(50035);
        (await world.Eve.Post(query, new { authorize = true, guild_id = guild.Id })).Code.ShouldBe(50001);
        (await world.Ada.Post(query, new { authorize = true, guild_id = guild.Id })).Ok()["url"].GetString()!.ShouldContain(guild.Id);
        (await world.Ada.Gateway.Saw("INTEGRATION_CREATE")).GetProperty("id").GetString().ShouldBe(world.App);
        (await world.Ada.Get($"/guilds/{guild.Id}/members/{world.App}")).Code.ShouldBe(10007);
        (await world.Ada.Get("/oauth2/tokens")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await world.Ada.Get($"/guilds/{guild.Id}/integrations")).Ok().Json[0].GetProperty("id").GetString().ShouldBe(world.App);
        (await world.Ada.Delete($"/guilds/{guild.Id}/integrations/{world.App}")).Ok();
        await world.Ada.Gateway.Saw("INTEGRATION_DELETE");
        (await world.Ada.Get($"/guilds/{guild.Id}/integrations")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_bot_whose_application_wants_the_whole_grant_comes_with_a_code_and_its_guild()
    {
        await using var world = await OAuthWorld.Start();
        var (guild, _) = await world.House.CreateGuild(owner: "ada");
        (await world.Eve.Patch($"/applications/{world.App}", new { bot_require_code_grant = true })).Ok();
        var body = new { authorize = true, guild_id = guild.Id, permissions = "0" };
        (await world.Ada.Post($"/oauth2/authorize?client_id={world.App}&scope=bot", body)).Code.ShouldBe(50035);
        var url = await world.Agree("bot identify", body: body);
        OAuthWorld.Part(url.Query, "guild_id").ShouldBe(guild.Id);
        var token = (await world.Exchange(OAuthWorld.Part(url.Query, "code")!)).Ok();
        token["guild"].GetProperty("id").GetString().ShouldBe(guild.Id);
        (await world.Ada.Get($"/guilds/{guild.Id}/members/{world.App}")).Ok();
    }

    [Fact]
    public async Task A_webhook_is_made_where_the_person_may_and_given_to_the_application_alone()
    {
        await using var world = await OAuthWorld.Start();
        var (_, general) = await world.House.CreateGuild(owner: "ada");
        var body = new { authorize = true, webhook_channel_id = general.Id };
        (await world.Ada.Post(world.Query("webhook.incoming"), new { authorize = true })).Code.ShouldBe(50035);
        (await world.Eve.Post(world.Query("webhook.incoming"), body)).Code.ShouldBe(50001);
        var token = (await world.Exchange(await world.Code("webhook.incoming", body: body))).Ok();
        var webhook = token["webhook"];
        webhook.GetProperty("application_id").GetString().ShouldBe(world.App);
        var path = $"/webhooks/{webhook.GetProperty("id").GetString()}/{webhook.GetProperty("token").GetString()}";
        (await world.House.Nobody.Post(path + "?wait=true", new { content = "hello" })).Ok()["content"].GetString().ShouldBe("hello");
        (await world.Ada.Get($"/channels/{general.Id}/webhooks")).Ok().Json[0].TryGetProperty("token", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_bot_brings_in_who_has_agreed_with_what_it_may_give()
    {
        await using var world = await OAuthWorld.Start();
        var (guild, _) = await world.House.CreateGuild(owner: "eve");
        var permissions = ((ulong)(Permissions.CreateInstantInvite | Permissions.ManageNicknames)).ToString(CultureInfo.InvariantCulture);
        (await world.Eve.Post($"/oauth2/authorize?client_id={world.App}&scope=bot", new { guild_id = guild.Id, permissions, authorize = true })).Ok();
        var access = await world.Access("guilds.join");
        var path = $"/guilds/{guild.Id}/members/{world.Ada.Id}";
        (await world.Bot.Put(path, new { access_token = access, mute = true })).Code.ShouldBe(50013);
        var added = await world.Bot.Put(path, new { access_token = access, nick = "countess" });
        (added.Status, added["nick"].GetString()).ShouldBe((201, "countess"));
        await world.Ada.Gateway.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == guild.Id);
        (await world.Bot.Put(path, new { access_token = access })).Status.ShouldBe(204);
        (await world.Eve.Put($"/guilds/{guild.Id}/bans/{world.Ada.Id}", new { })).Ok();
        (await world.Bot.Put(path, new { access_token = access })).Code.ShouldBe(40007);
    }

    [Fact]
    public async Task A_bot_makes_a_group_of_those_who_agreed()
    {
        await using var world = await OAuthWorld.Start();
        var bob = await world.House.User("bob");
        var (adas, bobs) = (await world.Access("gdm.join"), await world.Access("gdm.join", bob));
        (await world.Bot.Post("/users/@me/channels", new { access_tokens = new[] { adas, await world.Access("identify") } })).Code.ShouldBe(50026);
        var group = (await world.Bot.Post("/users/@me/channels", new { access_tokens = new[] { adas } })).Ok();
        group["type"].GetInt32().ShouldBe(3);
        await world.Ada.Gateway.Saw("CHANNEL_CREATE", seen => seen.GetProperty("id").GetString() == group.Id);
        (await world.Bot.Put($"/channels/{group.Id}/recipients/{bob.Id}", new { access_token = adas })).Code.ShouldBe(50025);
        (await world.Bot.Put($"/channels/{group.Id}/recipients/{bob.Id}", new { access_token = bobs })).Ok();
        await bob.Gateway.Saw("CHANNEL_CREATE", seen => seen.GetProperty("id").GetString() == group.Id);
    }

    [Fact]
    public async Task A_person_takes_an_application_for_itself()
    {
        await using var world = await OAuthWorld.Start();
        (await world.Eve.Patch($"/applications/{world.App}", new { integration_types_config = new Dictionary<string, object> { ["0"] = new { }, ["1"] = new { } } })).Ok();
        var query = $"/oauth2/authorize?client_id={world.App}&scope=applications.commands&integration_type=1";
        (await world.Ada.Post($"/oauth2/authorize?client_id={world.App}&scope=bot&integration_type=1", new { authorize = true })).Code.ShouldBe(50035);
        (await world.Ada.Get(query)).Ok()["integration_type"].GetInt32().ShouldBe(1);
        (await world.Ada.Post(query, new { authorize = true, integration_type = 1 })).Ok();
        (await world.Ada.Gateway.Saw("USER_APPLICATION_UPDATE")).GetProperty("application_id").GetString().ShouldBe(world.App);
        var taken = (await world.Ada.Get("/oauth2/tokens")).Ok().Json.EnumerateArray().ShouldHaveSingleItem();
        (await world.Ada.Delete($"/oauth2/tokens/{taken.GetProperty("id").GetString()}")).Ok();
        (await world.Ada.Gateway.Saw("USER_APPLICATION_REMOVE")).GetProperty("application_id").GetString().ShouldBe(world.App);
        await world.Eve.Gateway.SawNo("USER_APPLICATION_UPDATE");
    }
}
