using Guildhall.Testing;

namespace Guildhall.Conformance.Passive;

public sealed class PassiveUpdateTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_happened_in_channels_is_told_together_and_seldom()
    {
        await using var world = await PassiveGuild.Open();
        await world.General.Say("one", by: "ada");
        var other = await world.Guild.CreateChannel("other");
        var second = await other.Say("two", by: "ada");
        var last = await world.General.Say("three", by: "ada");
        (await world.Ada.Put($"/channels/{other.Id}/messages/pins/{second}")).Ok();
        world.Time.Advance(Soon);
        var told = await world.Session.Saw("PASSIVE_UPDATE_V2");
        told.GetProperty("guild_id").GetString().ShouldBe(world.Guild.Id);
        var channels = told.GetProperty("updated_channels").EnumerateArray().ToDictionary(channel => channel.GetProperty("id").GetString()!);
        channels.Count.ShouldBe(2);
        channels[world.General.Id].GetProperty("last_message_id").GetString().ShouldBe(last);
        channels[world.General.Id].TryGetProperty("last_pin_timestamp", out _).ShouldBeFalse();
        channels[other.Id].TryGetProperty("last_pin_timestamp", out _).ShouldBeTrue();
        foreach (var list in (string[])["updated_voice_states", "removed_voice_states", "updated_members"]) told.GetProperty(list).GetArrayLength().ShouldBe(0);

        await world.General.Say("four", by: "ada");
        world.Time.Advance(Soon);
        await world.Session.SawNo("PASSIVE_UPDATE_V2", update => update.GetRawText() != told.GetRawText());
        var newest = await world.General.Say("five", by: "ada");
        world.Time.Advance(Later);
        await world.Session.Saw("PASSIVE_UPDATE_V2", update => update.GetRawText().Contains(newest, StringComparison.Ordinal));
        PassiveGuild.All(world.Session, "PASSIVE_UPDATE_V2").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_is_told_of_a_channel_that_it_may_not_see()
    {
        await using var world = await PassiveGuild.Open();
        var hidden = await world.Guild.CreateChannel("hidden");
        await hidden.Deny(world.Bob, Permissions.ViewChannel);
        await using var ada = await PassiveGuild.Connect(world.House, world.Ada, PassiveGuild.SecondForm);
        await hidden.Say("psst", by: "ada");
        await world.General.Say("hello", by: "ada");
        world.Time.Advance(Soon);
        (await world.Session.Saw("PASSIVE_UPDATE_V2")).GetProperty("updated_channels").EnumerateArray()
            .Select(channel => channel.GetProperty("id").GetString()).ShouldBe([world.General.Id]);
        (await ada.Saw("PASSIVE_UPDATE_V2")).GetProperty("updated_channels").GetArrayLength().ShouldBe(2);
        await hidden.Say("psst again", by: "ada");
        world.Time.Advance(Later);
        await ada.Saw("PASSIVE_UPDATE_V2", update => update.GetProperty("updated_channels").GetArrayLength() == 1);
        await world.Session.Settle();
        PassiveGuild.All(world.Session, "PASSIVE_UPDATE_V2").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Who_comes_and_goes_in_voice_is_told_to_those_who_see_it()
    {
        await using var world = await PassiveGuild.Open();
        var voices = await world.VoiceChannel();
        await world.Talk(world.Ada.Gateway, voices);
        await world.Bob.Gateway.Saw("VOICE_STATE_UPDATE");
        world.Time.Advance(Soon);
        var told = await world.Session.Saw("PASSIVE_UPDATE_V2");
        told.GetProperty("updated_voice_states")[0].GetProperty("user_id").GetString().ShouldBe(world.Ada.Id);
        told.GetProperty("updated_voice_states")[0].GetProperty("channel_id").GetString().ShouldBe(voices);
        told.GetProperty("updated_members")[0].GetProperty("user").GetProperty("id").GetString().ShouldBe(world.Ada.Id);
        await world.Talk(world.Ada.Gateway, null);
        await world.Bob.Gateway.Saw("VOICE_STATE_UPDATE", state => state.GetProperty("channel_id").GetString() is null);
        world.Time.Advance(Later);
        await world.Session.Saw("PASSIVE_UPDATE_V2", update => update.GetProperty("removed_voice_states").EnumerateArray().Any(user => user.GetString() == world.Ada.Id));
        await world.Session.SawNo("VOICE_STATE_UPDATE");
    }

    [Fact]
    public async Task Whoever_is_in_voice_looks_while_it_is_there()
    {
        await using var world = await PassiveGuild.Open();
        var voices = await world.VoiceChannel();
        await world.Talk(world.Session, voices);
        await world.Session.Saw("VOICE_STATE_UPDATE", state => state.GetProperty("user_id").GetString() == world.Bob.Id);
        await world.Talk(world.Ada.Gateway, voices);
        await world.Session.Saw("VOICE_STATE_UPDATE", state => state.GetProperty("user_id").GetString() == world.Ada.Id);
        await world.Talk(world.Session, null);
        await world.Session.Saw("VOICE_STATE_UPDATE", state => state.GetProperty("channel_id").GetString() is null);
        await world.General.Say("gone again", by: "ada");
        await world.Session.SawNo("MESSAGE_CREATE");
    }

    [Fact]
    public async Task The_first_form_lists_everybody_in_voice()
    {
        await using var world = await PassiveGuild.Open(PassiveGuild.FirstForm);
        var voices = await world.VoiceChannel();
        await world.Talk(world.Ada.Gateway, voices);
        var message = await world.General.Say("hello", by: "ada");
        await world.Bob.Gateway.Saw("VOICE_STATE_UPDATE");
        world.Time.Advance(Soon);
        var told = await world.Session.Saw("PASSIVE_UPDATE_V1");
        told.GetProperty("channels")[0].GetProperty("last_message_id").GetString().ShouldBe(message);
        told.GetProperty("voice_states").GetArrayLength().ShouldBe(1);
        told.GetProperty("members").GetArrayLength().ShouldBe(1);
        await world.General.Say("bye", by: "ada");
        await world.Talk(world.Ada.Gateway, null);
        await world.Bob.Gateway.Saw("VOICE_STATE_UPDATE", state => state.GetProperty("channel_id").GetString() is null);
        world.Time.Advance(Later);
        await world.Session.Saw("PASSIVE_UPDATE_V1", update => update.TryGetProperty("voice_states", out var states) && states.GetArrayLength() == 0);
    }

    [Fact]
    public async Task A_session_that_resumes_is_as_passive_as_it_was()
    {
        await using var world = await PassiveGuild.Open();
        var (id, sequence) = (world.Session.SessionId, world.Session.Sequence);
        world.Session.Drop();
        await world.General.Say("while away", by: "ada");
        await using var back = await GatewayClient.Open(world.House.GatewayUrl);
        await back.Resume(world.Bob.Token, id, sequence);
        await back.Saw("RESUMED");
        var last = await world.General.Say("when back", by: "ada");
        world.Time.Advance(Soon);
        (await back.Saw("PASSIVE_UPDATE_V2")).GetProperty("updated_channels")[0].GetProperty("last_message_id").GetString().ShouldBe(last);
        PassiveGuild.All(back, "MESSAGE_CREATE").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_planned_restart_forgets_nothing_of_what_was_missed()
    {
        await using var world = await PassiveGuild.Open();
        var voices = await world.VoiceChannel();
        await world.Talk(world.Ada.Gateway, voices);
        await world.Bob.Gateway.Saw("VOICE_STATE_UPDATE");
        world.Time.Advance(Soon);
        await world.Session.Saw("PASSIVE_UPDATE_V2");
        await world.Talk(world.Ada.Gateway, null);
        await world.Bob.Gateway.Saw("VOICE_STATE_UPDATE", state => state.GetProperty("channel_id").GetString() is null);
        var last = await world.General.Say("before the restart", by: "ada");
        var (id, sequence) = (world.Session.SessionId, world.Session.Sequence);
        await world.House.Restart();
        await using var back = await GatewayClient.Open(world.House.GatewayUrl);
        await back.Resume(world.Bob.Token, id, sequence);
        await back.Saw("RESUMED");
        await world.General.Say("after the restart", by: "bob");
        await back.Saw("MESSAGE_CREATE", said => said.GetProperty("content").GetString() == "after the restart");
        world.Time.Advance(Later);
        var told = await back.Saw("PASSIVE_UPDATE_V2");
        told.GetProperty("updated_channels").GetArrayLength().ShouldBe(1);
        told.GetProperty("removed_voice_states")[0].GetString().ShouldBe(world.Ada.Id);
        last.ShouldNotBeEmpty();
        PassiveGuild.All(back, "MESSAGE_CREATE").Length.ShouldBe(1);
    }
}
