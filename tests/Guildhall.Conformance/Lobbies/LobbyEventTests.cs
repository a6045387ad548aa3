using Guildhall.Conformance.Applications;
using Guildhall.Testing;

namespace Guildhall.Conformance.Lobbies;

public sealed class LobbyEventTests
{
    [Fact]
    public async Task What_is_said_in_a_lobby_is_told_to_its_application_at_the_lobbys_own_address_if_it_has_one()
    {
        await using var house = await EndpointTests.Open();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        await using var application = await HttpBot.Start();
        await using var match = await HttpBot.Start();
        application.Key = match.Key = (await ada.Get($"/applications/{bot.Id}")).Ok()["verify_key"].GetString();
        (await ada.Patch($"/applications/{bot.Id}", new { event_webhooks_url = application.Url, event_webhooks_status = 2, event_webhooks_types = new[] { "LOBBY_MESSAGE_CREATE" } })).Ok();
        var lobby = (await bot.Post("/lobbies", new { })).Ok().Id;
        var said = (await bot.Post($"/lobbies/{lobby}/messages", new { content = "the mill turns" })).Ok();
        (await application.HeardEvent("LOBBY_MESSAGE_CREATE")).GetProperty("data").GetRawText().ShouldBe(said.Text);

        var special = (await bot.Post("/lobbies", new { override_event_webhooks_url = match.Url })).Ok();
        special["override_event_webhooks_url"].GetString().ShouldBe(match.Url);
        var calls = application.Calls;
        (await bot.Post($"/lobbies/{special.Id}/messages", new { content = "a match begins" })).Ok();
        (await match.HeardEvent("LOBBY_MESSAGE_CREATE")).GetProperty("data").GetProperty("content").GetString().ShouldBe("a match begins");
        application.Calls.ShouldBe(calls);

        match.Key = null;
        (await bot.Patch($"/lobbies/{lobby}", new { override_event_webhooks_url = match.Url })).Code.ShouldBe(50035);
    }
}
