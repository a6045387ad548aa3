using Guildhall.Community.Calls;
using Guildhall.Testing;
using static Guildhall.Conformance.VoiceStates.VoiceTests;

namespace Guildhall.Conformance.VoiceStates;

public sealed class IdleTests
{
    [Fact]
    public async Task Who_is_not_heard_for_long_is_moved_to_the_channel_for_that_and_cannot_speak_there()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var rooms = RecordingRooms.In(house);
        var (guild, general) = await house.CreateGuild("ada");
        var (bob, cleo) = (await guild.Join("bob"), await guild.Join("cleo"));
        var (lounge, afk) = (await Channel(guild, 2), await Channel(guild, 2));
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { afk_channel_id = general.Id })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { afk_timeout = 61 })).Code.ShouldBe(50035);
        await Join(bob, guild, lounge);
        await Join(cleo, guild, lounge);
        var seat = await rooms.Seated(bob, _ => true);
        var other = await rooms.Seated(cleo, _ => true);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { afk_channel_id = afk, afk_timeout = 60 })).Ok();
        await rooms.Tell(house, seat.House, new VoiceHeard(other.Channel, other.User, true));
        await Pass(time, 50, guild.Owner, bob, cleo);
        await rooms.Tell(house, seat.House, new VoiceHeard(seat.Channel, seat.User, true));
        await rooms.Tell(house, seat.House, new VoiceHeard(seat.Channel, seat.User, false));
        (await bob.Get($"/guilds/{guild.Id}/voice-states/@me")).Ok();
        await Pass(time, 20, guild.Owner, bob, cleo);
        (await bob.Get($"/guilds/{guild.Id}/voice-states/@me")).Ok()["channel_id"].GetString().ShouldBe(lounge);
        await Pass(time, 60, guild.Owner, bob, cleo);
        var moved = await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, afk));
        moved.GetProperty("suppress").GetBoolean().ShouldBeTrue();
        (await rooms.Seated(bob, now => now.Channel.ToString() == afk)).Rights.ShouldBe(RoomRights.Hear | RoomRights.VoiceActivity);
        (await cleo.Get($"/guilds/{guild.Id}/voice-states/@me")).Ok()["channel_id"].GetString().ShouldBe(lounge);
        await Join(bob, guild, lounge);
        (await bob.Gateway.Saw("VOICE_STATE_UPDATE", seen => At(bob, lounge)(seen) && !seen.GetProperty("suppress").GetBoolean())).ShouldNotBe(default);
        (await rooms.Seated(bob, now => now.Channel.ToString() == lounge && now.Rights.HasFlag(RoomRights.Speak))).WantsServer.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_shows_a_camera_may_be_silent()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var (lounge, afk) = (await Channel(guild, 2), await Channel(guild, 2));
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { afk_channel_id = afk, afk_timeout = 60 })).Ok();
        await bob.Gateway.Send(4, new { guild_id = guild.Id, channel_id = lounge, self_mute = false, self_deaf = false, self_video = true });
        await rooms.Seated(bob, _ => true);
        await Join(guild.Owner, guild, lounge);
        await rooms.Seated(guild.Owner, _ => true);
        await Pass(time, 61, guild.Owner, bob);
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(guild.Owner, afk));
        (await bob.Get($"/guilds/{guild.Id}/voice-states/@me")).Ok()["channel_id"].GetString().ShouldBe(lounge);
        await Join(bob, guild, lounge);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", seen => At(bob, lounge)(seen) && !seen.GetProperty("self_video").GetBoolean());
        await Pass(time, 120, guild.Owner, bob);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, afk));
    }

    // Sessions live on while time passes: their clients beat.
    private static async Task Pass(ManualTime time, int seconds, params TestUser[] users)
    {
        const int Step = 20;
        for (var left = seconds; left > 0; left -= Step)
        {
            foreach (var user in users)
            {
                var beats = user.Gateway.Seen.Count(seen => seen.Op == 11);
                await user.Gateway.Send(1, user.Gateway.Sequence);
                await user.Gateway.Await("op 11", _ => user.Gateway.Seen.Count(seen => seen.Op == 11) > beats);
            }

            time.Advance(TimeSpan.FromSeconds(Math.Min(left, Step)));
        }
    }
}
