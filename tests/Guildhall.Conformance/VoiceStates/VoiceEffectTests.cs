using Guildhall.Community.Calls;
using Guildhall.Testing;
using static Guildhall.Conformance.VoiceStates.VoiceTests;

namespace Guildhall.Conformance.VoiceStates;

/// <summary>What those in a voice channel throw before each other, and what the channel says of itself.</summary>
public sealed class VoiceEffectTests
{
    [Fact]
    public async Task An_emoji_is_thrown_before_those_in_the_channel_and_nobody_else()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var (bob, cleo) = (await guild.Join("bob"), await guild.Join("cleo"));
        var lounge = await Channel(guild, 2);
        var path = $"/channels/{lounge}/voice-channel-effects";
        (await bob.Post(path, new { emoji_name = "🎉" })).Code.ShouldBe(40032);
        await Join(bob, guild, lounge);
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge));
        await Join(guild.Owner, guild, lounge);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(guild.Owner, lounge));
        (await bob.Post(path, new { animation_type = 1, animation_id = 3, emoji_name = "🎉", emoji_id = (string?)null })).Status.ShouldBe(204);
        var seen = await guild.Owner.Gateway.Saw("VOICE_CHANNEL_EFFECT_SEND");
        seen.GetProperty("user_id").GetString().ShouldBe(bob.Id);
        seen.GetProperty("emoji").GetProperty("name").GetString().ShouldBe("🎉");
        (seen.GetProperty("animation_type").GetInt32(), seen.GetProperty("animation_id").GetInt32()).ShouldBe((1, 3));
        await cleo.Gateway.SawNo("VOICE_CHANNEL_EFFECT_SEND");
        (await bob.Post(path, new { })).Code.ShouldBe(50035);
        (await bob.Post(path, new { emoji_name = "🎉", animation_id = 21 })).Code.ShouldBe(50035);
        (await bob.Post(path, new { emoji_id = "5" })).Code.ShouldBe(10014);
        (await bob.Post("/channels/5/voice-channel-effects", new { emoji_name = "🎉" })).Code.ShouldBe(10003);
        (await bob.Post($"/channels/{general.Id}/voice-channel-effects", new { emoji_name = "🎉" })).Code.ShouldBe(50024);
        (await guild.Owner.Put($"/channels/{lounge}/permissions/{guild.Id}", new { type = 0, allow = "0", deny = "262144" })).Ok(); // USE_EXTERNAL_EMOJIS
        (await bob.Post(path, new { emoji_id = "5", emoji_name = "far" })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { mute = true })).Ok();
        (await bob.Post(path, new { emoji_name = "🎉" })).Code.ShouldBe(50167);
    }

    [Fact]
    public async Task A_sound_is_for_those_who_may_speak()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var lounge = await Channel(guild, 2);
        await Join(bob, guild, lounge);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge));
        (await bob.Post($"/channels/{lounge}/send-soundboard-sound", new { sound_id = "1" })).Status.ShouldBe(204);
        await bob.Gateway.Send(4, new { guild_id = guild.Id, channel_id = lounge, self_mute = false, self_deaf = true });
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("self_deaf").GetBoolean());
        (await bob.Post($"/channels/{lounge}/send-soundboard-sound", new { sound_id = "1" })).Code.ShouldBe(50167);
        (await guild.Owner.Put($"/channels/{lounge}/permissions/{guild.Id}", new { type = 0, allow = "0", deny = "2097152" })).Ok(); // SPEAK
        (await bob.Post($"/channels/{lounge}/send-soundboard-sound", new { sound_id = "1" })).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task Those_in_a_channel_say_what_it_is_about_and_it_says_so_until_they_have_left()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var lounge = await Channel(guild, 2);
        (await bob.Put($"/channels/{lounge}/voice-status", new { status = "Tea" })).Code.ShouldBe(50013);
        await Join(bob, guild, lounge);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge));
        (await bob.Put($"/channels/{lounge}/voice-status", new { status = "Tea" })).Status.ShouldBe(204);
        (await guild.Owner.Gateway.Saw("VOICE_CHANNEL_STATUS_UPDATE")).GetProperty("status").GetString().ShouldBe("Tea");
        await guild.Owner.Gateway.Send(43, new { guild_id = guild.Id, fields = new[] { "status", "voice_start_time" } });
        var info = (await guild.Owner.Gateway.Saw("CHANNEL_INFO")).GetProperty("channels")[0];
        info.GetProperty("status").GetString().ShouldBe("Tea");
        info.GetProperty("voice_start_time").GetInt64().ShouldBePositive();
        await Join(bob, guild, null);
        await guild.Owner.Gateway.Saw("VOICE_CHANNEL_STATUS_UPDATE", seen => seen.GetProperty("status").ValueKind == System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task On_a_stage_the_room_lets_speak_who_was_let()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var stage = await Channel(guild, 13);
        await Join(bob, guild, stage);
        var seat = await rooms.Seated(bob, _ => true);
        (seat.IsStage, seat.Rights).ShouldBe((true, RoomRights.Hear | RoomRights.VoiceActivity));
        (await guild.Owner.Patch($"/guilds/{guild.Id}/voice-states/{bob.Id}", new { channel_id = stage, suppress = false })).Status.ShouldBe(204);
        await rooms.Seated(bob, now => now.Rights == (RoomRights.Speak | RoomRights.Hear | RoomRights.Stream | RoomRights.VoiceActivity));
        (await bob.Patch($"/guilds/{guild.Id}/voice-states/@me", new { channel_id = stage, suppress = true })).Status.ShouldBe(204);
        await rooms.Await(() => ((RoomSeat)rooms.Told[^1]).Rights == seat.Rights && rooms.Told.Count == 3);
    }
}
