using System.Text.Json;
using Guildhall.Community;
using Guildhall.Community.Calls;
using Guildhall.Conformance.Relationships;
using Guildhall.Conformance.VoiceStates;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Guildhall.Conformance.VoiceStates.VoiceTests;

namespace Guildhall.Conformance.PrivateChannels;

public sealed class CallTests
{
    [Fact]
    public async Task A_call_rings_is_taken_and_ends_with_the_last_who_leaves()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (ada, bob, dm) = await Two(house);
        (await ada.Get($"/channels/{dm}/call")).Ok()["ringable"].GetBoolean().ShouldBeTrue();
        await Join(ada, dm);
        var created = await bob.Gateway.Saw("CALL_CREATE", Of(dm));
        created.GetProperty("ringing").GetArrayLength().ShouldBe(0);
        created.GetProperty("region").GetString().ShouldNotBeNull();
        var state = await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(ada, dm));
        state.TryGetProperty("guild_id", out _).ShouldBeFalse();
        state.TryGetProperty("member", out _).ShouldBeFalse();
        var seat = await rooms.Seated(ada, _ => true);
        (seat.IsPrivate, seat.WantsServer, seat.Channel.ToString(), seat.Rights).ShouldBe(
            (true, true, dm, RoomRights.Speak | RoomRights.Hear | RoomRights.Stream | RoomRights.VoiceActivity));
        var told = await bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 3);
        told.GetProperty("id").GetString().ShouldBe(created.GetProperty("message_id").GetString());
        told.GetProperty("call").GetProperty("participants")[0].GetString().ShouldBe(ada.Id);
        told.GetProperty("call").GetProperty("ended_timestamp").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ada.Post($"/channels/{dm}/call/ring", new { recipients = (string[]?)null })).Status.ShouldBe(204);
        await bob.Gateway.Saw("CALL_UPDATE", call => call.GetProperty("ringing").EnumerateArray().Any(user => user.GetString() == bob.Id));
        await Join(bob, dm);
        await ada.Gateway.Saw("CALL_UPDATE", call => Of(dm)(call) && call.GetProperty("ringing").GetArrayLength() == 0);
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, dm));
        await ada.Gateway.Saw("MESSAGE_UPDATE", message => message.GetProperty("call").GetProperty("participants").GetArrayLength() == 2);
        await Join(ada, null);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(ada, null));
        await rooms.SawLeave(ada, dm);
        await Join(bob, null);
        await ada.Gateway.Saw("CALL_DELETE", Of(dm));
        var ended = await ada.Gateway.Saw("MESSAGE_UPDATE", message => message.GetProperty("call").GetProperty("ended_timestamp").ValueKind == JsonValueKind.String);
        var stored = (await bob.Get($"/channels/{dm}/messages/{ended.GetProperty("id").GetString()}")).Ok();
        stored["call"].GetProperty("participants").EnumerateArray().Select(user => user.GetString()).ShouldBe([ada.Id, bob.Id]);
    }

    [Fact]
    public async Task Who_declines_or_hears_nothing_for_long_is_rung_at_no_more()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (ada, bob, dm) = await Two(house);
        await Join(ada, dm);
        await bob.Gateway.Saw("CALL_CREATE", Of(dm));
        (await ada.Post($"/channels/{dm}/call/ring", new { recipients = new[] { bob.Id } })).Status.ShouldBe(204);
        await bob.Gateway.Saw("CALL_UPDATE", Rings(1));
        (await bob.Post($"/channels/{dm}/call/stop-ringing", new { })).Status.ShouldBe(204);
        await ada.Gateway.Saw("CALL_UPDATE", Rings(0));
        (await ada.Post($"/channels/{dm}/call/ring", new { })).Status.ShouldBe(204);
        await Saw(bob, "CALL_UPDATE", Rings(1), 2);
        time.Advance(Protocol.Limits.RingTime);
        await Saw(ada, "CALL_UPDATE", Rings(0), 2);
        // The call itself goes on while somebody is in it.
        bob.Gateway.Seen.ShouldNotContain(seen => seen.Name == "CALL_DELETE");
        (await ada.Patch($"/channels/{dm}/call", new { region = "atlantis" })).Code.ShouldBe(50035);
        (await bob.Patch($"/channels/{dm}/call", new { })).Status.ShouldBe(404);
        (await ada.Patch($"/channels/{dm}/call", new { region = "local" })).Status.ShouldBe(204);
        await Saw(bob, "CALL_UPDATE", Rings(0), 3);
    }

    [Fact]
    public async Task A_call_that_nobody_takes_or_joins_ends_by_itself()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (ada, bob, dm) = await Two(house);
        (await ada.Post($"/channels/{dm}/call/ring", new { })).Status.ShouldBe(204);
        await bob.Gateway.Saw("CALL_UPDATE", Rings(1));
        time.Advance(Protocol.Limits.RingTime);
        await bob.Gateway.Saw("CALL_DELETE", Of(dm));
    }

    [Fact]
    public async Task Strangers_the_blocked_and_bots_neither_ring_nor_join()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, dm) = await Two(house);
        var eve = await house.User("eve");
        (await eve.Post($"/channels/{dm}/call/ring", new { })).Code.ShouldBe(50001);
        (await eve.Get($"/channels/{dm}/call")).Code.ShouldBe(50001);
        (await eve.Post($"/channels/{dm}/call/stop-ringing", new { })).Code.ShouldBe(50001);
        (await ada.Post($"/channels/{dm}/call/ring", new { recipients = new[] { eve.Id } })).Code.ShouldBe(50033);
        (await ada.Post("/channels/5/call/ring", new { })).Code.ShouldBe(10003);
        await Join(eve, dm);
        (await bob.Put($"/users/@me/relationships/{ada.Id}", new { type = 2 })).Status.ShouldBe(204);
        (await ada.Get($"/channels/{dm}/call")).Ok()["ringable"].GetBoolean().ShouldBeFalse();
        (await ada.Post($"/channels/{dm}/call/ring", new { })).Code.ShouldBe(50007);
        await Join(ada, dm);
        var (guild, general) = await house.CreateGuild("ada");
        (await ada.Post($"/channels/{general.Id}/call/ring", new { })).Code.ShouldBe(50024);
        (await eve.Post($"/channels/{general.Id}/call/ring", new { })).Code.ShouldBe(50001);
        // What came before on each socket has been dealt with once these are seen.
        var lounge = await Channel(guild, 2);
        await VoiceTests.Join(ada, guild, lounge);
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", At(ada, lounge));
        foreach (var user in new[] { ada, bob, eve })
        {
            user.Gateway.Seen.ShouldNotContain(seen => seen.Name == "CALL_CREATE");
        }
    }

    [Fact]
    public async Task Whoever_comes_later_asks_what_call_goes_on()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, dm) = await Two(house);
        await Join(ada, dm);
        await bob.Gateway.Saw("CALL_CREATE", Of(dm));
        await bob.Connect();
        await bob.Gateway.Send(13, new { channel_id = dm });
        var call = await bob.Gateway.Saw("CALL_CREATE", Of(dm));
        call.GetProperty("voice_states")[0].GetProperty("user_id").GetString().ShouldBe(ada.Id);
        call.GetProperty("voice_states")[0].GetProperty("channel_id").GetString().ShouldBe(dm);
        var eve = await house.User("eve");
        await eve.Gateway.Send(13, new { channel_id = dm });
        await eve.Gateway.Send(4, new { guild_id = (string?)null, channel_id = (string?)null, self_mute = false, self_deaf = false });
        await house.CreateGuild("eve");
        await eve.Gateway.SawNo("CALL_CREATE");
    }

    [Fact]
    public async Task A_person_is_in_one_voice_channel_at_a_time_and_a_bot_in_one_of_each_guild()
    {
        await using var house = await TestHouse.Start();
        var (ada, _, dm) = await Two(house);
        var (guild, _) = await house.CreateGuild("ada");
        var (other, _) = await house.CreateGuild("ada", "The other");
        var (here, there) = (await Channel(guild, 2), await Channel(other, 2));
        await VoiceTests.Join(ada, guild, here);
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", At(ada, here));
        await VoiceTests.Join(ada, other, there);
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", seen => At(ada, null)(seen) && seen.GetProperty("guild_id").GetString() == guild.Id);
        await Join(ada, dm);
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", seen => At(ada, null)(seen) && seen.GetProperty("guild_id").GetString() == other.Id);
        await VoiceTests.Join(ada, guild, here);
        await ada.Gateway.Saw("CALL_DELETE", Of(dm));
        (await ada.Get($"/guilds/{guild.Id}/voice-states/@me")).Ok()["channel_id"].GetString().ShouldBe(here);
        // Without a guild and a channel it is the end of whatever one is in.
        await Join(ada, null);
        await Saw(ada, "VOICE_STATE_UPDATE", seen => At(ada, null)(seen) && seen.TryGetProperty("guild_id", out var id) && id.GetString() == guild.Id, 2);
    }

    [Fact]
    public async Task A_seat_that_is_heard_of_late_does_not_end_the_one_that_was_taken_after_it()
    {
        await using var house = await TestHouse.Start();
        var rooms = RecordingRooms.In(house);
        var (guild, _) = await house.CreateGuild("ada");
        var (other, _) = await house.CreateGuild("ada", "The other");
        var (ada, here, there) = (guild.Owner, await Channel(guild, 2), await Channel(other, 2));
        await VoiceTests.Join(ada, guild, here);
        var seat = await rooms.Seated(ada, _ => true);
        await VoiceTests.Join(ada, other, there);
        await rooms.SawLeave(ada, here);
        var actors = house.Services.GetRequiredService<CommunityActors>();
        await actors.Users.Tell(seat.User, new VoiceTaken(seat.House, seat.Session, Number: 1), TestContext.Current.CancellationToken);
        await actors.UserHost.Settled();
        await actors.GuildHost.Settled();
        (await ada.Get($"/guilds/{other.Id}/voice-states/@me")).Ok()["channel_id"].GetString().ShouldBe(there);
    }

    [Fact]
    public async Task Whose_session_ends_is_in_the_call_no_longer_and_whoever_leaves_the_group_neither()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, eve) = (await house.User("ada"), await house.User("bob"), await house.User("eve"));
        await RelationshipTests.Befriend(ada, bob);
        await RelationshipTests.Befriend(ada, eve);
        var group = (await ada.Post("/users/@me/channels", new { recipients = new[] { bob.Id, eve.Id } })).Ok().Id;
        await Join(bob, group);
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, group));
        await Join(eve, group);
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", At(eve, group));
        (await ada.Post($"/channels/{group}/call/ring", new { })).Status.ShouldBe(204);
        (await bob.Delete($"/channels/{group}")).Ok();
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, null));
        await eve.Gateway.Leave();
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", At(eve, null));
        await ada.Gateway.Saw("CALL_DELETE", Of(group));
    }

    [Fact]
    public async Task A_call_and_those_in_voice_outlast_a_planned_restart()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, dm) = await Two(house);
        await Join(ada, dm);
        await ada.Gateway.Saw("VOICE_STATE_UPDATE", At(ada, dm));
        var guild = (await house.CreateGuild("bob")).Guild;
        var lounge = await Channel(guild, 2);
        await VoiceTests.Join(bob, guild, lounge);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge));
        await house.Restart();
        await ada.Resume();
        await bob.Resume();
        var rooms = RecordingRooms.In(house);
        await rooms.Tell(house, House(guild.Id), new ReseatVoice());
        (await rooms.Seated(bob, _ => true)).WantsServer.ShouldBeTrue();
        await rooms.Tell(house, House(dm), new ReseatVoice());
        (await rooms.Seated(ada, _ => true)).IsPrivate.ShouldBeTrue();
        await Join(ada, null);
        await bob.Gateway.Saw("CALL_DELETE", Of(dm));
    }

    private static async Task<(TestUser Ada, TestUser Bob, string Dm)> Two(TestHouse house)
    {
        var (ada, bob) = (await house.User("ada"), await house.User("bob"));
        await RelationshipTests.Befriend(ada, bob);
        return (ada, bob, (await ada.Post("/users/@me/channels", new { recipients = new[] { bob.Id } })).Ok().Id);
    }

    private static Task Join(TestUser user, string? channel) =>
        user.Gateway.Send(4, new { guild_id = (string?)null, channel_id = channel, self_mute = false, self_deaf = false });

    private static Func<JsonElement, bool> Of(string channel) => seen => seen.GetProperty("channel_id").GetString() == channel;

    private static Func<JsonElement, bool> Rings(int people) => seen => seen.GetProperty("ringing").GetArrayLength() == people;

    // As many of the kind as that.
    private static async Task Saw(TestUser user, string name, Func<JsonElement, bool> fits, int times) =>
        await user.Gateway.Await(name, _ => user.Gateway.Seen.Count(seen => seen.Name == name && fits(seen.Body)) >= times);

    private static Protocol.GuildId House(string id) => Protocol.Snowflake.TryParse(id, out var number) ? new Protocol.GuildId(number) : default;
}
