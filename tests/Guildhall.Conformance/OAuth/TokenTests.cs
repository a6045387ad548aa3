using System.Text;
using Guildhall.Testing;

namespace Guildhall.Conformance.OAuth;

public sealed class TokenTests
{
    [Fact]
    public async Task A_code_is_changed_into_a_token_that_opens_what_was_granted_and_nothing_else()
    {
        await using var world = await OAuthWorld.Start();
        var url = await world.Agree("identify guilds", "&state=a%20b%26c");
        url.ToString().ShouldStartWith(OAuthWorld.Redirect + "&code=");
        OAuthWorld.Part(url.Query, "state").ShouldBe("a b&c");
        var token = (await world.Exchange(OAuthWorld.Part(url.Query, "code")!)).Ok();
        token["token_type"].GetString().ShouldBe("Bearer");
        token["expires_in"].GetInt32().ShouldBe(604_800);
        token["scope"].GetString().ShouldBe("identify guilds");
        token.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var app = world.Bearer(token["access_token"].GetString()!);
        (await app.Get("/users/@me")).Ok().Id.ShouldBe(world.Ada.Id);
        (await app.Get("/users/@me/guilds")).Ok();
        (await app.Get("/users/@me/connections")).Code.ShouldBe(50026);
        (await app.Get("/users/@me/settings")).Status.ShouldBe(401);
        (await app.Post("/users/@me/channels", new { recipient_id = world.Eve.Id })).Status.ShouldBe(401);
        (await app.Patch("/users/@me", new { global_name = "taken over" })).Status.ShouldBe(401);
    }

    [Fact]
    public async Task What_a_token_stands_for_is_told_with_the_user_only_by_identify()
    {
        await using var world = await OAuthWorld.Start();
        var known = (await world.Bearer(await world.Access("identify")).Get("/oauth2/@me")).Ok();
        known["application"].GetProperty("id").GetString().ShouldBe(world.App);
        known["scopes"][0].GetString().ShouldBe("identify");
        known["user"].GetProperty("id").GetString().ShouldBe(world.Ada.Id);
        var nameless = (await world.Bearer(await world.Access("guilds")).Get("/oauth2/@me")).Ok();
        nameless.Json.TryGetProperty("user", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_address_is_told_with_the_scope_email_alone()
    {
        await using var world = await OAuthWorld.Start();
        (await world.Ada.Patch("/users/@me", new { email = "ada@example.org", password = "correct horse battery" })).Ok();
        (await world.Bearer(await world.Access("identify")).Get("/users/@me")).Ok()["email"].GetString().ShouldBeNull();
        (await world.Bearer(await world.Access("identify email")).Get("/users/@me")).Ok()["email"].GetString().ShouldBe("ada@example.org");
        (await world.Bearer(await world.Access("openid")).Get("/oauth2/userinfo")).Ok().Json.TryGetProperty("email", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refresh_token_works_once_and_its_successors_after_it()
    {
        await using var world = await OAuthWorld.Start();
        var first = (await world.Exchange(await world.Code("identify guilds"))).Ok();
        var second = (await world.Refresh(first["refresh_token"].GetString()!)).Ok();
        second["scope"].GetString().ShouldBe("identify guilds");
        (await world.Bearer(first["access_token"].GetString()!).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Bearer(second["access_token"].GetString()!).Get("/users/@me")).Ok();
        var third = (await world.Refresh(second["refresh_token"].GetString()!, "identify")).Ok();
        (await world.Bearer(third["access_token"].GetString()!).Get("/users/@me")).Ok();
        (await world.Bearer(third["access_token"].GetString()!).Get("/users/@me/guilds")).Code.ShouldBe(50026);
    }

    [Fact]
    public async Task Tokens_end_after_a_week_and_codes_after_ten_minutes()
    {
        var time = new ManualTime();
        await using var world = await OAuthWorld.Start(time);
        var code = await world.Code("identify");
        var token = (await world.Exchange(await world.Code("identify"))).Ok();
        time.Advance(TimeSpan.FromMinutes(10));
        (await world.Exchange(code)).Error().ShouldBe("invalid_grant");
        (await world.Bearer(token["access_token"].GetString()!).Get("/users/@me")).Ok();
        time.Advance(TimeSpan.FromDays(7));
        (await world.Bearer(token["access_token"].GetString()!).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Refresh(token["refresh_token"].GetString()!)).Ok();
    }

    [Fact]
    public async Task An_application_says_who_it_is_in_the_header_or_in_the_form()
    {
        await using var world = await OAuthWorld.Start();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{world.App}:{world.Secret}"));
        var taken = (await Calls.As(world.House, $"Basic {basic}").Send(
            HttpMethod.Post, "/oauth2/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", "identify")]))).Ok();
        taken.Json.TryGetProperty("refresh_token", out _).ShouldBeFalse();
        (await world.Bearer(taken["access_token"].GetString()!).Get("/users/@me")).Ok().Id.ShouldBe(world.Eve.Id);
        var form = await world.Token(("grant_type", "client_credentials"), ("scope", "connections"), ("client_id", world.App), ("client_secret", world.Secret));
        (await world.Bearer(form.Ok()["access_token"].GetString()!).Get("/users/@me/connections")).Ok();
    }

    [Fact]
    public async Task An_application_keeps_its_commands_by_its_secret_alone()
    {
        await using var world = await OAuthWorld.Start();
        var token = (await world.Token(
            ("grant_type", "client_credentials"), ("scope", "applications.commands.update"), ("client_id", world.App), ("client_secret", world.Secret))).Ok();
        var app = world.Bearer(token["access_token"].GetString()!);
        var made = (await app.Post($"/applications/{world.App}/commands", new { name = "weave", description = "Weaves" })).Ok();
        (await app.Get($"/applications/{world.App}/commands/{made.Id}")).Ok();
        (await app.Get($"/applications/{world.App}")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_new_secret_ends_the_old_one_and_leaves_the_tokens()
    {
        await using var world = await OAuthWorld.Start();
        var access = await world.Access("identify");
        var fresh = await OAuthWorld.NewSecret(world.Eve, world.App);
        (await world.Exchange(await world.Code("identify"))).Error().ShouldBe("invalid_client");
        (await world.Exchange(await world.Code("identify"), secretInstead: fresh)).Ok();
        (await world.Bearer(access).Get("/users/@me")).Ok();
        (await world.Ada.Post($"/applications/{world.App}/reset", new { })).Code.ShouldBe(20012);
        (await world.Bot.Post($"/applications/{world.App}/reset", new { })).Code.ShouldBe(20001);
    }

    [Fact]
    public async Task A_revoked_token_takes_all_of_that_user_with_it()
    {
        await using var world = await OAuthWorld.Start();
        var (one, two) = ((await world.Exchange(await world.Code("identify"))).Ok(), await world.Access("guilds"));
        var eves = await world.Access("identify", world.Eve);
        var revoked = await world.Form("/oauth2/token/revoke", ("token", one["refresh_token"].GetString()), ("client_id", world.App), ("client_secret", world.Secret));
        revoked.Ok().Text.ShouldBe("{}");
        (await world.Bearer(one["access_token"].GetString()!).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Bearer(two).Get("/users/@me/guilds")).Status.ShouldBe(401);
        (await world.Refresh(one["refresh_token"].GetString()!)).Error().ShouldBe("invalid_grant");
        (await world.Bearer(eves).Get("/users/@me")).Ok();
    }

    [Fact]
    public async Task The_implicit_grant_puts_a_token_behind_the_hash_and_gives_none_to_refresh()
    {
        await using var world = await OAuthWorld.Start();
        var url = await world.Agree("identify", "&state=s", type: "token");
        url.Query.ShouldBe("?from=house");
        OAuthWorld.Part(url.Fragment, "state").ShouldBe("s");
        OAuthWorld.Part(url.Fragment, "refresh_token").ShouldBeNull();
        (await world.Bearer(OAuthWorld.Part(url.Fragment, "access_token")!).Get("/users/@me")).Ok().Id.ShouldBe(world.Ada.Id);
    }

    [Fact]
    public async Task A_token_request_says_what_is_wrong_with_it()
    {
        await using var world = await OAuthWorld.Start();
        (await world.House.Nobody.Post("/oauth2/token", new { grant_type = "client_credentials" })).Code.ShouldBe(50035);
        (await world.Token(("client_id", world.App))).Error().ShouldBe("invalid_request");
        (await world.Token(("grant_type", "password"), ("client_id", world.App), ("client_secret", world.Secret))).Error().ShouldBe("unsupported_grant_type");
        (await world.Token(("grant_type", "authorization_code"), ("client_id", world.App), ("client_secret", world.Secret))).Error().ShouldBe("invalid_request");
        var twice = new StringContent("grant_type=refresh_token&grant_type=password", Encoding.UTF8, "application/x-www-form-urlencoded");
        (await world.House.Nobody.Send(HttpMethod.Post, "/oauth2/token", twice)).Error().ShouldBe("invalid_request");
        (await world.Exchange("no-such-code")).Error().ShouldBe("invalid_grant");
        (await world.Refresh("no-such-token")).Error().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Tokens_outlast_a_restart_and_a_revoked_one_stays_revoked()
    {
        await using var world = await OAuthWorld.Start();
        var token = (await world.Exchange(await world.Code("identify"))).Ok();
        var gone = await world.Access("identify", world.Eve);
        await world.Form("/oauth2/token/revoke", ("token", gone), ("client_id", world.App), ("client_secret", world.Secret));
        await world.House.Restart();
        (await world.Bearer(token["access_token"].GetString()!).Get("/users/@me")).Ok();
        (await world.Bearer(gone).Get("/users/@me")).Status.ShouldBe(401);
        (await world.Refresh(token["refresh_token"].GetString()!)).Ok();
    }
}
