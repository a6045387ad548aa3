using System.Text.Json;
using Guildhall.Conformance.VoiceStates;
using Guildhall.Testing;

namespace Guildhall.Conformance.GatewayInfo;

/// <summary>A planned restart: clients resume on the new process as if nothing but their sockets had been lost.</summary>
public sealed class PlannedRestartTests
{
    [Fact]
    public async Task What_happens_before_and_after_the_restart_comes_once_and_in_order()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await general.Say("one", by: "ada");
        await bob.Gateway.Saw("MESSAGE_CREATE", Says("one"));
        await house.Restart();
        await general.Say("two", by: "ada");
        (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "after", type = 0 })).Ok();
        await bob.Resume();
        await bob.Gateway.Saw("RESUMED");
        await bob.Gateway.Saw("MESSAGE_CREATE", Says("two"));
        await bob.Gateway.Saw("CHANNEL_CREATE", channel => channel.GetProperty("name").GetString() == "after");
        await bob.Gateway.SawNo("READY");
        await bob.Gateway.SawNo("MESSAGE_CREATE", Says("one"));
        bob.Gateway.Seen.Where(payload => payload.Sequence is not null).Select(payload => payload.Sequence!.Value).ShouldBeInOrder();
    }

    [Fact]
    public async Task Who_is_online_and_in_voice_stays_so_and_nobody_is_told_anew()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var lounge = await VoiceTests.Channel(guild, 2);
        await VoiceTests.Join(bob, guild, lounge);
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", VoiceTests.At(bob, lounge));
        await bob.Gateway.Send(3, new { status = "dnd", since = (long?)null, afk = false, activities = new[] { new { name = "Engines", type = 0 } } });
        await guild.Owner.Gateway.Saw("PRESENCE_UPDATE", seen => seen.GetProperty("status").GetString() == "dnd");
        await house.Restart();
        await guild.Owner.Resume();
        await guild.Owner.Gateway.Saw("RESUMED");
        (await guild.Owner.Get($"/guilds/{guild.Id}/voice-states/{bob.Id}")).Ok()["channel_id"].GetString().ShouldBe(lounge);
        await guild.Owner.Gateway.SawNo("PRESENCE_UPDATE");
        await guild.Owner.Gateway.SawNo("VOICE_STATE_UPDATE");
        var carl = await guild.Join("carl");
        var welcome = await carl.Gateway.Saw("GUILD_CREATE");
        welcome.GetProperty("voice_states")[0].GetProperty("user_id").GetString().ShouldBe(bob.Id);
        var shown = welcome.GetProperty("presences").EnumerateArray().Single(presence => presence.GetProperty("user").GetProperty("id").GetString() == bob.Id);
        shown.GetProperty("status").GetString().ShouldBe("dnd");
        shown.GetProperty("activities")[0].GetProperty("name").GetString().ShouldBe("Engines");
        await bob.Resume();
        await bob.Gateway.Leave();
        await guild.Owner.Gateway.Saw("PRESENCE_UPDATE", seen => seen.GetProperty("status").GetString() == "offline");
        await guild.Owner.Gateway.Saw("VOICE_STATE_UPDATE", VoiceTests.At(bob, null));
    }

    [Fact]
    public async Task Rights_that_change_after_the_restart_hold_for_sessions_of_before()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await house.Restart();
        await bob.Resume();
        await bob.Gateway.Saw("RESUMED");
        (await guild.Owner.Put($"/channels/{general.Id}/permissions/{guild.Id}", new { type = 0, allow = "0", deny = "1024" })).Status.ShouldBe(204);
        await bob.Gateway.Saw("CHANNEL_DELETE", channel => channel.GetProperty("id").GetString() == general.Id);
        await general.Say("secret", by: "ada");
        await bob.Gateway.SawNo("MESSAGE_CREATE");
    }

    [Fact]
    public async Task A_token_that_was_revoked_meanwhile_does_not_resume()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await house.Restart();
        (await bob.Post("/auth/logout", new { })).Status.ShouldBe(204);
        await bob.Resume();
        await bob.Gateway.Await("an invalid session", payload => payload.Op == 9);
    }

    [Fact]
    public async Task A_server_that_keeps_no_sessions_has_clients_identify_again()
    {
        await using var house = await TestHouse.Start(options => options with { KeepSessions = false });
        var (guild, _) = await house.CreateGuild("ada");
        await house.Restart();
        await guild.Owner.Resume();
        await guild.Owner.Gateway.Await("an invalid session", payload => payload.Op == 9);
    }

    private static Func<JsonElement, bool> Says(string text) => message => message.GetProperty("content").GetString() == text;
}
