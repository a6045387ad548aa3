using Guildhall.Testing;

namespace Guildhall.Conformance.Applications;

public sealed class SkuTests
{
    [Fact]
    public async Task An_owner_makes_a_sku_and_its_bot_sees_it()
    {
        await using var house = await TestHouse.Start();
        var (ada, eve) = (await house.User("ada"), await house.User("eve"));
        var bot = await house.CreateBot(ada, "Engine");
        var made = (await ada.Post("/store/skus", new { application_id = bot.Id, name = "Golden Hammer!", type = 3 })).Ok();
        made.Status.ShouldBe(201);
        made["slug"].GetString().ShouldBe("golden-hammer");
        made["flags"].GetInt32().ShouldBe(4);
        (await bot.Get($"/applications/{bot.Id}/skus")).Ok().Json[0].GetProperty("id").GetString().ShouldBe(made.Id);
        (await ada.Get($"/applications/{bot.Id}/skus")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await eve.Get($"/applications/{bot.Id}/skus")).Code.ShouldBe(20012);
        (await ada.Patch($"/store/skus/{made.Id}", new { name = new { @default = "Silver Hammer" }, flags = 0 })).Ok()["slug"].GetString().ShouldBe("silver-hammer");
        (await ada.Get($"/store/skus/{made.Id}")).Ok()["flags"].GetInt32().ShouldBe(0);
        (await eve.Get($"/store/skus/{made.Id}")).Code.ShouldBe(10027);
        (await eve.Patch($"/store/skus/{made.Id}", new { name = "Mine" })).Code.ShouldBe(10027);
        (await eve.Delete($"/store/skus/{made.Id}")).Code.ShouldBe(10027);
        (await ada.Delete($"/store/skus/{made.Id}")).Status.ShouldBe(204);
        (await ada.Get($"/store/skus/{made.Id}")).Code.ShouldBe(10027);
    }

    [Fact]
    public async Task A_sku_that_makes_no_sense_is_refused()
    {
        await using var house = await TestHouse.Start();
        var (ada, eve) = (await house.User("ada"), await house.User("eve"));
        var bot = await house.CreateBot(ada, "Engine");
        (await ada.Post("/store/skus", new { application_id = bot.Id, name = "x", type = 6 })).Code.ShouldBe(50035);
        (await ada.Post("/store/skus", new { application_id = bot.Id, type = 2 })).Code.ShouldBe(50035);
        (await ada.Post("/store/skus", new { name = "x", type = 2 })).Code.ShouldBe(50035);
        (await ada.Post("/store/skus", new { application_id = bot.Id, name = "x", type = 5, flags = 128 | 256 })).Code.ShouldBe(50035);
        (await ada.Post("/store/skus", new { application_id = "1", name = "x", type = 2 })).Code.ShouldBe(10002);
        (await eve.Post("/store/skus", new { application_id = bot.Id, name = "x", type = 2 })).Code.ShouldBe(20012);
        (await bot.Post("/store/skus", new { application_id = bot.Id, name = "x", type = 2 })).Code.ShouldBe(20001);
    }

    [Fact]
    public async Task An_application_has_at_most_fifty()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bot = await house.CreateBot(ada, "Engine");
        for (var i = 0; i < 50; i++) (await ada.Post("/store/skus", new { application_id = bot.Id, name = $"number {i}", type = 2 })).Ok();
        (await ada.Post("/store/skus", new { application_id = bot.Id, name = "one more", type = 2 })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task What_a_sku_is_decides_what_is_given_with_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await house.User("bob");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        async Task<string> Make(object sku) => (await guild.Owner.Post("/store/skus", sku)).Ok().Id;
        var durable = await Make(new { application_id = bot.Id, name = "Durable", type = 2 });
        var consumable = await Make(new { application_id = bot.Id, name = "Consumable", type = 3 });
        var monthly = await Make(new { application_id = bot.Id, name = "Monthly", type = 5, flags = 256 });
        var path = $"/applications/{bot.Id}/entitlements";
        var kept = (await guild.Owner.Post(path, new { sku_id = durable, owner_id = guild.Id, owner_type = 1 })).Ok();
        kept["type"].GetInt32().ShouldBe(4);
        (await bot.Post($"{path}/{kept.Id}/consume")).Code.ShouldBe(40018);
        var used = (await guild.Owner.Post(path, new { sku_id = consumable, owner_id = bob.Id, owner_type = 2 })).Ok();
        (await bot.Post($"{path}/{used.Id}/consume")).Status.ShouldBe(204);
        var subscribed = (await guild.Owner.Post(path, new { sku_id = monthly, owner_id = bob.Id, owner_type = 2 })).Ok();
        subscribed["type"].GetInt32().ShouldBe(8);
        (await bot.Get($"/skus/{monthly}/subscriptions?user_id={bob.Id}")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await bot.Get($"/skus/{durable}/subscriptions")).Ok().Json.GetArrayLength().ShouldBe(0);
    }
}
