using System.Globalization;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Threads;

public sealed class ThreadArchiveTests
{
    [Fact]
    public async Task A_thread_in_which_nobody_writes_goes_into_the_archive_even_across_a_restart()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild("ada");
        var idle = (await guild.Owner.Post($"/channels/{general.Id}/threads", new { name = "idle", type = 11, auto_archive_duration = 60 })).Ok().Id;
        var busy = (await guild.Owner.Post($"/channels/{general.Id}/threads", new { name = "busy", type = 11, auto_archive_duration = 60 })).Ok().Id;
        time.Advance(TimeSpan.FromMinutes(40));
        (await guild.Owner.Post($"/channels/{busy}/messages", new { content = "still here" })).Ok();
        await house.Restart();
        time.Advance(TimeSpan.FromMinutes(19) + TimeSpan.FromSeconds(50));
        await guild.Owner.Connect();
        time.Advance(TimeSpan.FromSeconds(20));
        var updated = await guild.Owner.Gateway.Saw("THREAD_UPDATE", one => Id(one) == idle);
        updated.GetProperty("thread_metadata").GetProperty("archived").GetBoolean().ShouldBeTrue();
        (await guild.Owner.Get($"/channels/{busy}")).Ok()["thread_metadata"].GetProperty("archived").GetBoolean().ShouldBeFalse();
        (await guild.Owner.Get($"/guilds/{guild.Id}/threads/active")).Ok()["threads"].EnumerateArray().Select(Id).ShouldBe([busy]);
        var archive = (await guild.Owner.Get($"/channels/{general.Id}/threads/archived/public")).Ok();
        archive["threads"].EnumerateArray().Select(Id).ShouldBe([idle]);
        archive["members"][0].GetProperty("user_id").GetString().ShouldBe(guild.Owner.Id);
        archive["has_more"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task An_archived_thread_is_read_alone_until_a_message_takes_it_out()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await guild.Join("eve");
        var thread = (await bob.Post($"/channels/{general.Id}/threads", new { name = "old", type = 11 })).Ok().Id;
        var said = (await bob.Post($"/channels/{thread}/messages", new { content = "once" })).Ok().Id;
        (await eve.Patch($"/channels/{thread}", new { archived = true })).Code.ShouldBe(50013);
        (await bob.Patch($"/channels/{thread}", new { locked = true })).Code.ShouldBe(50013);
        (await bob.Patch($"/channels/{thread}", new { archived = true })).Ok()["thread_metadata"].GetProperty("archived").GetBoolean().ShouldBeTrue();
        (await bob.Patch($"/channels/{thread}/messages/{said}", new { content = "twice" })).Code.ShouldBe(50083);
        (await bob.Put($"/channels/{thread}/messages/{said}/reactions/👍/@me")).Code.ShouldBe(50083);
        (await eve.Put($"/channels/{thread}/thread-members/@me")).Code.ShouldBe(50083);
        (await bob.Patch($"/channels/{thread}", new { name = "older" })).Code.ShouldBe(50083);
        await house.Restart();
        await Task.WhenAll(guild.Owner.Connect(), bob.Connect(), eve.Connect());
        (await eve.Get($"/channels/{thread}/messages")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await eve.Post($"/channels/{thread}/messages", new { content = "again" })).Ok();
        await bob.Gateway.Saw("THREAD_UPDATE", one => Id(one) == thread && !one.GetProperty("thread_metadata").GetProperty("archived").GetBoolean());
        (await guild.Owner.Patch($"/channels/{thread}", new { locked = true, archived = true })).Ok();
        (await eve.Post($"/channels/{thread}/messages", new { content = "locked out" })).Code.ShouldBe(160005);
        (await bob.Patch($"/channels/{thread}", new { archived = false })).Code.ShouldBe(50013);
        (await guild.Owner.Post($"/channels/{thread}/messages", new { content = "I may" })).Ok();
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=111")).Ok()["audit_log_entries"].GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_deleted_thread_goes_with_its_messages_and_leaves_the_one_it_began_with()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var message = await general.Say("the root", by: "ada");
        (await bob.Post($"/channels/{general.Id}/messages/{message}/threads", new { name = "branch" })).Ok();
        (await bob.Delete($"/channels/{message}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"/channels/{message}")).Ok().Id.ShouldBe(message);
        var gone = await bob.Gateway.Saw("THREAD_DELETE", one => Id(one) == message);
        gone.GetProperty("parent_id").GetString().ShouldBe(general.Id);
        (await bob.Get($"/channels/{message}")).Code.ShouldBe(10003);
        (await bob.Get($"/channels/{general.Id}/messages/{message}")).Ok()["flags"].GetInt32().ShouldBe(0);
        var other = (await guild.Owner.Post($"/channels/{general.Id}/threads", new { name = "other", type = 11 })).Ok().Id;
        (await guild.Owner.Delete($"/channels/{general.Id}")).Ok();
        (await guild.Owner.Get($"/channels/{other}")).Code.ShouldBe(10003);
        await house.Restart();
        (await guild.Owner.Get($"/channels/{other}")).Code.ShouldBe(10003);
    }

    [Fact]
    public async Task Who_gains_sight_of_a_channel_is_told_its_threads_and_who_arrives_gets_them_with_the_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var room = await guild.CreateChannel("room");
        await room.Deny(bob, Permissions.ViewChannel);
        var shown = (await guild.Owner.Post($"/channels/{room.Id}/threads", new { name = "open", type = 11 })).Ok().Id;
        var secret = (await guild.Owner.Post($"/channels/{room.Id}/threads", new { name = "closed", type = 12 })).Ok().Id;
        (await guild.Owner.Delete($"/channels/{room.Id}/permissions/{bob.Id}")).Ok();
        var sync = await bob.Gateway.Saw("THREAD_LIST_SYNC");
        sync.GetProperty("channel_ids")[0].GetString().ShouldBe(room.Id);
        sync.GetProperty("threads").EnumerateArray().Select(Id).ShouldBe([shown]);
        sync.GetProperty("members").GetArrayLength().ShouldBe(0);
        var keeper = await guild.CreateRole("keeper", Permissions.ManageThreads);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{keeper}")).Ok();
        await bob.Gateway.Saw("THREAD_LIST_SYNC", one => one.GetProperty("threads").EnumerateArray().Any(thread => Id(thread) == secret));
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}/roles/{keeper}")).Ok();
        (await guild.Owner.Post($"/channels/{secret}/messages", new { content = "hidden again" })).Ok();
        await bob.Gateway.SawNo("MESSAGE_CREATE", one => one.GetProperty("channel_id").GetString() == secret);
        await bob.Connect();
        var threads = (await bob.Gateway.Saw("GUILD_CREATE", one => Id(one) == guild.Id)).GetProperty("threads");
        threads.EnumerateArray().Select(Id).ShouldBe([shown]);
        await guild.Owner.Connect();
        var owned = (await guild.Owner.Gateway.Saw("GUILD_CREATE", one => Id(one) == guild.Id)).GetProperty("threads");
        owned.EnumerateArray().Select(Id).ShouldBe([shown, secret], ignoreOrder: true);
        owned[0].GetProperty("member").GetProperty("user_id").GetString().ShouldBe(guild.Owner.Id);
    }

    [Fact]
    public async Task Archives_come_by_pages_and_private_ones_only_to_moderators_and_members()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        List<string> made = [];
        for (var i = 0; i < 3; i++)
        {
            var id = (await bob.Post($"/channels/{general.Id}/threads", new { name = $"page {i.ToString(CultureInfo.InvariantCulture)}", type = 12 })).Ok().Id;
            (await bob.Patch($"/channels/{id}", new { archived = true })).Ok();
            made.Insert(0, id);
        }

        (await bob.Get($"/channels/{general.Id}/threads/archived/private")).Code.ShouldBe(50013);
        var first = (await guild.Owner.Get($"/channels/{general.Id}/threads/archived/private?limit=2")).Ok();
        first["threads"].EnumerateArray().Select(Id).ShouldBe(made.Take(2));
        first["has_more"].GetBoolean().ShouldBeTrue();
        var before = first["threads"][1].GetProperty("thread_metadata").GetProperty("archive_timestamp").GetString()!;
        (await guild.Owner.Get($"/channels/{general.Id}/threads/archived/private?limit=2&before={Uri.EscapeDataString(before)}")).Ok()["threads"]
            .EnumerateArray().Select(Id).ShouldBe(made.Skip(2));
        (await bob.Get($"/channels/{general.Id}/users/@me/threads/archived/private?limit=2&before={made[0]}")).Ok()["threads"].EnumerateArray().Select(Id).ShouldBe(made.Skip(1));
        (await guild.Owner.Get($"/channels/{general.Id}/users/@me/threads/archived/private")).Ok()["threads"].GetArrayLength().ShouldBe(0);
        (await guild.Owner.Get($"/channels/{general.Id}/threads/archived/public?limit=1")).Code.ShouldBe(50035);
        (await guild.Owner.Get($"/channels/{general.Id}/threads/archived/public?before=yesterday")).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_ban_deletes_what_was_written_in_archived_threads_too()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var thread = (await guild.Owner.Post($"/channels/{general.Id}/threads", new { name = "quarrel", type = 11 })).Ok().Id;
        (await bob.Post($"/channels/{thread}/messages", new { content = "something rude" })).Ok();
        (await guild.Owner.Patch($"/channels/{thread}", new { archived = true })).Ok();
        await house.Restart();
        (await guild.Owner.Put($"/guilds/{guild.Id}/bans/{bob.Id}", new { delete_message_seconds = 3_600 })).Ok();
        (await guild.Owner.Get($"/channels/{thread}/messages")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    private static string Id(JsonElement one) => one.GetProperty("id").GetString()!;
}
