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

    private static object Identify(TestGuild guild, TestUser user, string session, JsonElement server) => new
    {
        server_id = guild.Id, user_id = user.Id, session_id = session, token = server.GetProperty("token").GetString(), max_dave_protocol_version = 0,
    };
}
