using Guildhall.Testing;

namespace Guildhall.Conformance.Search;

public sealed class SearchThreadTests
{
    private const int Forum = 15;
    private const int PublicThread = 11;
    private const int PrivateThread = 12;

    [Fact]
    public async Task Threads_are_found_by_the_readers_of_their_channel_and_private_ones_by_their_members_and_managers()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var (bob, cyd) = (await guild.Join("bob"), await guild.Join("cyd"));
        var open = (await bob.Post($"/channels/{general.Id}/threads", new { name = "open", type = PublicThread })).Ok().Id;
        var closed = (await bob.Post($"/channels/{general.Id}/threads", new { name = "closed", type = PrivateThread })).Ok().Id;
        var said = (await bob.Post($"/channels/{open}/messages", new { content = "loom in the open" })).Ok().Id;
        var whispered = (await bob.Post($"/channels/{closed}/messages", new { content = "loom in secret" })).Ok().Id;
        await general.Indexed();

        (await cyd.Search(guild, "content=loom")).ShouldBe([said]);
        (await bob.Search(guild, "content=loom")).ShouldBe([whispered, said]);
        (await guild.Owner.Search(guild, "content=loom")).ShouldBe([whispered, said], "the owner manages threads");
        (await cyd.Search(guild, $"content=loom&channel_id={closed}")).ShouldBeEmpty();
        (await bob.Search(guild, $"content=loom&channel_id={closed}")).ShouldBe([whispered]);
        (await bob.Search(guild, $"content=loom&channel_id={general.Id}")).ShouldBeEmpty();
        (await cyd.Get($"/channels/{closed}/messages/search?content=loom")).Code.ShouldBe(50001);
        Searching.Hits((await bob.Get($"/channels/{closed}/messages/search?content=loom")).Ok()).ShouldBe([whispered]);
        Searching.Hits((await cyd.Get($"/channels/{open}/messages/search?content=loom")).Ok()).ShouldBe([said]);

        var found = (await cyd.Get($"/guilds/{guild.Id}/messages/search?content=loom")).Ok();
        found["threads"].EnumerateArray().Select(thread => thread.GetProperty("id").GetString()).ShouldBe([open]);
        found["members"].GetArrayLength().ShouldBe(0);
        found = (await bob.Get($"/guilds/{guild.Id}/messages/search?content=loom")).Ok();
        found["members"].EnumerateArray().Select(member => member.GetProperty("user_id").GetString()).ShouldBe([bob.Id, bob.Id]);

        (await guild.Owner.Delete($"/channels/{closed}/thread-members/{bob.Id}")).Ok();
        (await bob.Search(guild, "content=loom")).ShouldBe([said], "who was taken out of a private thread finds nothing of it");
        await general.Deny(cyd, Permissions.ViewChannel);
        (await cyd.Search(guild, "content=loom")).ShouldBeEmpty();
        (await guild.Owner.Delete($"/channels/{open}")).Ok();
        (await bob.Search(guild, "content=loom")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Archived_threads_and_posts_of_a_forum_are_found()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var forum = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "questions", type = Forum })).Ok().Id;
        var post = (await bob.Post($"/channels/{forum}/threads", new { name = "How?", message = new { content = "how does a loom work" } })).Ok().Id;
        (await bob.Patch($"/channels/{post}", new { archived = true })).Ok();
        await general.Indexed();
        await house.Restart();
        await general.Indexed();
        var found = (await bob.Get($"/guilds/{guild.Id}/messages/search?content=loom")).Ok();
        found["messages"][0][0].GetProperty("channel_id").GetString().ShouldBe(post);
        found["threads"][0].GetProperty("thread_metadata").GetProperty("archived").GetBoolean().ShouldBeTrue();
        found["members"][0].GetProperty("id").GetString().ShouldBe(post);
        Searching.Hits((await bob.Get($"/channels/{forum}/messages/search?content=loom")).Ok()).Count.ShouldBe(1);
        Searching.Hits((await bob.Get($"/channels/{post}/messages/search?content=loom")).Ok()).Count.ShouldBe(1);
        (await bob.Search(guild, "content=loom&author_id=" + guild.Owner.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Direct_messages_are_found_by_those_who_write_them_and_by_nobody_else()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var (bob, cyd) = (await guild.Join("bob"), await guild.Join("cyd"));
        var channel = (await bob.Post("/users/@me/channels", new { recipient_id = guild.Owner.Id })).Ok().Id;
        var said = (await bob.Post($"/channels/{channel}/messages", new { content = "between us" })).Ok().Id;
        await general.Indexed();
        Searching.Hits((await bob.Get($"/channels/{channel}/messages/search?content=between")).Ok()).ShouldBe([said]);
        Searching.Hits((await guild.Owner.Get($"/channels/{channel}/messages/search?content=us")).Ok()).ShouldBe([said]);
        (await cyd.Get($"/channels/{channel}/messages/search?content=us")).Status.ShouldBeOneOf(403, 404);
        (await guild.Owner.Search(guild, "content=between")).ShouldBeEmpty();
    }
}
