using Guildhall.Testing;

namespace Guildhall.Conformance.Lobbies;

public sealed class IdleLobbyTests
{
    [Fact]
    public async Task A_lobby_ends_when_it_is_idle_and_none_of_its_members_is_here()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        var bob = await house.User("bob");
        var bot = await house.CreateBot(ada, "Engine");
        var empty = (await bot.Put("/lobbies", new { secret = "open sesame", idle_timeout_seconds = 5, lobby_metadata = new { map = "mill" } })).Ok().Id;
        var wanted = (await bot.Post("/lobbies", new { idle_timeout_seconds = 5, members = new[] { new { id = bob.Id } } })).Ok().Id;
        (await bot.Get($"/lobbies/{empty}")).Ok();
        for (var second = 0; second < 60 && (await bot.Get($"/lobbies/{empty}")).Status == 200; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));

            // The lobby asks, its member answers, the lobby hears it: each of them is asked something in between, so that none lags behind the clock.
            (await bot.Get($"/lobbies/{wanted}")).Ok();
            (await bob.Get("/users/@me/settings")).Ok();
            (await bot.Get($"/lobbies/{wanted}")).Ok();
        }

        (await bot.Get($"/lobbies/{empty}")).Code.ShouldBe(10031);
        (await bot.Get($"/lobbies/{wanted}")).Ok();
        (await bot.Put("/lobbies", new { secret = "open sesame" })).Ok()["metadata"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }
}
