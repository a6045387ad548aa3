using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Messages;

public sealed class EditAndDeleteTests
{
    [Fact]
    public async Task An_author_edits_and_everybody_sees_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var id = await general.Say("before", by: "bob");
        var edited = (await bob.Patch($"/channels/{general.Id}/messages/{id}", new { content = $"after <@{guild.Owner.Id}>" })).Ok();
        edited["edited_timestamp"].ValueKind.ShouldBe(JsonValueKind.String);
        edited["mentions"][0].GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        var seen = await guild.Owner.Gateway.Saw("MESSAGE_UPDATE", message => message.GetProperty("id").GetString() == id);
        seen.GetProperty("content").GetString().ShouldStartWith("after");
        seen.GetProperty("guild_id").GetString().ShouldBe(guild.Id);
        (await bob.Patch($"/channels/{general.Id}/messages/{id}", new { content = "" })).Code.ShouldBe(50006);
    }

    [Fact]
    public async Task Others_only_hide_embeds_and_only_when_they_manage_messages()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var sent = (await bob.Post($"/channels/{general.Id}/messages", new { content = "x", embeds = new[] { new { title = "t" } } })).Ok();
        var path = $"/channels/{general.Id}/messages/{sent.Id}";
        (await guild.Owner.Patch(path, new { content = "mine now" })).Code.ShouldBe(50005);
        var hidden = (await guild.Owner.Patch(path, new { flags = 4 })).Ok();
        hidden["embeds"].GetArrayLength().ShouldBe(0);
        hidden["edited_timestamp"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await guild.Owner.Patch(path, new { flags = 0 })).Ok()["embeds"].GetArrayLength().ShouldBe(1);
        var own = await general.Say("y", by: "ada");
        (await bob.Patch($"/channels/{general.Id}/messages/{own}", new { flags = 4 })).Code.ShouldBe(50005);
    }

    [Fact]
    public async Task Deleting_ones_own_needs_nothing_and_anothers_is_written_down()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var own = await general.Say("mine", by: "bob");
        (await bob.Delete($"/channels/{general.Id}/messages/{own}")).Ok().Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("MESSAGE_DELETE", gone => gone.GetProperty("id").GetString() == own);
        var other = await general.Say("hers", by: "ada");
        (await bob.Delete($"/channels/{general.Id}/messages/{other}")).Code.ShouldBe(50013);
        var third = await general.Say("his", by: "bob");
        (await guild.Owner.Delete($"/channels/{general.Id}/messages/{third}")).Ok();
        var entry = await guild.Owner.Gateway.Saw("GUILD_AUDIT_LOG_ENTRY_CREATE", audit => audit.GetProperty("action_type").GetInt32() == 72);
        entry.GetProperty("target_id").GetString().ShouldBe(bob.Id);
        entry.GetProperty("options").GetProperty("channel_id").GetString().ShouldBe(general.Id);
    }

    [Fact]
    public async Task Many_go_in_one_step_for_those_who_manage_messages()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var path = $"/channels/{general.Id}/messages/bulk-delete";
        string[] ids = [await general.Say("1", by: "bob"), await general.Say("2", by: "ada"), await general.Say("3", by: "bob")];
        (await bob.Post(path, new { messages = ids })).Code.ShouldBe(50013);
        (await guild.Owner.Post(path, new { messages = ids[..1] })).Code.ShouldBe(50016);
        (await guild.Owner.Post(path, new { messages = Enumerable.Range(1, 101).Select(id => $"{id}") })).Code.ShouldBe(50016);
        (await guild.Owner.Post(path, new { messages = (string[])["1", "2"] })).Code.ShouldBe(50034);
        (await guild.Owner.Post(path, new { })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { messages = ids[..2] })).Ok().Status.ShouldBe(204);
        var gone = await bob.Gateway.Saw("MESSAGE_DELETE_BULK");
        gone.GetProperty("ids").EnumerateArray().Select(id => id.GetString()).Order().ShouldBe(ids[..2].Order());
        (await bob.Get($"/channels/{general.Id}/messages/{ids[0]}")).Code.ShouldBe(10008);
        (await bob.Get($"/channels/{general.Id}/messages/{ids[2]}")).Ok();
    }

    [Fact]
    public async Task Typing_is_shown_and_forgotten()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        (await bob.Post($"/channels/{general.Id}/typing")).Ok().Status.ShouldBe(204);
        var seen = await guild.Owner.Gateway.Saw("TYPING_START");
        seen.GetProperty("user_id").GetString().ShouldBe(bob.Id);
        seen.GetProperty("member").GetProperty("user").GetProperty("id").GetString().ShouldBe(bob.Id);
        await general.Deny(bob, Permissions.SendMessages);
        (await bob.Post($"/channels/{general.Id}/typing")).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task Reading_is_told_to_ones_own_sessions_and_survives_a_restart()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var named = await general.Say($"<@{bob.Id}> look", by: "ada");
        (await bob.Post($"/channels/{general.Id}/messages/{named}/ack", new { })).Ok()["token"].ValueKind.ShouldBe(JsonValueKind.Null);
        var ack = await bob.Gateway.Saw("MESSAGE_ACK");
        ack.GetProperty("message_id").GetString().ShouldBe(named);
        ack.GetProperty("mention_count").GetInt32().ShouldBe(0);
        await general.Say($"<@{bob.Id}> again", by: "ada");
        await house.Restart();
        await bob.Connect();
        var ready = await bob.Gateway.Saw("READY");
        var state = ready.GetProperty("read_state").GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == general.Id);
        state.GetProperty("last_message_id").GetString().ShouldBe(named);
        state.GetProperty("mention_count").GetInt32().ShouldBe(1);
        await general.Deny(bob, Permissions.ViewChannel);
        (await bob.Post($"/channels/{general.Id}/messages/{named}/ack", new { })).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task A_mention_where_one_may_not_look_leaves_no_mark()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var hidden = await guild.CreateChannel("hidden");
        await hidden.Deny(bob, Permissions.ViewChannel);
        await hidden.Say($"<@{bob.Id}> must not know", by: "ada");
        await general.Say($"<@{bob.Id}> may know", by: "ada");
        await bob.Gateway.Saw("MESSAGE_CREATE");
        var ready = await (await bob.Connect()).Saw("READY");
        var marked = ready.GetProperty("read_state").GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()).ToArray();
        marked.ShouldContain(general.Id);
        marked.ShouldNotContain(hidden.Id);
    }
}
