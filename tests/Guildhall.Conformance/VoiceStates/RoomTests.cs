using System.Text.Json;
using Guildhall.Cluster.Placement;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Calls;
using Guildhall.Community.Guild;
using Guildhall.Community.VoiceStates;
using Guildhall.Protocol;
using Guildhall.Testing;
using static Guildhall.Conformance.VoiceStates.VoiceTests;

namespace Guildhall.Conformance.VoiceStates;

/// <summary>What a guild tells the rooms of its voice channels.</summary>
public sealed class RoomTests
{
    private const RoomRights Ordinary = RoomRights.Speak | RoomRights.Hear | RoomRights.Stream | RoomRights.VoiceActivity;

    [Fact]
    public async Task A_room_hears_who_comes_moves_and_leaves_after_those_who_see_it()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var (lounge, den) = (await Channel(guild, 2), await Channel(guild, 2));
        await Join(bob, guild, lounge);
        var came = await rooms.Seated(bob, seat => seat.Channel.ToString() == lounge);
        (came.WantsServer, came.IsAsked, came.IsPrivate, came.IsStage, came.Bitrate, came.Rights).ShouldBe((true, true, false, false, 64_000, Ordinary));
        (await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge))).GetProperty("session_id").GetString().ShouldBe(came.SessionName);
        await Join(bob, guild, den, mute: true);
        (await rooms.Seated(bob, seat => seat.Channel.ToString() == den)).Rights.ShouldBe(Ordinary & ~RoomRights.Speak);
        await rooms.SawLeave(bob, lounge);
        await Join(bob, guild, den);
        (await rooms.Seated(bob, seat => seat.Channel.ToString() == den && seat.Rights == Ordinary)).WantsServer.ShouldBeFalse();
        await Join(bob, guild, null);
        await rooms.SawLeave(bob, den);
        rooms.Told.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Who_asks_for_the_channel_it_is_in_is_told_everything_again_but_not_without_end()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var lounge = await Channel(guild, 2);
        for (var i = 0; i < 20; i++) await Join(bob, guild, lounge);
        await Join(bob, guild, lounge, mute: true);
        await rooms.Seated(bob, seat => !seat.Rights.HasFlag(RoomRights.Speak));
        rooms.Told.OfType<RoomSeat>().Count(seat => seat.WantsServer).ShouldBe(1 + Protocol.Limits.VoiceRepeatsPerWindow);
        // The last of them behind all the others, on the same socket.
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("self_mute").GetBoolean());
        bob.Gateway.Seen.Count(seen => seen.Name == "VOICE_STATE_UPDATE" && !seen.Body.GetProperty("self_mute").GetBoolean()).ShouldBe(1 + Protocol.Limits.VoiceRepeatsPerWindow);
        // Others are told once.
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("self_mute").GetBoolean());
        guild.Owner.Gateway.Seen.Count(seen => seen.Name == "VOICE_STATE_UPDATE" && At(bob, lounge)(seen.Body)).ShouldBe(2);
    }

    [Fact]
    public async Task What_somebody_may_do_in_a_room_follows_roles_overwrites_muting_and_timeouts()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var lounge = await Channel(guild, 2);
        await Join(bob, guild, lounge);
        await rooms.Seated(bob, seat => seat.Rights == Ordinary);
        (await guild.Owner.Put($"/channels/{lounge}/permissions/{guild.Id}", new { type = 0, allow = "256", deny = "2097152" })).Ok(); // PRIORITY_SPEAKER, not SPEAK
        await rooms.Seated(bob, seat => seat.Rights == ((Ordinary & ~RoomRights.Speak) | RoomRights.Priority));
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("suppress").GetBoolean());
        (await guild.Owner.Put($"/channels/{lounge}/permissions/{guild.Id}", new { type = 0, allow = "0", deny = "512" })).Ok(); // not STREAM
        await rooms.Seated(bob, seat => seat.Rights == (Ordinary & ~RoomRights.Stream));
        (await guild.Owner.Delete($"/channels/{lounge}/permissions/{guild.Id}")).Ok();
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { deaf = true })).Ok();
        await rooms.Seated(bob, seat => seat.Rights == (Ordinary & ~RoomRights.Hear));
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { deaf = false })).Ok();
        await rooms.Await(() => ((RoomSeat)rooms.Told[^1]).Rights == Ordinary);
        var told = rooms.Told.Count;
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { communication_disabled_until = time.GetUtcNow().AddMinutes(1) })).Ok();
        await rooms.Seated(bob, seat => seat.Rights == RoomRights.Hear);
        time.Advance(TimeSpan.FromMinutes(2));
        await rooms.Await(() => rooms.Told.Count == told + 2);
        ((RoomSeat)rooms.Told[^1]).Rights.ShouldBe(Ordinary);
        ((RoomSeat)rooms.Told[^1]).WantsServer.ShouldBeFalse();
    }

    [Fact]
    public async Task A_room_is_told_of_those_who_are_thrown_out_and_of_the_end_of_its_channel_and_guild()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var (bob, cleo) = (await guild.Join("bob"), await guild.Join("cleo"));
        var (lounge, den) = (await Channel(guild, 2), await Channel(guild, 2));
        await Join(bob, guild, lounge);
        await rooms.Seated(bob, _ => true);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}")).Ok();
        await rooms.SawLeave(bob, lounge);
        await Join(cleo, guild, lounge);
        await rooms.Seated(cleo, _ => true);
        (await guild.Owner.Delete($"/channels/{lounge}")).Ok();
        await rooms.SawLeave(cleo, lounge);
        await Join(guild.Owner, guild, den);
        await rooms.Seated(guild.Owner, _ => true);
        (await guild.Owner.Delete($"/guilds/{guild.Id}")).Ok();
        await rooms.SawLeave(guild.Owner, den);
    }

    [Fact]
    public async Task The_voice_side_ends_the_seat_of_the_connection_that_it_has_lost_and_no_other()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var lounge = await Channel(guild, 2);
        await Join(bob, guild, lounge);
        var seat = await rooms.Seated(bob, _ => true);
        await rooms.Tell(house, seat.House, new EndVoice(seat.Channel, seat.User, "another"));
        (await bob.Get($"/guilds/{guild.Id}/voice-states/@me")).Ok();
        await rooms.Tell(house, seat.House, new EndVoice(seat.Channel, seat.User, seat.SessionName));
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, null));
        await rooms.SawLeave(bob, lounge);
    }

    [Fact]
    public async Task A_room_that_hears_somebody_who_does_not_sit_there_is_told_so()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var (lounge, den) = (await Channel(guild, 2), await Channel(guild, 2));
        await Join(bob, guild, lounge);
        var seat = await rooms.Seated(bob, _ => true);
        await rooms.Tell(house, seat.House, new VoiceHeard(seat.Channel, seat.User, true));
        await Join(bob, guild, den);
        await rooms.Seated(bob, now => now.Channel.ToString() == den);
        await rooms.Tell(house, seat.House, new VoiceHeard(seat.Channel, seat.User, false));
        await rooms.Await(() => rooms.Told.OfType<RecordingRooms.Left>().Count(left => left.Channel == seat.Channel) == 2);
        rooms.Told.Count.ShouldBe(4);
    }

    [Fact]
    public async Task After_a_planned_restart_those_in_voice_are_told_where_to_connect()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var lounge = await Channel(guild, 2);
        await Join(bob, guild, lounge);
        await bob.Gateway.Saw("VOICE_SERVER_UPDATE");
        await house.Restart();
        await bob.Resume();
        (await bob.Gateway.Saw("VOICE_SERVER_UPDATE")).GetProperty("guild_id").GetString().ShouldBe(guild.Id);
        (await bob.Get($"/guilds/{guild.Id}/voice-states/@me")).Ok()["channel_id"].GetString().ShouldBe(lounge);
    }

    [Fact]
    public async Task A_channels_bitrate_and_region_reach_its_room_when_they_change()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var lounge = await Channel(guild, 2);
        await Join(guild.Owner, guild, lounge);
        await rooms.Seated(guild.Owner, seat => seat.Bitrate == 64_000);
        var region = (await guild.Owner.Get("/voice/regions")).Ok().Json[0].GetProperty("id").GetString();
        (await guild.Owner.Patch($"/channels/{lounge}", new { bitrate = 32_000, rtc_region = region })).Ok();
        var changed = await rooms.Seated(guild.Owner, seat => seat.Bitrate == 32_000);
        (changed.Region, changed.WantsServer).ShouldBe((region, false));
        var told = rooms.Told.Count;
        (await guild.Owner.Patch($"/channels/{lounge}", new { name = "Salon" })).Ok();
        await Join(guild.Owner, guild, null);
        await rooms.SawLeave(guild.Owner, lounge);
        rooms.Told.Count.ShouldBe(told + 1);
    }

    [Fact]
    public async Task Who_asks_before_the_guild_knows_the_session_is_seated_as_soon_as_it_does()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var (lounge, den) = (await Channel(guild, 2), await Channel(guild, 2));
        var (place, user, session) = (new GuildId(Number(guild.Id)), new UserId(Number(bob.Id)), new SessionRef(new NodeId(0), 0, 4_000_000));
        foreach (var wanted in new[] { lounge, den })
            await rooms.Tell(house, place, new UpdateVoice(session, user, new ChannelId(Number(wanted)), false, false, false));
        await rooms.Tell(house, place, new SessionConnected(new ConnectedSession(session, user, false, Intents.None, 50)));
        // The last wish alone.
        (await rooms.Seated(bob, _ => true)).Channel.ToString().ShouldBe(den);
        await rooms.Tell(house, place, new SessionGone(session, user));
        await rooms.SawLeave(bob, den);
        rooms.Told.Count.ShouldBe(2);
    }

    private static Snowflake Number(string id) => Snowflake.TryParse(id, out var number) ? number : throw new FormatException(id);
}
