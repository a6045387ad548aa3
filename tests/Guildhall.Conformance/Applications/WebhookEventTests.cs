using System.Collections.Concurrent;
using Guildhall.Community.Interactions.Http;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.Applications;

public sealed class WebhookEventTests
{
    [Fact]
    public async Task An_application_hears_of_the_events_it_asked_for_and_of_no_other()
    {
        await using var house = await EndpointTests.Open();
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Subscribed(house, bot, "ENTITLEMENT_CREATE", "ENTITLEMENT_DELETE");
        var given = await Grant(ada, id, "5");
        var told = await bot.HeardEvent("ENTITLEMENT_CREATE");
        told.GetProperty("data").GetProperty("id").GetString().ShouldBe(given);
        DateTimeOffset.TryParse(told.GetProperty("timestamp").GetString(), System.Globalization.CultureInfo.InvariantCulture, out _).ShouldBeTrue();
        (await ada.Post($"/applications/{id}/entitlements/{given}/consume")).Ok();
        (await ada.Delete($"/applications/{id}/entitlements/{given}")).Ok();
        (await bot.HeardEvent("ENTITLEMENT_DELETE")).GetProperty("data").GetProperty("deleted").GetBoolean().ShouldBeTrue();
        bot.Calls.ShouldBe(3 + 2);
    }

    [Fact]
    public async Task Nobody_hears_of_anothers_entitlements()
    {
        await using var house = await EndpointTests.Open();
        await using var bot = await HttpBot.Start();
        await using var other = await HttpBot.Start();
        var (ada, id) = await Subscribed(house, bot, "ENTITLEMENT_CREATE");
        var made = (await ada.Post("/applications", new { name = "Other" })).Ok();
        other.Key = made["verify_key"].GetString();
        await Subscribe(ada, made.Id, other, "ENTITLEMENT_CREATE");
        await Grant(ada, id, "5");
        await bot.HeardEvent("ENTITLEMENT_CREATE");
        other.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task An_event_that_nobody_took_comes_again_also_after_a_restart()
    {
        var time = new ManualTime();
        await using var house = await EndpointTests.Open(time);
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Subscribed(house, bot, "ENTITLEMENT_CREATE");
        var (failed, isDown) = (new SemaphoreSlim(0), true);
        bot.Answers = (http, _) =>
        {
            http.Response.StatusCode = Volatile.Read(ref isDown) ? 503 : 204;
            failed.Release();
            return Task.CompletedTask;
        };
        var given = await Grant(ada, id, "5");
        await failed.WaitAsync();
        await Until(house, time, () => bot.Calls >= 5);
        await house.Restart();
        Volatile.Write(ref isDown, false);
        await Until(house, time, () => bot.Calls >= 6);
        (await bot.HeardEvent("ENTITLEMENT_CREATE")).GetProperty("data").GetProperty("id").GetString().ShouldBe(given);
        (await ada.Get($"/applications/{id}")).Ok()["event_webhooks_status"].GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task One_event_that_an_address_cannot_bear_holds_up_no_other()
    {
        var time = new ManualTime();
        await using var house = await EndpointTests.Open(time);
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Subscribed(house, bot, "ENTITLEMENT_CREATE");
        var taken = new ConcurrentQueue<string>();
        bot.Answers = (http, said) =>
        {
            var sku = said.GetProperty("event").GetProperty("data").GetProperty("sku_id").GetString()!;
            http.Response.StatusCode = sku == "5" ? 500 : 204;
            if (sku != "5") taken.Enqueue(sku);
            return Task.CompletedTask;
        };
        await Grant(ada, id, "5");
        await Grant(ada, id, "6");
        await Grant(ada, id, "7");
        await Until(house, time, () => taken.Count >= 2);
        taken.Distinct().ShouldBe(["6", "7"]);
    }

    [Fact]
    public async Task Events_of_an_address_that_took_nothing_for_a_day_are_switched_off_until_it_proves_itself_again()
    {
        var time = new ManualTime();
        await using var house = await EndpointTests.Open(time);
        await using var bot = await HttpBot.Start();
        var (ada, id) = await Subscribed(house, bot, "ENTITLEMENT_CREATE");
        bot.Key = null;
        await Grant(ada, id, "5");
        var status = 2;
        await Until(house, time, TimeSpan.FromHours(1), async () => (status = (await ada.Get($"/applications/{id}")).Ok()["event_webhooks_status"].GetInt32()) == 3);
        status.ShouldBe(3);
        (await ada.Patch($"/applications/{id}", new { event_webhooks_status = 2 })).Code.ShouldBe(50035);
        bot.Key = (await ada.Get($"/applications/{id}")).Ok()["verify_key"].GetString();
        (await ada.Patch($"/applications/{id}", new { event_webhooks_status = 2 })).Ok()["event_webhooks_status"].GetInt32().ShouldBe(2);
        var calls = bot.Calls;
        var given = await Grant(ada, id, "6");
        (await bot.HeardEvent("ENTITLEMENT_CREATE")).GetProperty("data").GetProperty("id").GetString().ShouldBe(given);
        bot.Calls.ShouldBe(calls + 1);
    }

    private static async Task<(TestUser Owner, string Id)> Subscribed(TestHouse house, HttpBot bot, params string[] types)
    {
        var (owner, id) = await EndpointTests.Application(house, bot);
        await Subscribe(owner, id, bot, types);
        return (owner, id);
    }

    private static async Task Subscribe(TestUser owner, string id, HttpBot bot, params string[] types) =>
        (await owner.Patch($"/applications/{id}", new { event_webhooks_url = bot.Url, event_webhooks_status = 2, event_webhooks_types = types })).Ok();

    private static async Task<string> Grant(TestUser owner, string id, string sku) =>
        (await owner.Post($"/applications/{id}/entitlements", new { sku_id = sku, owner_id = owner.Id, owner_type = 2 })).Ok().Id;

    private static Task Until(TestHouse house, ManualTime time, Func<bool> isSo) => Until(house, time, TimeSpan.FromSeconds(10), () => Task.FromResult(isSo()));

    // Moves the house's clock until something is so; not while an address is asked, whose patience is on that clock.
    private static async Task Until(TestHouse house, ManualTime time, TimeSpan step, Func<Task<bool>> isSo)
    {
        var endpoints = house.Services.GetRequiredService<EndpointClient>();
        for (var i = 0; i < 6_000; i++)
        {
            if (await isSo()) return;
            if (endpoints.InFlight == 0) time.Advance(step);
            await Task.Delay(5);
        }

        throw new UnexpectedAnswerException("It never came.");
    }
}
