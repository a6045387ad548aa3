using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Reactions;

public sealed class ReactionTests
{
    private const string ThumbsUp = "%F0%9F%91%8D";

    [Fact]
    public async Task A_reaction_is_seen_counted_and_taken_back()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var path = $"/channels/{general.Id}/messages/{await general.Say("like me", by: "ada")}";
        (await bob.Put($"{path}/reactions/{ThumbsUp}/@me")).Ok().Status.ShouldBe(204);
        (await bob.Put($"{path}/reactions/{ThumbsUp}/@me")).Ok();
        (await guild.Owner.Put($"{path}/reactions/{ThumbsUp}/@me")).Ok();
        var added = await guild.Owner.Gateway.Saw("MESSAGE_REACTION_ADD");
        added.GetProperty("user_id").GetString().ShouldBe(bob.Id);
        added.GetProperty("message_author_id").GetString().ShouldBe(guild.Owner.Id);
        added.GetProperty("emoji").GetProperty("id").ValueKind.ShouldBe(JsonValueKind.Null);
        var shown = (await bob.Get(path)).Ok()["reactions"][0];
        shown.GetProperty("count").GetInt32().ShouldBe(2);
        shown.GetProperty("me").GetBoolean().ShouldBeTrue();
        (await bob.Get($"{path}/reactions/{ThumbsUp}")).Ok().Json.GetArrayLength().ShouldBe(2);
        (await bob.Get($"{path}/reactions/{ThumbsUp}?limit=1&after={guild.Owner.Id}")).Ok().Json[0].GetProperty("id").GetString().ShouldBe(bob.Id);
        (await bob.Delete($"{path}/reactions/{ThumbsUp}/@me")).Ok();
        await guild.Owner.Gateway.Saw("MESSAGE_REACTION_REMOVE", gone => gone.GetProperty("user_id").GetString() == bob.Id);
        guild.Owner.Gateway.Seen.Count(seen => seen.Name == "MESSAGE_REACTION_ADD").ShouldBe(2);
    }

    [Fact]
    public async Task A_new_emoji_needs_a_permission_and_joining_one_does_not()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await general.Deny(bob, Permissions.AddReactions);
        var path = $"/channels/{general.Id}/messages/{await general.Say("like me", by: "ada")}";
        (await bob.Put($"{path}/reactions/{ThumbsUp}/@me")).Code.ShouldBe(50013);
        (await guild.Owner.Put($"{path}/reactions/{ThumbsUp}/@me")).Ok();
        (await bob.Put($"{path}/reactions/{ThumbsUp}/@me")).Ok();
        await general.Deny(bob, Permissions.ReadMessageHistory);
        (await bob.Put($"{path}/reactions/{ThumbsUp}/@me")).Code.ShouldBe(50013);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("word")]
    [InlineData("nothing:1")]
    [InlineData("%F0%9F%91%8D%F0%9F%91%8D")]
    [InlineData("7")]
    public async Task What_is_no_emoji_is_unknown(string emoji)
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var path = $"/channels/{general.Id}/messages/{await general.Say("like me", by: "ada")}";
        var refused = await guild.Owner.Put($"{path}/reactions/{emoji}/@me");
        (refused.Status, refused.Code).ShouldBe((400, 10014));
        (await guild.Owner.Put($"/channels/{general.Id}/messages/1/reactions/{ThumbsUp}/@me")).Code.ShouldBe(10008);
    }

    [Fact]
    public async Task Twenty_different_emojis_are_enough()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var path = $"/channels/{general.Id}/messages/{await general.Say("like me", by: "ada")}";
        for (var i = 0; i < 20; i++) (await guild.Owner.Put($"{path}/reactions/{Uri.EscapeDataString(char.ConvertFromUtf32(0x1F600 + i))}/@me")).Ok();
        var refused = await guild.Owner.Put($"{path}/reactions/{ThumbsUp}/@me");
        (refused.Status, refused.Code).ShouldBe((400, 30010));
        var shown = (await guild.Owner.Get(path)).Ok()["reactions"];
        shown.EnumerateArray().Select(one => one.GetProperty("emoji").GetProperty("name").GetString())
            .ShouldBe(Enumerable.Range(0x1F600, 20).Select(char.ConvertFromUtf32));
    }

    [Fact]
    public async Task Those_who_manage_messages_clear_others_reactions()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var path = $"/channels/{general.Id}/messages/{await general.Say("like me", by: "bob")}";
        (await bob.Put($"{path}/reactions/{ThumbsUp}/@me")).Ok();
        (await guild.Owner.Put($"{path}/reactions/{ThumbsUp}/@me")).Ok();
        (await bob.Delete($"{path}/reactions/{ThumbsUp}/{guild.Owner.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"{path}/reactions/{ThumbsUp}/{bob.Id}")).Ok();
        (await bob.Get(path)).Ok()["reactions"][0].GetProperty("count").GetInt32().ShouldBe(1);
        (await bob.Delete($"{path}/reactions/{ThumbsUp}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"{path}/reactions/{ThumbsUp}")).Ok();
        await bob.Gateway.Saw("MESSAGE_REACTION_REMOVE_EMOJI");
        (await bob.Put($"{path}/reactions/{ThumbsUp}/@me")).Ok();
        (await guild.Owner.Delete($"{path}/reactions")).Ok();
        await bob.Gateway.Saw("MESSAGE_REACTION_REMOVE_ALL");
        (await bob.Get(path)).Ok().Json.TryGetProperty("reactions", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Burst_reactions_are_refused_and_foreign_emojis_need_the_permission()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var (other, _) = await house.CreateGuild(owner: "bob");
        const string pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        var emoji = (await bob.Post($"/guilds/{other.Id}/emojis", new { name = "foreign", image = pixel })).Ok();
        var said = await general.Say("react", by: "ada");
        var path = $"/channels/{general.Id}/messages/{said}/reactions";
        (await bob.Put($"{path}/%F0%9F%91%8D/@me?type=1")).Code.ShouldBe(90002);
        await general.Deny(bob, Permissions.UseExternalEmojis);
        (await bob.Put($"{path}/foreign:{emoji.Id}/@me")).Code.ShouldBe(10014);
        (await guild.Owner.Put($"{path}/foreign:{emoji.Id}/@me")).Status.ShouldBe(204);
        (await bob.Put($"{path}/foreign:{emoji.Id}/@me")).Status.ShouldBe(204);
    }
}
