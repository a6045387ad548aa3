using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Threads;

public sealed class ForumTests
{
    private const int RequireTag = 1 << 4;
    private const int Pinned = 1 << 1;

    [Fact]
    public async Task A_post_is_a_thread_with_its_first_message_whose_id_it_shares()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var forum = await Forum(guild);
        var loom = forum["available_tags"][1].GetProperty("id").GetString()!;
        var post = (await bob.Post($"/channels/{forum.Id}/threads", new { name = "It hangs", applied_tags = new[] { loom }, message = new { content = "on row four" } })).Ok();
        post.Status.ShouldBe(201);
        post["message"].GetProperty("id").GetString().ShouldBe(post.Id);
        post["message"].GetProperty("channel_id").GetString().ShouldBe(post.Id);
        post["applied_tags"][0].GetString().ShouldBe(loom);
        post["message_count"].GetInt32().ShouldBe(0);
        post["rate_limit_per_user"].GetInt32().ShouldBe(3);
        await guild.Owner.Gateway.Saw("THREAD_CREATE", one => Id(one) == post.Id);
        await guild.Owner.Gateway.Saw("MESSAGE_CREATE", one => Id(one) == post.Id && one.GetProperty("content").GetString() == "on row four");
        (await guild.Owner.Post($"/channels/{post.Id}/messages", new { content = "grease it" })).Ok();
        (await bob.Get($"/channels/{post.Id}")).Ok()["message_count"].GetInt32().ShouldBe(1);
        (await bob.Get($"/channels/{forum.Id}")).Ok()["last_message_id"].GetString().ShouldBe(post.Id);
        (await bob.Post($"/channels/{forum.Id}/messages", new { content = "no" })).Code.ShouldBe(40058);
        (await bob.Post($"/channels/{forum.Id}/threads", new { name = "no words" })).Code.ShouldBe(50035);
        (await bob.Post($"/channels/{forum.Id}/threads", new { name = "empty", message = new { content = "" } })).Code.ShouldBe(50006);
        var wrong = await bob.Post($"/channels/{forum.Id}/threads", new { name = "long", message = new { content = new string('x', 2_001) } });
        wrong["errors"].GetProperty("message").GetProperty("content").GetProperty("_errors").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Tags_are_given_as_the_forum_says()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var forum = await Forum(guild);
        var (solved, loom) = (forum["available_tags"][0].GetProperty("id").GetString()!, forum["available_tags"][1].GetProperty("id").GetString()!);
        (await Post(bob, forum.Id, solved)).Code.ShouldBe(50013);
        (await Post(bob, forum.Id, "77")).Code.ShouldBe(10087);
        (await guild.Owner.Patch($"/channels/{forum.Id}", new { flags = RequireTag })).Ok()["flags"].GetInt32().ShouldBe(RequireTag);
        (await Post(bob, forum.Id)).Code.ShouldBe(40067);
        var post = (await Post(bob, forum.Id, loom)).Ok();
        (await bob.Patch($"/channels/{post.Id}", new { applied_tags = Array.Empty<string>() })).Code.ShouldBe(40067);
        (await guild.Owner.Patch($"/channels/{post.Id}", new { applied_tags = new[] { loom, solved } })).Ok()["applied_tags"].GetArrayLength().ShouldBe(2);
        (await guild.Owner.Patch($"/channels/{forum.Id}", new { available_tags = new object[] { new { id = solved, name = "done", moderated = true } } })).Ok();
        await bob.Gateway.Saw("THREAD_UPDATE", one => Id(one) == post.Id && one.GetProperty("applied_tags").GetArrayLength() == 1);
        (await Post(bob, forum.Id)).Code.ShouldBe(40066);
        (await guild.Owner.Patch($"/channels/{forum.Id}", new { available_tags = new object[] { new { name = "a" }, new { name = "A" } } })).Code.ShouldBe(40061);
        (await guild.Owner.Patch($"/channels/{forum.Id}", new { available_tags = Enumerable.Range(0, 21).Select(i => new { name = $"t{i}" }) })).Code.ShouldBe(30048);
        (await guild.Owner.Patch($"/channels/{forum.Id}", new { available_tags = new object[] { new { id = "5", name = "lost" } } })).Code.ShouldBe(10087);
        (await guild.Owner.Patch($"/channels/{forum.Id}", new { available_tags = new object[] { new { name = new string('x', 21) } } })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task One_post_is_pinned_at_a_time_and_posts_are_found_by_words_and_tags()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var forum = await Forum(guild);
        var loom = forum["available_tags"][1].GetProperty("id").GetString()!;
        var first = (await Post(guild.Owner, forum.Id, loom)).Ok().Id;
        var second = (await Post(bob, forum.Id)).Ok().Id;
        (await bob.Patch($"/channels/{second}", new { flags = Pinned })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/channels/{first}", new { flags = Pinned })).Ok()["flags"].GetInt32().ShouldBe(Pinned);
        (await guild.Owner.Patch($"/channels/{second}", new { flags = Pinned })).Code.ShouldBe(30047);
        (await guild.Owner.Patch($"/channels/{second}", new { name = "Spinning wheels", archived = true })).Ok();
        (await bob.Get($"/channels/{forum.Id}/threads/search?tag={loom}")).Ok()["threads"].EnumerateArray().Select(Id).ShouldBe([first]);
        var found = (await bob.Get($"/channels/{forum.Id}/threads/search?name=WHEELS%20spin&archived=true")).Ok();
        found["threads"].EnumerateArray().Select(Id).ShouldBe([second]);
        found["total_results"].GetInt32().ShouldBe(1);
        found["first_messages"][0].GetProperty("content").GetString().ShouldBe("hello");
        found["members"][0].GetProperty("user_id").GetString().ShouldBe(bob.Id);
        var all = (await bob.Get($"/channels/{forum.Id}/threads/search?sort_by=creation_time&sort_order=asc&limit=1")).Ok();
        all["threads"].EnumerateArray().Select(Id).ShouldBe([first]);
        all["has_more"].GetBoolean().ShouldBeTrue();
        (await bob.Get($"/channels/{forum.Id}/threads/search?sort_by=luck")).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task Each_kind_of_channel_has_settings_of_its_own()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var voice = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "The Hearth", type = 2, bitrate = 64_000, user_limit = 9 })).Ok();
        voice["name"].GetString().ShouldBe("The Hearth");
        voice["rtc_region"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await guild.Owner.Patch($"/channels/{voice.Id}", new { user_limit = 100 })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"/channels/{voice.Id}", new { bitrate = 500_000 })).Code.ShouldBe(30052);
        (await guild.Owner.Patch($"/channels/{voice.Id}", new { rtc_region = "atlantis" })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"/channels/{voice.Id}", new { type = 0 })).Code.ShouldBe(50024);
        (await bob.Put($"/channels/{voice.Id}/voice-status", new { status = "chess" })).Code.ShouldBe(50013);
        (await guild.Owner.Put($"/channels/{voice.Id}/voice-status", new { status = "chess" })).Status.ShouldBe(204);
        (await bob.Gateway.Saw("VOICE_CHANNEL_STATUS_UPDATE")).GetProperty("status").GetString().ShouldBe("chess");
        (await guild.Owner.Put($"/channels/{voice.Id}/voice-status", new { status = (string?)null })).Status.ShouldBe(204);
        (await guild.Owner.Put($"/channels/{general.Id}/voice-status", new { status = "no" })).Code.ShouldBe(50024);
        (await guild.Owner.Patch($"/channels/{general.Id}", new { type = 5, topic = "news" })).Ok()["type"].GetInt32().ShouldBe(5);
        var stage = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Podium", type = 13, user_limit = 10_000 })).Ok();
        (await guild.Owner.Patch($"/channels/{stage.Id}", new { bitrate = 96_000 })).Code.ShouldBe(30052);
        var media = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "pictures", type = 16, topic = new string('x', 4_096) })).Ok();
        (await guild.Owner.Patch($"/channels/{media.Id}", new { flags = 1 << 15 })).Ok()["flags"].GetInt32().ShouldBe(1 << 15);
        (await guild.Owner.Patch($"/channels/{general.Id}", new { topic = new string('x', 1_025) })).Code.ShouldBe(50035);
    }

    private static async Task<Answer> Forum(TestGuild guild) => (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new
    {
        name = "questions",
        type = 15,
        available_tags = new object[] { new { name = "solved", moderated = true }, new { name = "loom", emoji_name = "🧵" } },
        default_thread_rate_limit_per_user = 3,
    })).Ok();

    private static Task<Answer> Post(TestUser by, string forum, params string[] tags) =>
        by.Post($"/channels/{forum}/threads", new { name = "a post", applied_tags = tags, message = new { content = "hello" } });

    private static string Id(JsonElement one) => one.GetProperty("id").GetString()!;
}
