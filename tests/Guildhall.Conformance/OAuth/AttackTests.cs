using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.OAuth;

/// <summary>Attacks on OAuth2, each tried on a running server and refused. docs/guides/oauth2.md has them as a table.</summary>
public sealed class AttackTests
{
    [Fact]
    public async Task A_stolen_code_is_worth_nothing_to_another_application()
    {
        await using var world = await OAuthWorld.Start();
        var (thief, secret) = await Thief(world);
        var code = await world.Code("identify");
        (await world.Exchange(code, secretInstead: secret, client: thief.Id)).Error().ShouldBe("invalid_grant");
        (await world.Exchange(code)).Ok();
    }

    [Fact]
    public async Task A_code_that_is_brought_twice_ends_what_came_of_it()
    {
        await using var world = await OAuthWorld.Start();
        var code = await world.Code("identify");
        var token = (await world.Exchange(code)).Ok();
        (await world.Exchange(code)).Error().ShouldBe("invalid_grant");
        (await world.Bearer(token["access_token"].GetString()!).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Refresh(token["refresh_token"].GetString()!)).Error().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Of_many_who_bring_one_code_at_once_at_most_one_gets_a_token_and_none_keeps_it()
    {
        await using var world = await OAuthWorld.Start();
        var code = await world.Code("identify");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.Exchange(code)));
        var won = answers.Where(answer => answer.Status == 200).ShouldHaveSingleItem();
        (await world.Bearer(won["access_token"].GetString()!).Get("/users/@me")).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another-verifier-that-is-long-enough-for-pkce-0123")]
    [InlineData("too-short")]
    public async Task A_code_asked_for_with_PKCE_is_not_changed_without_its_verifier(string? verifier)
    {
        await using var world = await OAuthWorld.Start();
        var code = await world.Code("identify", $"&code_challenge={OAuthWorld.Challenge}&code_challenge_method=S256");
        (await world.Exchange(code, verifier)).Error().ShouldBe("invalid_grant");
        (await world.Exchange(code, OAuthWorld.Challenge)).Error().ShouldBe("invalid_grant");
        (await world.Exchange(code, OAuthWorld.Verifier)).Ok();
    }

    [Fact]
    public async Task PKCE_is_not_talked_down_to_plain_or_to_nothing()
    {
        await using var world = await OAuthWorld.Start();
        (await world.Ada.Post(world.Query("identify", $"&code_challenge={OAuthWorld.Verifier[..43]}&code_challenge_method=plain"), new { authorize = true })).Code.ShouldBe(50035);
        (await world.Ada.Post(world.Query("identify", $"&code_challenge={OAuthWorld.Challenge}"), new { authorize = true })).Code.ShouldBe(50035);
        (await world.Ada.Post(world.Query("identify", "&code_challenge_method=S256"), new { authorize = true })).Code.ShouldBe(50035);
        // Somebody on the way has left the challenge out; the application that brings its verifier notices.
        (await world.Exchange(await world.Code("identify"), OAuthWorld.Verifier)).Error().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task An_application_that_keeps_no_secret_must_use_PKCE_and_has_no_credentials_of_its_own()
    {
        await using var world = await OAuthWorld.Start();
        (await world.Eve.Patch($"/applications/{world.App}", new { flags = ApplicationFlags.Default | ApplicationFlags.PublicOauth2Client })).Ok();
        (await world.Ada.Post(world.Query("identify"), new { authorize = true })).Code.ShouldBe(50035);
        var code = await world.Code("identify", $"&code_challenge={OAuthWorld.Challenge}&code_challenge_method=S256");
        (string, string?)[] form = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", OAuthWorld.Redirect), ("client_id", world.App)];
        (await world.Token(form)).Error().ShouldBe("invalid_grant");
        (await world.Token([.. form, ("code_verifier", OAuthWorld.Verifier)])).Ok();
        (await world.Token(("grant_type", "client_credentials"), ("scope", "identify"), ("client_id", world.App))).Error().ShouldBe("invalid_client");
    }

    [Theory]
    [InlineData("https://evil.example/back?from=house")]
    [InlineData("https://app.example/back?from=house&more")]
    [InlineData("https://app.example/back")]
    [InlineData("https://app.example/back/../evil?from=house")]
    [InlineData("HTTPS://app.example/back?from=house")]
    [InlineData("https://app.example@evil.example/back?from=house")]
    [InlineData("//app.example/back?from=house")]
    [InlineData("javascript:alert(1)")]
    public async Task An_answer_goes_to_no_address_that_is_not_registered_letter_by_letter(string address)
    {
        await using var world = await OAuthWorld.Start();
        var query = world.Query("identify", redirect: address);
        (await world.Ada.Get(query)).Code.ShouldBe(50035);
        (await world.Ada.Post(query, new { authorize = true })).Code.ShouldBe(50035);
        (await world.Ada.Post(query, new { authorize = false })).Code.ShouldBe(50035);
        (await world.Eve.Patch($"/applications/{world.App}", new { redirect_uris = new[] { "javascript:alert(1)" } })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_code_is_changed_only_with_the_address_it_was_sent_to()
    {
        await using var world = await OAuthWorld.Start();
        var code = await world.Code("identify");
        (await world.Exchange(code, redirect: "https://app.example/other")).Error().ShouldBe("invalid_grant");
        (await world.Token(("grant_type", "authorization_code"), ("code", code), ("client_id", world.App), ("client_secret", world.Secret))).Error().ShouldBe("invalid_grant");
        (await world.Exchange(code)).Ok();
    }

    [Fact]
    public async Task A_refresh_asks_for_no_more_than_was_granted()
    {
        await using var world = await OAuthWorld.Start();
        var token = (await world.Exchange(await world.Code("identify"))).Ok()["refresh_token"].GetString()!;
        (await world.Refresh(token, "identify email")).Error().ShouldBe("invalid_scope");
        (await world.Refresh(token, "identify")).Ok();
    }

    [Fact]
    public async Task A_refresh_token_that_is_brought_again_ends_the_whole_family()
    {
        await using var world = await OAuthWorld.Start();
        var first = (await world.Exchange(await world.Code("identify"))).Ok()["refresh_token"].GetString()!;
        var second = (await world.Refresh(first)).Ok();
        (await world.Refresh(first)).Error().ShouldBe("invalid_grant");
        (await world.Bearer(second["access_token"].GetString()!).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Refresh(second["refresh_token"].GetString()!)).Error().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_wrong_secret_opens_nothing()
    {
        await using var world = await OAuthWorld.Start();
        var code = await world.Code("identify");
        foreach (var wrong in (string[])["", "x", world.Secret[..^1], world.Secret + "x"])
        {
            var refused = await world.Exchange(code, secretInstead: wrong);
            (refused.Status, refused.Error()).ShouldBe((401, "invalid_client"));
        }

        (await world.Exchange(code, client: "1")).Error().ShouldBe("invalid_client");
        (await world.Token(("grant_type", "client_credentials"), ("scope", "identify"), ("client_id", world.App))).Error().ShouldBe("invalid_client");
        (await world.Exchange(code)).Ok();
    }

    [Theory]
    [InlineData("bot")]
    [InlineData("webhook.incoming")]
    [InlineData("everything")]
    [InlineData("")]
    public async Task An_application_takes_for_itself_nothing_that_needs_consent(string scope)
    {
        await using var world = await OAuthWorld.Start();
        (await world.Token(("grant_type", "client_credentials"), ("scope", scope), ("client_id", world.App), ("client_secret", world.Secret))).Error().ShouldBe("invalid_scope");
    }

    [Fact]
    public async Task A_token_of_another_application_opens_nothing_of_this_one()
    {
        await using var world = await OAuthWorld.Start();
        var (thief, secret) = await Thief(world);
        var token = (await world.Token(
            ("grant_type", "client_credentials"), ("scope", "applications.commands.update applications.entitlements role_connections.write"), ("client_id", thief.Id), ("client_secret", secret))).Ok();
        var foreign = world.Bearer(token["access_token"].GetString()!);
        (await foreign.Put($"/applications/{world.App}/commands", "[]")).Code.ShouldBe(20012);
        (await foreign.Get($"/applications/{world.App}/entitlements")).Code.ShouldBe(20012);
        (await foreign.Put($"/users/@me/applications/{world.App}/role-connection", new { platform_name = "forged" })).Code.ShouldBe(20012);
        var adas = (await world.Exchange(await world.Code("identify"))).Ok();
        await world.Form("/oauth2/token/revoke", ("token", adas["access_token"].GetString()), ("client_id", thief.Id), ("client_secret", secret));
        (await world.Bearer(adas["access_token"].GetString()!).Get("/users/@me")).Ok();
        (await world.Token(("grant_type", "refresh_token"), ("refresh_token", adas["refresh_token"].GetString()), ("client_id", thief.Id), ("client_secret", secret))).Error().ShouldBe("invalid_grant");
        (await world.Refresh(adas["refresh_token"].GetString()!)).Ok();
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Consent_that_another_page_sends_is_refused(string header, string value)
    {
        await using var world = await OAuthWorld.Start();
        using var browser = new HttpClient { BaseAddress = world.House.BaseUrl };
        browser.DefaultRequestHeaders.Add(header, value);
        (await new ApiCaller(browser, world.Ada.Token).Post(world.Query("identify"), new { authorize = true })).Code.ShouldBe(50067);
        (await world.Ada.Get("/oauth2/tokens")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_form_of_another_page_carries_no_token_and_so_no_consent()
    {
        await using var world = await OAuthWorld.Start();
        (await world.House.Nobody.Post(world.Query("identify"), new { authorize = true })).Status.ShouldBe(401);
        var form = new FormUrlEncodedContent([new("authorize", "true")]);
        (await world.Ada.Send(HttpMethod.Post, world.Query("identify"), form)).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task An_application_consents_to_nothing_in_its_users_name()
    {
        await using var world = await OAuthWorld.Start();
        var app = world.Bearer(await world.Access("identify guilds"));
        (await app.Post(world.Query("email"), new { authorize = true })).Status.ShouldBe(401);
        (await app.Get("/oauth2/tokens")).Status.ShouldBe(401);
        (await world.Bot.Post(world.Query("email"), new { authorize = true })).Code.ShouldBe(20001);
    }

    [Fact]
    public async Task A_token_is_not_taken_for_one_of_another_kind()
    {
        await using var world = await OAuthWorld.Start();
        var access = await world.Access("identify");
        (await Calls.As(world.House, access).Get("/users/@me")).Status.ShouldBe(401);
        (await Calls.As(world.House, $"Bot {access}").Get("/users/@me")).Status.ShouldBe(401);
        (await Calls.As(world.House, $"Bearer {world.Ada.Token}").Get("/users/@me")).Status.ShouldBe(401);
        (await Calls.As(world.House, $"Bearer {world.Bot.Token}").Get("/users/@me")).Status.ShouldBe(401);
        var refresh = (await world.Exchange(await world.Code("identify"))).Ok()["refresh_token"].GetString()!;
        (await world.Bearer(refresh).Get("/users/@me")).Status.ShouldBe(401);
        await using var session = await GatewayClient.Open(world.House.GatewayUrl);
        await session.Send(2, new { token = $"Bearer {access}", intents = 0, properties = new { os = "linux", browser = "test", device = "test" } });
        (await session.Closed()).ShouldBe(4004);
    }

    [Fact]
    public async Task A_bot_brings_nobody_in_who_has_not_agreed()
    {
        await using var world = await OAuthWorld.Start();
        var (guild, _) = await world.House.CreateGuild(owner: "eve");
        (await world.Eve.Post($"/oauth2/authorize?client_id={world.App}&scope=bot", new { guild_id = guild.Id, permissions = Number(Permissions.CreateInstantInvite), authorize = true })).Ok();
        var path = $"/guilds/{guild.Id}/members/{world.Ada.Id}";
        (await world.Bot.Put(path, new { access_token = await world.Access("identify") })).Code.ShouldBe(50026);
        (await world.Bot.Put(path, new { access_token = await world.Access("guilds.join", world.Eve) })).Code.ShouldBe(50025);
        (await world.Bot.Put(path, new { access_token = world.Ada.Token })).Code.ShouldBe(50025);
        var (thief, _) = await Thief(world);
        (await world.Eve.Post($"/oauth2/authorize?client_id={thief.Id}&scope=bot", new { guild_id = guild.Id, permissions = Number(Permissions.CreateInstantInvite), authorize = true })).Ok();
        (await thief.Put(path, new { access_token = await world.Access("guilds.join") })).Code.ShouldBe(50025);
    }

    private static string Number(Permissions permissions) => ((ulong)permissions).ToString(CultureInfo.InvariantCulture);

    private static async Task<(TestUser Bot, string Secret)> Thief(OAuthWorld world)
    {
        var bot = await world.House.CreateBot(world.Eve, "Thief");
        return (bot, await OAuthWorld.NewSecret(world.Eve, bot.Id));
    }
}
