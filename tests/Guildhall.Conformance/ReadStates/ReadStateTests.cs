using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.ReadStates;

public sealed class ReadStateTests
{
    [Fact]
    public async Task An_ack_is_heard_by_the_readers_other_sessions_alone_and_known_after_a_restart()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var message = await general.Say("read me", by: "ada");
        var answer = (await bob.Post($"/channels/{general.Id}/messages/{message}/ack", new { token = (string?)null })).Ok();
        answer["token"].ValueKind.ShouldBe(JsonValueKind.Null);
        var ack = await bob.Gateway.Saw("MESSAGE_ACK");
        ack.GetProperty("message_id").GetString().ShouldBe(message);
        await guild.Owner.Gateway.SawNo("MESSAGE_ACK");
        await house.Restart(); // at once: what was not yet stored is stored on the way down
        (await StateOf(bob, general.Id)).ShouldBe((message, 0));
    }

    [Fact]
    public async Task Acks_never_go_back_unless_by_hand()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var first = await general.Say("one", by: "ada");
        var second = await general.Say("two", by: "ada");
        (await bob.Post($"/channels/{general.Id}/messages/{second}/ack", new { })).Ok();
        (await bob.Post($"/channels/{general.Id}/messages/{first}/ack", new { })).Ok();
        (await StateOf(bob, general.Id)).ShouldBe((second, 0));
        (await bob.Post($"/channels/{general.Id}/messages/{first}/ack", new { manual = true, mention_count = 3 })).Ok();
        (await StateOf(bob, general.Id)).ShouldBe((first, 3));
        (await bob.Delete($"/channels/{general.Id}/messages/ack")).Status.ShouldBe(204);
        (await StateOf(bob, general.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Mentions_by_name_by_role_and_of_everyone_are_counted_until_read()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var hidden = await guild.CreateChannel("hidden");
        await hidden.Deny(bob, Permissions.ViewChannel);
        var role = await guild.CreateRole("cooks", Permissions.None);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
        await general.Say($"<@{bob.Id}>", by: "ada");
        await general.Say($"<@&{role}>", by: "ada");
        await general.Say("@everyone", by: "ada");
        await general.Say("@everyone again", by: "bob"); // one's own count for nobody but others
        var last = await general.Say("and nothing", by: "ada");
        await hidden.Say("@everyone who may", by: "ada");
        (await StateOf(bob, general.Id))!.Value.Mentions.ShouldBe(3);
        (await StateOf(bob, hidden.Id)).ShouldBeNull();
        (await StateOf(guild.Owner, general.Id))!.Value.Mentions.ShouldBe(1);

        (await bob.Patch($"/users/@me/guilds/{guild.Id}/settings", new { suppress_everyone = true })).Ok();
        (await StateOf(bob, general.Id))!.Value.Mentions.ShouldBe(2);
        (await bob.Post($"/channels/{general.Id}/messages/{last}/ack", new { })).Ok();
        (await StateOf(bob, general.Id)).ShouldBe((last, 0));
    }

    [Fact]
    public async Task A_direct_message_counts_as_a_mention()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var dm = (await guild.Owner.Post("/users/@me/channels", new { recipient_id = bob.Id })).Ok().Id;
        foreach (var content in new[] { "one", "two" }) (await guild.Owner.Post($"/channels/{dm}/messages", new { content })).Ok();
        var second = (await guild.Owner.Get($"/channels/{dm}/messages")).Ok().Json[0].GetProperty("id").GetString();
        await bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("id").GetString() == second);
        (await StateOf(bob, dm))!.Value.Mentions.ShouldBe(2);
        (await bob.Post($"/channels/{dm}/messages/{second}/ack", new { })).Ok();
        (await StateOf(bob, dm)).ShouldBe((second!, 0));
    }

    [Fact]
    public async Task Several_channels_are_read_at_once()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var hidden = await guild.CreateChannel("hidden");
        await hidden.Deny(bob, Permissions.ViewChannel);
        var garden = await guild.CreateChannel("garden");
        var (one, two, three) = (await general.Say("a", by: "ada"), await garden.Say("b", by: "ada"), await hidden.Say("c", by: "ada"));
        object[] acks = [Ack(general, one), Ack(garden, two), Ack(hidden, three)];
        (await bob.Post("/read-states/ack-bulk", new { read_states = acks })).Status.ShouldBe(204);
        (await StateOf(bob, general.Id)).ShouldBe((one, 0));
        (await StateOf(bob, garden.Id)).ShouldBe((two, 0));
        (await StateOf(bob, hidden.Id)).ShouldBeNull();
        (await bob.Post("/read-states/ack-bulk", new { })).Code.ShouldBe(50035);
        (await bob.Post("/read-states/ack-bulk", new { read_states = new[] { new { channel_id = "x", message_id = one } } })).Code.ShouldBe(50035);

        var newer = await general.Say("d", by: "ada");
        (await bob.Post($"/guilds/{guild.Id}/ack", new { })).Ok();
        (await StateOf(bob, general.Id)).ShouldBe((newer, 0));
        (await StateOf(bob, hidden.Id)).ShouldBeNull();
        (await (await house.User("eve")).Post($"/guilds/{guild.Id}/ack", new { })).Code.ShouldBe(50001);

        static object Ack(TestChannel channel, string message) => new { channel_id = channel.Id, message_id = message, read_state_type = 0 };
    }

    [Fact]
    public async Task Seen_pins_are_remembered()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var message = await general.Say("keep this", by: "ada");
        (await guild.Owner.Put($"/channels/{general.Id}/pins/{message}")).Ok();
        (await bob.Post($"/channels/{general.Id}/pins/ack")).Status.ShouldBe(204);
        (await bob.Gateway.Saw("CHANNEL_PINS_ACK")).GetProperty("channel_id").GetString().ShouldBe(general.Id);
        await house.Restart();
        await bob.Connect();
        var entry = (await bob.Gateway.Saw("READY")).GetProperty("read_state").GetProperty("entries").EnumerateArray()
            .First(state => state.GetProperty("id").GetString() == general.Id);
        var pinned = (await bob.Get($"/channels/{general.Id}")).Ok()["last_pin_timestamp"].GetDateTimeOffset();
        entry.GetProperty("last_pin_timestamp").GetDateTimeOffset().ShouldBe(pinned);
        await general.Deny(bob, Permissions.ViewChannel);
        (await bob.Post($"/channels/{general.Id}/pins/ack")).Code.ShouldBe(50001);
        (await bob.Post($"/channels/{general.Id}/messages/{message}/ack", new { })).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task The_inbox_has_what_mentions_the_caller_until_it_is_taken_out()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var direct = await general.Say($"hey <@{bob.Id}>", by: "ada");
        var everyone = await general.Say("@everyone come", by: "ada");
        var gone = await general.Say($"never mind <@{bob.Id}>", by: "ada");
        (await guild.Owner.Delete($"/channels/{general.Id}/messages/{gone}")).Ok();
        (await Inbox(bob, "")).ShouldBe([everyone, direct]);
        (await Inbox(bob, "?everyone=false")).ShouldBe([direct]);
        (await Inbox(bob, $"?before={everyone}")).ShouldBe([direct]);
        (await Inbox(bob, "?limit=1")).ShouldBe([everyone]);
        (await Inbox(bob, "?guild_id=123")).ShouldBeEmpty();
        (await Inbox(guild.Owner, "")).ShouldBeEmpty();
        (await bob.Get("/users/@me/mentions?limit=101")).Code.ShouldBe(50035);
        (await bob.Delete($"/users/@me/mentions/{everyone}")).Status.ShouldBe(204);
        (await bob.Gateway.Saw("RECENT_MENTION_DELETE")).GetProperty("message_id").GetString().ShouldBe(everyone);
        (await Inbox(bob, "")).ShouldBe([direct]);
        await general.Deny(bob, Permissions.ViewChannel);
        (await Inbox(bob, "")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_of_a_guild_are_kept_and_told_to_the_users_own_sessions()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var set = (await bob.Patch($"/users/@me/guilds/{guild.Id}/settings", new
        {
            muted = true,
            mute_config = new { selected_time_window = -1, end_time = (string?)null },
            message_notifications = 1,
            channel_overrides = new Dictionary<string, object> { [general.Id] = new { muted = true, message_notifications = 2 } },
        })).Ok();
        set["muted"].GetBoolean().ShouldBeTrue();
        set["version"].GetInt32().ShouldBe(1);
        var told = await bob.Gateway.Saw("USER_GUILD_SETTINGS_UPDATE");
        told.GetProperty("channel_overrides")[0].GetProperty("channel_id").GetString().ShouldBe(general.Id);
        await guild.Owner.Gateway.SawNo("USER_GUILD_SETTINGS_UPDATE");
        var many = (await bob.Patch("/users/@me/guilds/settings", new
        {
            guilds = new Dictionary<string, object> { [guild.Id] = new { suppress_roles = true }, ["@me"] = new { mobile_push = false } },
        })).Ok();
        many.Json.GetArrayLength().ShouldBe(2);
        await house.Restart();
        await bob.Connect();
        var entries = (await bob.Gateway.Saw("READY")).GetProperty("user_guild_settings").GetProperty("entries").EnumerateArray().ToArray();
        entries.Length.ShouldBe(2);
        var kept = entries.Single(entry => entry.GetProperty("guild_id").GetString() == guild.Id);
        kept.GetProperty("suppress_roles").GetBoolean().ShouldBeTrue();
        kept.GetProperty("muted").GetBoolean().ShouldBeTrue();
        kept.GetProperty("mute_config").GetProperty("selected_time_window").GetInt32().ShouldBe(-1);
        (await bob.Patch("/users/@me/guilds/123/settings", new { muted = true })).Code.ShouldBe(10004);
        (await bob.Patch($"/users/@me/guilds/{guild.Id}/settings", new { message_notifications = 9 })).Code.ShouldBe(50035);
        (await bob.Patch("/users/@me/guilds/settings", new { })).Code.ShouldBe(50035);
    }

    private static async Task<string?[]> Inbox(TestUser user, string query) =>
        [.. (await user.Get("/users/@me/mentions" + query)).Ok().Json.EnumerateArray().Select(message => message.GetProperty("id").GetString())];

    private static async Task<(string Last, int Mentions)?> StateOf(TestUser user, string channel)
    {
        await user.Connect();
        var states = (await user.Gateway.Saw("READY")).GetProperty("read_state").GetProperty("entries");
        foreach (var state in states.EnumerateArray())
        {
            if (state.GetProperty("id").GetString() == channel)
                return (state.GetProperty("last_message_id").GetString()!, state.GetProperty("mention_count").GetInt32());
        }

        return null;
    }
}
