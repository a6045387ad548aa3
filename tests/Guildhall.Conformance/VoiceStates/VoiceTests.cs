using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.VoiceStates;

public sealed class VoiceTests
{
    private const int JoinVoice = 4;

    [Fact]
    public async Task People_join_move_and_leave_voice_before_those_who_see_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var (lounge, den) = (await Channel(guild, 2), await Channel(guild, 2));
        await Join(bob, guild, lounge);
        var joined = await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge));
        joined.GetProperty("member").GetProperty("user").GetProperty("id").GetString().ShouldBe(bob.Id);
        await guild.Owner.Gateway.Saw("VOICE_CHANNEL_START_TIME_UPDATE", seen => seen.GetProperty("id").GetString() == lounge);
        (await guild.Owner.Get($"/guilds/{guild.Id}/voice-states/{bob.Id}")).Ok()["channel_id"].GetString().ShouldBe(lounge);
        await guild.Owner.Connect();
        (await guild.Owner.Gateway.Saw("GUILD_CREATE")).GetProperty("voice_states")[0].GetProperty("user_id").GetString().ShouldBe(bob.Id);
        await Join(bob, guild, den, mute: true);
        (await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, den))).GetProperty("self_mute").GetBoolean().ShouldBeTrue();
        await guild.Owner.Gateway.SawNo("VOICE_STATE_UPDATE", At(bob, null));
        await Join(bob, guild, null);
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, null));
        (await bob.Get($"/guilds/{guild.Id}/voice-states/@me")).Code.ShouldBe(10065);
    }

    [Fact]
    public async Task A_closed_channel_is_neither_joined_nor_heard_of()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var (open, secret) = (await Channel(guild, 2), await Channel(guild, 2));
        await guild.Owner.Put($"/channels/{secret}/permissions/{guild.Id}", new { type = 0, allow = "0", deny = "1024" });
        await Join(bob, guild, secret);
        await Join(guild.Owner, guild, open);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(guild.Owner, open));
        await Join(guild.Owner, guild, secret);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(guild.Owner, null));
        await bob.Gateway.SawNo("VOICE_STATE_UPDATE", At(guild.Owner, secret));
        (await bob.Get($"/guilds/{guild.Id}/voice-states/{guild.Owner.Id}")).Code.ShouldBe(10065);
        (await guild.Owner.Get($"/guilds/{guild.Id}/voice-states/{bob.Id}")).Code.ShouldBe(10065);
        await guild.Owner.Delete($"/channels/{secret}/permissions/{guild.Id}");
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(guild.Owner, secret));
    }

    [Fact]
    public async Task A_full_channel_takes_nobody_but_those_who_may_move_others()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var (bob, cleo) = (await guild.Join("bob"), await guild.Join("cleo"));
        var small = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Nook", type = 2, user_limit = 1 })).Ok().Id;
        await Join(bob, guild, small);
        await cleo.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, small));
        await Join(cleo, guild, small);
        await cleo.Gateway.SawNo("VOICE_STATE_UPDATE", At(cleo, small));
        await Join(guild.Owner, guild, small);
        await cleo.Gateway.Saw("VOICE_STATE_UPDATE", At(guild.Owner, small));
    }

    [Fact]
    public async Task Who_loses_the_session_the_membership_or_the_channel_is_in_voice_no_longer()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var (bob, cleo) = (await guild.Join("bob"), await guild.Join("cleo"));
        var lounge = await Channel(guild, 2);
        await Join(bob, guild, lounge);
        await Join(cleo, guild, lounge);
        // Two sockets: either may come first.
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge));
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(cleo, lounge));
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}")).Ok();
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, null));
        (await guild.Owner.Delete($"/channels/{lounge}")).Ok();
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", At(cleo, null));
    }

    [Fact]
    public async Task Moderators_mute_move_and_disconnect_those_who_are_in_voice()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var (lounge, den) = (await Channel(guild, 2), await Channel(guild, 2));
        var path = $"/guilds/{guild.Id}/members/{bob.Id}";
        (await guild.Owner.Patch(path, new { mute = true })).Code.ShouldBe(40032);
        (await bob.Patch($"/guilds/{guild.Id}/members/{guild.Owner.Id}", new { mute = true })).Code.ShouldBe(50013);
        await Join(bob, guild, lounge);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, lounge));
        (await guild.Owner.Patch(path, new { mute = true })).Ok()["mute"].GetBoolean().ShouldBeTrue();
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("mute").GetBoolean());
        (await guild.Owner.Patch(path, new { channel_id = "5" })).Code.ShouldBe(50035);
        (await guild.Owner.Patch(path, new { channel_id = den })).Ok();
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, den));
        (await guild.Owner.Patch(path, "{\"channel_id\":null}")).Ok();
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, null));
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs")).Ok()["audit_log_entries"].EnumerateArray();
        var actions = log.Select(entry => entry.GetProperty("action_type").GetInt32()).ToArray();
        actions.ShouldContain(26);
        actions.ShouldContain(27);
    }

    [Fact]
    public async Task On_a_stage_one_listens_asks_to_speak_and_is_let()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var stage = await Channel(guild, 13);
        (await bob.Post("/stage-instances", new { channel_id = stage, topic = "Engines" })).Code.ShouldBe(50013);
        (await guild.Owner.Post("/stage-instances", new { channel_id = general.Id, topic = "Engines" })).Code.ShouldBe(50024);
        (await guild.Owner.Post("/stage-instances", new { channel_id = stage })).Code.ShouldBe(50035);
        (await bob.Get($"/stage-instances/{stage}")).Code.ShouldBe(10067);
        (await guild.Owner.Post("/stage-instances", new { channel_id = stage, topic = "Engines" })).Ok()["topic"].GetString().ShouldBe("Engines");
        await bob.Gateway.Saw("STAGE_INSTANCE_CREATE");
        (await guild.Owner.Post("/stage-instances", new { channel_id = stage, topic = "Engines" })).Code.ShouldBe(150006);
        await Join(bob, guild, stage);
        (await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, stage))).GetProperty("suppress").GetBoolean().ShouldBeTrue();
        (await bob.Patch($"/guilds/{guild.Id}/voice-states/@me", new { channel_id = stage, suppress = false })).Code.ShouldBe(50013);
        (await bob.Patch($"/guilds/{guild.Id}/voice-states/@me", new { channel_id = stage, request_to_speak_timestamp = TimeProvider.System.GetUtcNow() })).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", seen => seen.GetProperty("request_to_speak_timestamp").ValueKind == JsonValueKind.String);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/voice-states/{bob.Id}", new { channel_id = stage, suppress = false })).Status.ShouldBe(204);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", seen => !seen.GetProperty("suppress").GetBoolean());
        (await bob.Patch($"/stage-instances/{stage}", new { topic = "Mine" })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/stage-instances/{stage}", new { topic = "Pumps" })).Ok()["topic"].GetString().ShouldBe("Pumps");
        await bob.Gateway.Saw("STAGE_INSTANCE_UPDATE");
        (await guild.Owner.Delete($"/stage-instances/{stage}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("STAGE_INSTANCE_DELETE");
        (await guild.Owner.Delete($"/stage-instances/{stage}")).Code.ShouldBe(10067);
    }

    [Fact]
    public async Task A_request_to_speak_is_put_aside_by_who_may_let_speak_and_by_nobody_else()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var (bob, cleo) = (await guild.Join("bob"), await guild.Join("cleo"));
        var stage = await Channel(guild, 13);
        await Join(bob, guild, stage);
        await bob.Gateway.Saw("VOICE_STATE_UPDATE", At(bob, stage));
        var (own, others) = ($"/guilds/{guild.Id}/voice-states/@me", $"/guilds/{guild.Id}/voice-states/{bob.Id}");
        (await bob.Patch(own, new { channel_id = stage, request_to_speak_timestamp = TimeProvider.System.GetUtcNow() })).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", seen => At(bob, stage)(seen) && Asks(seen));

        (await cleo.Patch(others, new { channel_id = stage, suppress = true })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/voice-states/{cleo.Id}", new { channel_id = stage, suppress = true })).Code.ShouldBe(10065);
        // A body that says nothing of suppress changes nothing: the request of another cannot be written.
        (await guild.Owner.Patch(others, """{"request_to_speak_timestamp":null}""")).Status.ShouldBe(204);
        (await bob.Get(own)).Ok()["request_to_speak_timestamp"].ValueKind.ShouldBe(JsonValueKind.String);

        (await guild.Owner.Patch(others, new { channel_id = stage, suppress = true })).Status.ShouldBe(204);
        foreach (var seen in new[] { bob, cleo, guild.Owner })
            await seen.Gateway.Saw("VOICE_STATE_UPDATE", state => At(bob, stage)(state) && !Asks(state) && state.GetProperty("suppress").GetBoolean());
        (await bob.Get(own)).Ok()["request_to_speak_timestamp"].ValueKind.ShouldBe(JsonValueKind.Null);
        // Who was put aside may ask again.
        (await bob.Patch(own, new { channel_id = stage, request_to_speak_timestamp = TimeProvider.System.GetUtcNow() })).Status.ShouldBe(204);
        (await bob.Get(own)).Ok()["request_to_speak_timestamp"].ValueKind.ShouldBe(JsonValueKind.String);

        static bool Asks(JsonElement state) => state.GetProperty("request_to_speak_timestamp").ValueKind == JsonValueKind.String;
    }

    [Fact]
    public async Task A_stage_event_opens_its_stage_and_ends_with_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var stage = await Channel(guild, 13);
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", new
        {
            name = "Talk", privacy_level = 2, entity_type = 1, channel_id = stage, scheduled_start_time = TimeProvider.System.GetUtcNow().AddDays(1),
        })).Ok();
        var path = $"/guilds/{guild.Id}/scheduled-events/{made.Id}";
        (await guild.Owner.Patch(path, new { status = 2 })).Ok()["entity_id"].GetString().ShouldNotBeNull();
        (await guild.Owner.Get($"/stage-instances/{stage}")).Ok()["guild_scheduled_event_id"].GetString().ShouldBe(made.Id);
        (await guild.Owner.Delete($"/stage-instances/{stage}")).Ok();
        (await guild.Owner.Get(path)).Ok()["status"].GetInt32().ShouldBe(3);
    }

    internal static async Task<string> Channel(TestGuild guild, int type) =>
        (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Hall", type })).Ok().Id;

    internal static Task Join(TestUser user, TestGuild guild, string? channel, bool mute = false) =>
        user.Gateway.Send(JoinVoice, new { guild_id = guild.Id, channel_id = channel, self_mute = mute, self_deaf = false });

    internal static Func<JsonElement, bool> At(TestUser user, string? channel) => seen =>
        seen.GetProperty("user_id").GetString() == user.Id && seen.GetProperty("channel_id").GetString() == channel;
}
