using Guildhall.Conformance.VoiceStates;
using Guildhall.Testing;

namespace Guildhall.Conformance.Soundboard;

public sealed class SoundTests
{
    [Fact]
    public async Task A_sound_is_made_changed_and_deleted_before_everybodys_eyes()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var path = $"/guilds/{guild.Id}/soundboard-sounds";
        var made = (await guild.Owner.Post(path, new { name = "beep", sound = Mp3(10), volume = 0.5, emoji_name = "🔔" })).Ok();
        made.Status.ShouldBe(201);
        var id = made["sound_id"].GetString()!;
        (await bob.Gateway.Saw("GUILD_SOUNDBOARD_SOUND_CREATE")).GetProperty("volume").GetDouble().ShouldBe(0.5);
        (await guild.Owner.Patch($"{path}/{id}", new { name = "boop" })).Ok()["name"].GetString().ShouldBe("boop");
        await bob.Gateway.Saw("GUILD_SOUNDBOARD_SOUND_UPDATE");
        (await bob.Get(path)).Ok()["items"].GetArrayLength().ShouldBe(1);
        (await bob.Get($"{path}/{id}")).Ok()["name"].GetString().ShouldBe("boop");
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        (await http.GetAsync($"/soundboard-sounds/{id}")).Content.Headers.ContentType!.MediaType.ShouldBe("audio/mpeg");
        await bob.Gateway.Send(31, new { guild_ids = new[] { guild.Id } });
        (await bob.Gateway.Saw("SOUNDBOARD_SOUNDS")).GetProperty("soundboard_sounds").GetArrayLength().ShouldBe(1);
        (await bob.Patch($"{path}/{id}", new { name = "mine" })).Code.ShouldBe(50013);
        (await bob.Delete($"{path}/{id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"{path}/{id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_SOUNDBOARD_SOUND_DELETE");
        (await bob.Get($"{path}/{id}")).Code.ShouldBe(10097);
    }

    [Fact]
    public async Task Sounds_that_are_none_or_too_long_are_refused_and_slots_are_counted()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var path = $"/guilds/{guild.Id}/soundboard-sounds";
        (await guild.Owner.Post(path, new { name = "beep", sound = "data:audio/mp3;base64,AAAA" })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { name = "beep", sound = Mp3(300) })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { name = "beep", sound = Mp3(10), volume = 2 })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { name = "beep", sound = Mp3(10), emoji_id = "5" })).Code.ShouldBe(10014);
        for (var i = 0; i < 8; i++) (await guild.Owner.Post(path, new { name = "beep", sound = Mp3(10) })).Ok();
        (await guild.Owner.Post(path, new { name = "beep", sound = Mp3(10) })).Code.ShouldBe(30045);
    }

    [Fact]
    public async Task A_sound_is_played_to_those_in_the_channel_and_to_nobody_else()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var (bob, cleo) = (await guild.Join("bob"), await guild.Join("cleo"));
        var lounge = await VoiceTests.Channel(guild, 2);
        var first = (await bob.Get("/soundboard-default-sounds")).Ok().Json[0].GetProperty("sound_id").GetString();
        var path = $"/channels/{lounge}/send-soundboard-sound";
        (await bob.Post(path, new { sound_id = first })).Code.ShouldBe(40032);
        await VoiceTests.Join(bob, guild, lounge);
        await VoiceTests.Join(guild.Owner, guild, lounge);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", VoiceTests.At(guild.Owner, lounge));
        (await bob.Post(path, new { sound_id = first })).Status.ShouldBe(204);
        (await guild.Owner.Gateway.Saw("VOICE_CHANNEL_EFFECT_SEND")).GetProperty("user_id").GetString().ShouldBe(bob.Id);
        await cleo.Gateway.SawNo("VOICE_CHANNEL_EFFECT_SEND");
        (await bob.Post(path, new { sound_id = "999" })).Code.ShouldBe(10097);
        (await bob.Post(path, new { })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { mute = true })).Ok();
        (await bob.Post(path, new { sound_id = first })).Code.ShouldBe(50167);
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        (await http.GetByteArrayAsync($"/soundboard-sounds/{first}"))[..4].ShouldBe("RIFF"u8.ToArray());
    }

    // Silent frames of 26 ms: MPEG 1 layer III, 128 kbit/s at 44.1 kHz.
    internal static string Mp3(int frames)
    {
        const int frame = 417;
        var bytes = new byte[frames * frame];
        for (var i = 0; i < frames; i++) new byte[] { 0xFF, 0xFB, 0x90, 0x00 }.CopyTo(bytes, i * frame);
        return "data:audio/mp3;base64," + Convert.ToBase64String(bytes);
    }
}
