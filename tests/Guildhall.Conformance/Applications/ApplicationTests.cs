using Guildhall.Testing;
using static Guildhall.Conformance.Accounts.RegisterTests;

namespace Guildhall.Conformance.Applications;

public sealed class ApplicationTests
{
    [Fact]
    public async Task An_application_comes_with_its_bot_and_a_key()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var made = (await ada.Post("/applications", new { name = "Engine", description = "computes" })).Ok();
        made.Status.ShouldBe(201);
        made["bot"].GetProperty("id").GetString().ShouldBe(made.Id);
        made["bot"].GetProperty("bot").GetBoolean().ShouldBeTrue();
        made["verify_key"].GetString()!.Length.ShouldBe(64);
        made["owner"].GetProperty("id").GetString().ShouldBe(ada.Id);
        (await ada.Get("/applications")).Ok().Json.EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldBe([made.Id]);
    }

    [Fact]
    public async Task Two_applications_of_one_name_have_bots_of_two_names()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var name = Unique("Engine");
        var first = (await ada.Post("/applications", new { name })).Ok();
        var second = (await ada.Post("/applications", new { name })).Ok();
        first["bot"].GetProperty("username").GetString().ShouldNotBe(second["bot"].GetProperty("username").GetString());
    }

    [Fact]
    public async Task An_application_is_its_owners_and_its_bots()
    {
        await using var house = await TestHouse.Start();
        var (ada, eve) = (await house.User("ada"), await house.User("eve"));
        var bot = await house.CreateBot(ada, "Engine");
        (await bot.Get("/applications/@me")).Ok().Id.ShouldBe(bot.Id);
        (await bot.Get("/oauth2/applications/@me")).Ok().Id.ShouldBe(bot.Id);
        (await bot.Patch("/applications/@me", new { description = "faster", tags = new[] { "maths" } })).Ok()["description"].GetString().ShouldBe("faster");
        (await bot.Get("/oauth2/@me")).Ok()["user"].GetProperty("id").GetString().ShouldBe(bot.Id);
        (await eve.Get($"/applications/{bot.Id}")).Code.ShouldBe(20012);
        (await eve.Post($"/applications/{bot.Id}/bot/reset", new { })).Code.ShouldBe(20012);
        (await ada.Get("/applications/1")).Code.ShouldBe(10002);
        (await bot.Get("/applications")).Code.ShouldBe(20001);
    }

    [Fact]
    public async Task A_reset_token_replaces_the_old_one_and_ends_its_session()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bot = await house.CreateBot(ada, "Engine");
        await bot.Connect();
        var fresh = (await ada.Post($"/applications/{bot.Id}/bot/reset", new { })).Ok()["token"].GetString();
        (await bot.Gateway.Closed()).ShouldBe(4004);
        (await bot.Get("/users/@me")).Status.ShouldBe(401);
        (await Calls.As(house, $"Bot {fresh}").Get("/users/@me")).Ok();
        (await Calls.As(house, fresh!).Get("/users/@me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_privileged_intent_that_was_switched_off_is_refused()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bot = await house.CreateBot(ada, "Engine");
        (await ada.Patch($"/applications/{bot.Id}", new { flags = 0 })).Ok()["flags"].GetInt32().ShouldBe(0);
        await using var session = await GatewayClient.Open(house.GatewayUrl);
        await session.Send(2, new { token = bot.Token, intents = (int)Intents.GuildMembers, properties = new { os = "linux", browser = "test", device = "test" } });
        (await session.Closed()).ShouldBe(4014);
    }

    [Fact]
    public async Task The_address_that_proves_linked_roles_is_kept_and_shown_to_the_owner_alone()
    {
        await using var house = await TestHouse.Start();
        var (ada, eve) = (await house.User("ada"), await house.User("eve"));
        var bot = await house.CreateBot(ada, "Engine");
        (await bot.Get("/applications/@me")).Ok()["role_connections_verification_url"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        const string Address = "https://example.org/verify";
        (await ada.Patch($"/applications/{bot.Id}", new { role_connections_verification_url = Address })).Ok()["role_connections_verification_url"].GetString().ShouldBe(Address);
        (await bot.Get("/applications/@me")).Ok()["role_connections_verification_url"].GetString().ShouldBe(Address);
        (await eve.Get($"/applications/{bot.Id}/public")).Json.TryGetProperty("role_connections_verification_url", out _).ShouldBeFalse();
        var refused = await ada.Patch($"/applications/{bot.Id}", new { role_connections_verification_url = "ftp://example.org" });
        refused.Code.ShouldBe(50035);
        refused["errors"].GetProperty("role_connections_verification_url").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("URL_TYPE_INVALID_URL");
        (await ada.Patch($"/applications/{bot.Id}", new { role_connections_verification_url = Address + new string('x', 2_048) })).Code.ShouldBe(50035);
        await house.Restart();
        (await bot.Get("/applications/@me")).Ok()["role_connections_verification_url"].GetString().ShouldBe(Address);
        (await bot.Patch("/applications/@me", new { role_connections_verification_url = (string?)null })).Ok()["role_connections_verification_url"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_deleted_application_takes_its_bot_out_of_the_guilds()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "8", authorize = true })).Ok();
        (await guild.Owner.Post($"/applications/{bot.Id}/delete", new { })).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_REMOVE", gone => gone.GetProperty("user").GetProperty("id").GetString() == bot.Id);
        await guild.Owner.Gateway.Saw("GUILD_ROLE_DELETE");
        (await bot.Get("/users/@me")).Status.ShouldBe(401);
        (await guild.Owner.Get($"/applications/{bot.Id}")).Code.ShouldBe(10002);
    }
}
