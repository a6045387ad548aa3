using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Threads;

public sealed class ThreadTests
{
    [Fact]
    public async Task A_thread_from_a_message_shares_its_id_and_shows_on_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var message = await general.Say("shall we talk about looms?", by: "ada");
        var thread = (await bob.Post($"/channels/{general.Id}/messages/{message}/threads", new { name = "Looms & cards", auto_archive_duration = 60 })).Ok();
        thread.Status.ShouldBe(201);
        thread.Id.ShouldBe(message);
        thread["type"].GetInt32().ShouldBe(11);
        thread["parent_id"].GetString().ShouldBe(general.Id);
        thread["owner_id"].GetString().ShouldBe(bob.Id);
        thread["name"].GetString().ShouldBe("Looms & cards");
        thread["member_count"].GetInt32().ShouldBe(1);
        thread["member"].GetProperty("user_id").GetString().ShouldBe(bob.Id);
        thread["thread_metadata"].GetProperty("auto_archive_duration").GetInt32().ShouldBe(60);
        thread.Json.TryGetProperty("position", out _).ShouldBeFalse();
        thread.Json.TryGetProperty("permission_overwrites", out _).ShouldBeFalse();
        var seen = await guild.Owner.Gateway.Saw("THREAD_CREATE", one => Id(one) == message);
        seen.GetProperty("newly_created").GetBoolean().ShouldBeTrue();
        seen.TryGetProperty("member", out _).ShouldBeFalse();
        (await bob.Gateway.Saw("THREAD_CREATE", one => Id(one) == message)).GetProperty("member").GetProperty("user_id").GetString().ShouldBe(bob.Id);
        await guild.Owner.Gateway.Saw("MESSAGE_UPDATE", one => Id(one) == message && one.GetProperty("flags").GetInt32() == 32 && Id(one.GetProperty("thread")) == message);
        (await bob.Get($"/channels/{general.Id}/messages/{message}")).Ok()["thread"].GetProperty("name").GetString().ShouldBe("Looms & cards");
        var inside = (await bob.Get($"/channels/{message}/messages")).Ok().Json;
        inside.GetArrayLength().ShouldBe(1);
        inside[0].GetProperty("type").GetInt32().ShouldBe(21);
        Id(inside[0].GetProperty("referenced_message")).ShouldBe(message);
        (await bob.Post($"/channels/{general.Id}/messages/{message}/threads", new { name = "again" })).Code.ShouldBe(160004);
        (await bob.Post($"/channels/{general.Id}/messages/1/threads", new { name = "none" })).Code.ShouldBe(10008);
        (await bob.Post($"/channels/{general.Id}/messages/{message}/threads", new { name = "" })).Code.ShouldBe(50035);
        (await bob.Post($"/channels/{message}/messages/{message}/threads", new { name = "inside" })).Code.ShouldBe(50024);
    }

    [Fact]
    public async Task A_public_thread_without_a_message_is_announced_in_its_channel()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var thread = (await bob.Post($"/channels/{general.Id}/threads", new { name = "plans", type = 11 })).Ok();
        thread.Status.ShouldBe(201);
        var told = await guild.Owner.Gateway.Saw("MESSAGE_CREATE", one => one.GetProperty("type").GetInt32() == 18);
        told.GetProperty("content").GetString().ShouldBe("plans");
        told.GetProperty("message_reference").GetProperty("channel_id").GetString().ShouldBe(thread.Id);
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=110")).Ok()["audit_log_entries"].GetArrayLength().ShouldBe(1);
        (await bob.Post($"/channels/{general.Id}/threads", new { name = "news", type = 10 })).Code.ShouldBe(50024);
        (await bob.Post($"/channels/{general.Id}/threads", new { type = 11 })).Code.ShouldBe(50035);
        (await bob.Post($"/channels/{general.Id}/threads", new { name = "odd", type = 11, auto_archive_duration = 61 })).Code.ShouldBe(50035);
        await general.Deny(bob, Permissions.CreatePublicThreads);
        (await bob.Post($"/channels/{general.Id}/threads", new { name = "more", type = 11 })).Code.ShouldBe(50013);
        (await bob.Post("/channels/55/threads", new { name = "nowhere", type = 11 })).Code.ShouldBe(10003);
    }

    [Fact]
    public async Task What_is_said_in_a_thread_is_counted_and_reaches_those_who_see_its_channel()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await guild.Join("eve");
        var secret = await guild.CreateChannel("staff");
        await secret.Deny(eve, Permissions.ViewChannel);
        var thread = (await guild.Owner.Post($"/channels/{secret.Id}/threads", new { name = "rota", type = 11 })).Ok().Id;
        var said = (await bob.Post($"/channels/{thread}/messages", new { content = "I take Monday" })).Ok();
        said["channel_id"].GetString().ShouldBe(thread);
        var seen = await guild.Owner.Gateway.Saw("MESSAGE_CREATE", one => Id(one) == said.Id);
        seen.GetProperty("channel_type").GetInt32().ShouldBe(11);
        await bob.Gateway.Saw("THREAD_MEMBERS_UPDATE", one => one.GetProperty("added_members")[0].GetProperty("user_id").GetString() == bob.Id);
        await eve.Gateway.SawNo("MESSAGE_CREATE", one => Id(one) == said.Id);
        await eve.Gateway.SawNo("THREAD_CREATE");
        await eve.Gateway.SawNo("THREAD_MEMBERS_UPDATE");
        (await eve.Get($"/channels/{thread}")).Code.ShouldBe(50001);
        (await eve.Post($"/channels/{thread}/messages", new { content = "let me in" })).Code.ShouldBe(50001);
        var now = (await bob.Get($"/channels/{thread}")).Ok();
        now["message_count"].GetInt32().ShouldBe(1);
        now["total_message_sent"].GetInt32().ShouldBe(1);
        now["member_count"].GetInt32().ShouldBe(2);
        now["last_message_id"].GetString().ShouldBe(said.Id);
        (await bob.Put($"/channels/{thread}/messages/{said.Id}/reactions/👍/@me")).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("MESSAGE_REACTION_ADD", one => one.GetProperty("channel_id").GetString() == thread);
        (await guild.Owner.Put($"/channels/{thread}/messages/pins/{said.Id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("CHANNEL_PINS_UPDATE", one => one.GetProperty("channel_id").GetString() == thread);
        (await bob.Post($"/channels/{thread}/typing", new { })).Status.ShouldBe(204);
        (await bob.Patch($"/channels/{thread}/messages/{said.Id}", new { content = "I take Tuesday" })).Ok();
        (await bob.Post($"/channels/{thread}/messages/{said.Id}/ack", new { })).Ok();
        (await bob.Delete($"/channels/{thread}/messages/{said.Id}")).Status.ShouldBe(204);
        var after = (await bob.Get($"/channels/{thread}")).Ok();
        after["message_count"].GetInt32().ShouldBe(1); // the word of the pin
        after["total_message_sent"].GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Writing_in_a_thread_needs_its_own_permission_and_heeds_its_slowmode()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var thread = (await guild.Owner.Post($"/channels/{general.Id}/threads", new { name = "slow", type = 11, rate_limit_per_user = 600 })).Ok().Id;
        await general.Deny(bob, Permissions.SendMessages);
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "no" })).Code.ShouldBe(50013);
        (await bob.Post($"/channels/{thread}/messages", new { content = "yes" })).Ok();
        (await bob.Post($"/channels/{thread}/messages", new { content = "too fast" })).Code.ShouldBe(20016);
        await general.Deny(bob, Permissions.SendMessagesInThreads);
        (await bob.Post($"/channels/{thread}/messages", new { content = "no" })).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task Private_threads_are_seen_by_their_members_and_by_who_manages_threads_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await guild.Join("eve");
        var cara = await guild.Join("cara");
        var thread = (await bob.Post($"/channels/{general.Id}/threads", new { name = "quiet corner", type = 12 })).Ok();
        thread["thread_metadata"].GetProperty("invitable").GetBoolean().ShouldBeTrue();
        await guild.Owner.Gateway.Saw("THREAD_CREATE", one => Id(one) == thread.Id); // owns the guild
        (await bob.Put($"/channels/{thread.Id}/thread-members/{cara.Id}")).Status.ShouldBe(204);
        var added = await cara.Gateway.Saw("THREAD_CREATE", one => Id(one) == thread.Id);
        added.GetProperty("member").GetProperty("user_id").GetString().ShouldBe(cara.Id);
        added.TryGetProperty("newly_created", out _).ShouldBeFalse();
        var said = (await cara.Post($"/channels/{thread.Id}/messages", new { content = "psst" })).Ok();
        await bob.Gateway.Saw("MESSAGE_CREATE", one => Id(one) == said.Id);
        await guild.Owner.Gateway.Saw("MESSAGE_CREATE", one => Id(one) == said.Id);
        (await eve.Get($"/channels/{thread.Id}")).Code.ShouldBe(50001);
        (await eve.Get($"/channels/{thread.Id}/messages")).Code.ShouldBe(50001);
        (await eve.Put($"/channels/{thread.Id}/thread-members/@me")).Code.ShouldBe(50001);
        (await eve.Get($"/guilds/{guild.Id}/threads/active")).Ok()["threads"].GetArrayLength().ShouldBe(0);
        await eve.Gateway.SawNo("THREAD_CREATE");
        await eve.Gateway.SawNo("MESSAGE_CREATE", one => one.GetProperty("channel_id").GetString() == thread.Id);
        await eve.Gateway.SawNo("THREAD_MEMBERS_UPDATE");
        (await bob.Delete($"/channels/{thread.Id}/thread-members/{cara.Id}")).Status.ShouldBe(204);
        await cara.Gateway.Saw("THREAD_MEMBERS_UPDATE", one => one.TryGetProperty("removed_member_ids", out var gone) && gone[0].GetString() == cara.Id);
        await cara.Gateway.Saw("THREAD_DELETE", one => Id(one) == thread.Id);
        (await cara.Get($"/channels/{thread.Id}/messages")).Code.ShouldBe(50001);
        var after = (await bob.Post($"/channels/{thread.Id}/messages", new { content = "alone again" })).Ok();
        await cara.Gateway.SawNo("MESSAGE_CREATE", one => Id(one) == after.Id);
        (await bob.Patch($"/channels/{thread.Id}", new { invitable = false })).Ok();
        (await guild.Owner.Put($"/channels/{thread.Id}/thread-members/{cara.Id}")).Status.ShouldBe(204);
        (await cara.Put($"/channels/{thread.Id}/thread-members/{eve.Id}")).Code.ShouldBe(50013);
    }

    private static string Id(JsonElement one) => one.GetProperty("id").GetString()!;
}
