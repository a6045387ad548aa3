using Guildhall.Testing;

namespace Guildhall.Conformance.Applications;

public sealed class EntitlementTests
{
    [Fact]
    public async Task What_is_given_for_trying_is_told_to_the_application_used_once_and_taken_back()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bob = await house.User("bob");
        var bot = await house.CreateBot(ada, "Engine");
        await bot.Connect();
        var path = $"/applications/{bot.Id}/entitlements";
        (await bot.Post(path, new { sku_id = "5", owner_id = "77", owner_type = 2 })).Code.ShouldBe(10013);
        (await bot.Post(path, new { sku_id = "5", owner_id = "77", owner_type = 1 })).Code.ShouldBe(10004);
        (await bot.Post(path, new { sku_id = "5", owner_type = 3 })).Code.ShouldBe(50035);
        var given = (await bot.Post(path, new { sku_id = "5", owner_id = bob.Id, owner_type = 2 })).Ok();
        await bot.Gateway.Saw("ENTITLEMENT_CREATE", told => told.GetProperty("id").GetString() == given.Id);
        (await bot.Post(path, new { sku_id = "5", owner_id = bob.Id, owner_type = 2 })).Code.ShouldBe(40074);
        (await bob.Get($"/users/@me/applications/{bot.Id}/entitlements")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await ada.Get($"/users/@me/applications/{bot.Id}/entitlements")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bob.Post($"{path}/{given.Id}/consume")).Code.ShouldBe(20012);
        (await bot.Post($"{path}/{given.Id}/consume")).Status.ShouldBe(204);
        await bot.Gateway.Saw("ENTITLEMENT_UPDATE", told => told.GetProperty("consumed").GetBoolean());
        await bob.Gateway.SawNo("ENTITLEMENT_UPDATE");
        (await bob.Get($"/users/@me/applications/{bot.Id}/entitlements?exclude_consumed=true")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bot.Get($"{path}?user_id={bob.Id}&sku_ids=5,6")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await bot.Get($"{path}?sku_ids=6")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bot.Get($"{path}?limit=0")).Code.ShouldBe(50035);
        (await bot.Delete($"{path}/{given.Id}")).Status.ShouldBe(204);
        await bot.Gateway.Saw("ENTITLEMENT_DELETE", told => told.GetProperty("deleted").GetBoolean());
        (await bot.Get($"{path}/{given.Id}")).Code.ShouldBe(10029);
        (await bot.Post($"{path}/{given.Id}/consume")).Code.ShouldBe(10029);
    }

    [Fact]
    public async Task A_guilds_entitlement_has_a_subscription_and_cannot_be_used_up()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        await bot.Connect();
        var path = $"/applications/{bot.Id}/entitlements";
        var given = (await bot.Post(path, new { sku_id = "9", owner_id = guild.Id, owner_type = 1 })).Ok();
        given["guild_id"].GetString().ShouldBe(guild.Id);
        await bot.Gateway.Saw("SUBSCRIPTION_CREATE");
        (await bot.Post($"{path}/{given.Id}/consume")).Code.ShouldBe(40018);
        var subscription = (await bot.Get("/skus/9/subscriptions")).Ok().Json[0];
        subscription.GetProperty("entitlement_ids")[0].GetString().ShouldBe(given.Id);
        (await bot.Get($"/skus/9/subscriptions/{subscription.GetProperty("id").GetString()}")).Ok();
        (await bot.Get("/skus/9/subscriptions/77")).Status.ShouldBe(404);
        (await bot.Get("/skus/8/subscriptions")).Code.ShouldBe(10027);
        (await guild.Owner.Get("/skus/9/subscriptions")).Code.ShouldBe(20002);
        (await bot.Delete($"{path}/{given.Id}")).Status.ShouldBe(204);
        await bot.Gateway.Saw("SUBSCRIPTION_DELETE");
        (await bot.Get("/skus/9/subscriptions")).Code.ShouldBe(10027);
    }

    [Fact]
    public async Task An_application_has_emojis_of_its_own()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        var path = $"/applications/{bot.Id}/emojis";
        const string Picture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        (await bot.Post(path, new { name = "x", image = Picture })).Code.ShouldBe(50035);
        (await bot.Post(path, new { name = "gear", image = "data:image/png;base64,AAAA" })).Code.ShouldBe(50035);
        var made = await bot.Post(path, new { name = "gear", image = Picture });
        made.Status.ShouldBe(201);
        (await bot.Get(path)).Ok()["items"].GetArrayLength().ShouldBe(1);
        (await bot.Patch($"{path}/{made.Id}", new { name = "big_gear" })).Ok()["name"].GetString().ShouldBe("big_gear");
        (await ada.Get($"{path}/{made.Id}")).Ok()["user"].GetProperty("id").GetString().ShouldBe(bot.Id);
        (await (await house.Register("eve")).Get(path)).Code.ShouldBe(20012);
        using (var http = new HttpClient { BaseAddress = house.BaseUrl })
            (await http.GetAsync(new Uri($"/emojis/{made.Id}.png", UriKind.Relative))).IsSuccessStatusCode.ShouldBeTrue();
        (await bot.Delete($"{path}/{made.Id}")).Status.ShouldBe(204);
        (await bot.Get($"{path}/{made.Id}")).Code.ShouldBe(10014);
        (await bot.Patch($"{path}/{made.Id}", new { name = "gone" })).Code.ShouldBe(10014);
        (await bot.Delete($"{path}/{made.Id}")).Code.ShouldBe(10014);
    }

    [Fact]
    public async Task An_application_says_what_it_knows_of_people_and_they_tell_it()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bob = await house.Register("bob");
        var bot = await house.CreateBot(ada, "Engine");
        var facts = $"/applications/{bot.Id}/role-connections/metadata";
        var own = $"/users/@me/applications/{bot.Id}/role-connection";
        (await bot.Get(facts)).Ok().Json.GetArrayLength().ShouldBe(0);
        object Fact(string key, int type = 2) => new { type, key, name = "Looms", description = "How many" };
        (await bob.Put(facts, new[] { Fact("looms") })).Code.ShouldBe(20012);
        (await bot.Put(facts, new[] { Fact("looms", 9) })).Code.ShouldBe(50035);
        (await bot.Put(facts, new[] { Fact("Looms") })).Code.ShouldBe(50035);
        (await bot.Put(facts, new[] { Fact("looms"), Fact("looms") })).Code.ShouldBe(50035);
        (await bot.Put(facts, Enumerable.Range(0, 6).Select(number => Fact($"f{number}")))).Code.ShouldBe(50035);
        (await bot.Put(facts, new[] { Fact("looms") })).Ok().Json[0].GetProperty("key").GetString().ShouldBe("looms");
        (await bob.Get(own)).Ok()["metadata"].EnumerateObject().ShouldBeEmpty();
        (await bob.Put(own, new { platform_name = "Mill", metadata = new { spindles = "3" } })).Code.ShouldBe(50035);
        (await bob.Put(own, new { platform_name = new string('x', 51) })).Code.ShouldBe(50035);
        (await bob.Put(own, new { platform_name = "Mill", platform_username = "bob", metadata = new { looms = "3" } })).Ok();
        (await bob.Get(own)).Ok()["metadata"].GetProperty("looms").GetString().ShouldBe("3");
        (await bot.Get(own)).Code.ShouldBe(20001);
        (await bob.Delete(own)).Status.ShouldBe(204);
        (await bob.Get(own)).Ok()["metadata"].EnumerateObject().ShouldBeEmpty();
        (await bob.Get("/users/@me/applications/77/role-connection")).Code.ShouldBe(10002);
    }

    [Fact]
    public async Task A_file_of_an_application_is_served_and_goes_with_it()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        using var file = new ByteArrayContent("hello"u8.ToArray());
        using var form = new MultipartFormDataContent { { file, "file", "hello.txt" } };
        var sent = (await bot.Send(HttpMethod.Post, $"/applications/{bot.Id}/attachment", form)).Ok();
        var url = new Uri(sent["attachment"].GetProperty("url").GetString()!);
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        (await http.GetStringAsync(new Uri(url.PathAndQuery, UriKind.Relative))).ShouldBe("hello");
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "note" } };
        (await bot.Send(HttpMethod.Post, $"/applications/{bot.Id}/attachment", empty)).Code.ShouldBe(50035);
        (await ada.Post($"/applications/{bot.Id}/delete")).Status.ShouldBe(204);
        (await http.GetAsync(new Uri(url.PathAndQuery, UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_house_links_to_no_accounts_elsewhere()
    {
        await using var house = await TestHouse.Start();
        (await (await house.Register("ada")).Get("/users/@me/connections")).Ok().Json.GetArrayLength().ShouldBe(0);
    }
}
