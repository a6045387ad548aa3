using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Voice.Tests.Signalling;

/// <summary>A planned restart in the middle of a call, with the real worker.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Who_resumes_is_told_where_the_call_goes_on()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var ada = guild.Owner;
        var channel = (await ada.Post($"/guilds/{guild.Id}/channels", new { name = "Hall", type = 2 })).Ok().Id;
        await ada.Gateway.Send(4, new { guild_id = guild.Id, channel_id = channel, self_mute = false, self_deaf = false });
        var first = await ada.Gateway.Saw("VOICE_SERVER_UPDATE");
        var state = await ada.Gateway.Saw("VOICE_STATE_UPDATE");
        var session = state.GetProperty("session_id").GetString()!;
        await using var before = await VoiceClient.Open(house);
        await before.Send(0, Identify(guild, ada, session, first));
        await before.Saw(2);

        await house.Restart();
        (await before.Closed()).ShouldBe(4014);
        await ada.Resume();
        await ada.Gateway.Saw("RESUMED");
        // The end of the old endpoint comes in any case: the client may have missed it, and hears it again.
        var last = (await ada.Gateway.Await("a new endpoint", payload => payload.Name == "VOICE_SERVER_UPDATE"
            && payload.Body.GetProperty("endpoint").ValueKind == JsonValueKind.String
            && payload.Body.GetProperty("token").GetString() != first.GetProperty("token").GetString())).Body;
        last.GetProperty("endpoint").GetString().ShouldBe($"127.0.0.1:{house.BaseUrl.Port}");
        await using var after = await VoiceClient.Open(house);
        await after.Send(0, Identify(guild, ada, session, last));
        (await after.Saw(2)).GetProperty("port").GetInt32().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_bot_that_begins_anew_gets_its_seat_and_hears_where_the_call_goes_on()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var ada = guild.Owner;
        var channel = (await ada.Post($"/guilds/{guild.Id}/channels", new { name = "Hall", type = 2 })).Ok().Id;
        await using var bot = await house.CreateBot(ada, "Piper");
        (await ada.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, authorize = true, permissions = "3146752" })).Ok();
        await bot.Connect();
        await bot.Gateway.Saw("GUILD_CREATE");
        await bot.Gateway.Send(4, new { guild_id = guild.Id, channel_id = channel, self_mute = true, self_deaf = false });
        await bot.Gateway.Saw("VOICE_SERVER_UPDATE");
        var before = SessionOf(await bot.Gateway.Saw("VOICE_STATE_UPDATE", Of(bot)));

        await house.Restart();
        await bot.Connect();
        var server = await bot.Gateway.Saw("VOICE_SERVER_UPDATE", seen => seen.GetProperty("endpoint").ValueKind == JsonValueKind.String);
        var state = await bot.Gateway.Saw("VOICE_STATE_UPDATE", Of(bot));
        (state.GetProperty("channel_id").GetString(), state.GetProperty("self_mute").GetBoolean()).ShouldBe((channel, true));
        SessionOf(state).ShouldNotBe(before);
        await using var after = await VoiceClient.Open(house);
        await after.Send(0, Identify(guild, bot, SessionOf(state), server));
        (await after.Saw(2)).GetProperty("port").GetInt32().ShouldBeGreaterThan(0);
        // Once: a program that starts anew some time later is a new one.
        await bot.Connect();
        await bot.Gateway.Saw("GUILD_CREATE");
        await bot.Gateway.SawNo("VOICE_SERVER_UPDATE");
    }

    [Fact]
    public async Task A_person_who_begins_anew_is_not_seated_unasked()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var ada = guild.Owner;
        var channel = (await ada.Post($"/guilds/{guild.Id}/channels", new { name = "Hall", type = 2 })).Ok().Id;
        await ada.Gateway.Send(4, new { guild_id = guild.Id, channel_id = channel, self_mute = false, self_deaf = false });
        await ada.Gateway.Saw("VOICE_SERVER_UPDATE");
        await house.Restart();
        await ada.Connect();
        await ada.Gateway.Saw("GUILD_CREATE");
        await ada.Gateway.SawNo("VOICE_SERVER_UPDATE");
    }

    private static string SessionOf(JsonElement state) => state.GetProperty("session_id").GetString()!;

    private static Func<JsonElement, bool> Of(TestUser user) => state => state.GetProperty("user_id").GetString() == user.Id;

    private static object Identify(TestGuild guild, TestUser user, string session, JsonElement server) => new
    {
        server_id = guild.Id, user_id = user.Id, session_id = session, token = server.GetProperty("token").GetString(), max_dave_protocol_version = 0,
    };
}
