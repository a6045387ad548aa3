using System.Text.Json;
using Guildhall.Testing;
using static Guildhall.Conformance.VoiceStates.VoiceTests;

namespace Guildhall.Conformance.VoiceStates;

/// <summary>Screens and cameras in voice: what is told of them, and who may show them.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task A_screen_is_shown_watched_paused_and_put_away()
    {
        await using var house = await TestHouse.Start();
        var (guild, lounge, bob) = await InVoice(house);
        await Join(guild.Owner, guild, lounge);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(guild.Owner, lounge));
        await bob.Gateway.Send(18, new { type = "guild", guild_id = guild.Id, channel_id = lounge });
        var key = (await bob.Gateway.Saw("STREAM_CREATE")).GetProperty("stream_key").GetString()!;
        key.ShouldBe($"guild:{guild.Id}:{lounge}:{bob.Id}");
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", Streams(true));
        guild.Owner.Gateway.Seen.ShouldNotContain(seen => seen.Name == "STREAM_CREATE");
        await guild.Owner.Gateway.Send(20, new { stream_key = key });
        (await guild.Owner.Gateway.Saw("STREAM_CREATE")).GetProperty("paused").GetBoolean().ShouldBeFalse();
        await bob.Gateway.Send(22, new { stream_key = key, paused = true });
        (await guild.Owner.Gateway.Saw("STREAM_UPDATE")).GetProperty("paused").GetBoolean().ShouldBeTrue();
        // Nobody ends what is another's, and nonsense is no end of anything.
        await guild.Owner.Gateway.Send(19, new { stream_key = key });
        await guild.Owner.Gateway.Send(19, new { stream_key = "guild:1:2" });
        await guild.Owner.Gateway.Send(19, new { stream_key = 7 });
        await guild.Owner.Gateway.SawNo("STREAM_DELETE");
        (await guild.Owner.Get($"/guilds/{guild.Id}/voice-states/{bob.Id}")).Ok()["self_stream"].GetBoolean().ShouldBeTrue();
        await bob.Gateway.Send(19, new { stream_key = key });
        (await bob.Gateway.Saw("STREAM_DELETE")).GetProperty("stream_key").GetString().ShouldBe(key);
        (await guild.Owner.Get($"/guilds/{guild.Id}/voice-states/{bob.Id}")).Ok()["self_stream"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_may_not_stream_shows_neither_screen_nor_camera_and_ends_when_the_right_ends()
    {
        await using var house = await TestHouse.Start();
        var (guild, lounge, bob) = await InVoice(house);
        await bob.Gateway.Send(18, new { type = "guild", guild_id = guild.Id, channel_id = lounge });
        await bob.Gateway.Saw("STREAM_CREATE");
        await bob.Gateway.Send(4, new { guild_id = guild.Id, channel_id = lounge, self_mute = false, self_deaf = false, self_video = true });
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("self_video").GetBoolean() && Streams(true)(seen));
        (await guild.Owner.Put($"/channels/{lounge}/permissions/{guild.Id}", new { type = 0, allow = "0", deny = "512" })).Ok();
        await bob.Gateway.Saw("STREAM_DELETE");
        var shown = (await bob.Get($"/guilds/{guild.Id}/voice-states/@me")).Ok();
        (shown["self_video"].GetBoolean(), shown["self_stream"].GetBoolean()).ShouldBe((false, false));
        await bob.Gateway.Send(18, new { type = "guild", guild_id = guild.Id, channel_id = lounge });
        await bob.Gateway.Send(4, new { guild_id = guild.Id, channel_id = lounge, self_mute = true, self_deaf = false, self_video = true });
        var muted = await bob.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("self_mute").GetBoolean());
        (muted.GetProperty("self_video").GetBoolean(), Streams(true)(muted)).ShouldBe((false, false));
        bob.Gateway.Seen.Count(seen => seen.Name == "STREAM_CREATE").ShouldBe(1);
    }

    private static async Task<(TestGuild Guild, string Lounge, TestUser Bob)> InVoice(TestHouse house)
    {
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var lounge = await Channel(guild, 2);
        await Join(bob, guild, lounge);
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge));
        return (guild, lounge, bob);
    }

    private static Func<JsonElement, bool> Streams(bool does) => seen => seen.GetProperty("self_stream").GetBoolean() == does;
}
