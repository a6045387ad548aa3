using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.PrivateChannels;

public sealed class DirectMessageTests
{
    [Fact]
    public async Task A_direct_message_opens_for_the_other_with_its_first_message()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var ada = guild.Owner;
        var dm = await Open(ada, bob);
        dm["type"].GetInt32().ShouldBe(1);
        dm["recipients"].EnumerateArray().Select(user => user.GetProperty("id").GetString()).ShouldBe([bob.Id]);
        dm.Json.TryGetProperty("name", out _).ShouldBeFalse();
        (await ada.Gateway.Saw("CHANNEL_CREATE", Is(dm.Id))).GetProperty("type").GetInt32().ShouldBe(1);
        (await bob.Get("/users/@me/channels")).Ok().Json.GetArrayLength().ShouldBe(0);

        var sent = await Say(ada, dm.Id, "hello bob");
        var opened = await bob.Gateway.Saw("CHANNEL_CREATE", Is(dm.Id));
        opened.GetProperty("recipients")[0].GetProperty("id").GetString().ShouldBe(ada.Id);
        var seen = await bob.Gateway.Saw("MESSAGE_CREATE", Is(sent));
        seen.GetProperty("content").GetString().ShouldBe("hello bob");
        seen.GetProperty("channel_type").GetInt32().ShouldBe(1);
        seen.TryGetProperty("guild_id", out _).ShouldBeFalse();
        seen.TryGetProperty("member", out _).ShouldBeFalse();
        await ada.Gateway.Saw("MESSAGE_CREATE", Is(sent));
        var names = bob.Gateway.Seen.Select(payload => payload.Name).ToList();
        names.IndexOf("CHANNEL_CREATE").ShouldBeLessThan(names.IndexOf("MESSAGE_CREATE"));
        (await bob.Get("/users/@me/channels")).Ok().Json[0].GetProperty("last_message_id").GetString().ShouldBe(sent);
    }

    [Fact]
    public async Task Two_users_have_one_direct_message_whoever_opens_it_and_after_a_restart()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? Open(guild.Owner, bob) : Open(bob, guild.Owner)));
        opened.Select(dm => dm.Id).Distinct().Count().ShouldBe(1);
        await Say(bob, opened[0].Id, "still here?");
        await house.Restart();
        (await Open(guild.Owner, bob)).Id.ShouldBe(opened[0].Id);
        (await guild.Owner.Get($"/users/@me/dms/{bob.Id}")).Ok().Id.ShouldBe(opened[0].Id);
        (await guild.Owner.Get($"/channels/{opened[0].Id}/messages")).Ok().Json[0].GetProperty("content").GetString().ShouldBe("still here?");
    }

    [Fact]
    public async Task Everything_of_messages_works_in_a_direct_message()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var ada = guild.Owner;
        var dm = await Open(ada, bob);
        var path = $"/channels/{dm.Id}";
        var first = await Say(ada, dm.Id, "first");
        var reply = (await bob.Post($"{path}/messages", new { content = "second", message_reference = new { message_id = first } })).Ok();
        reply["message_reference"].TryGetProperty("guild_id", out _).ShouldBeFalse();
        (await ada.Patch($"{path}/messages/{first}", new { content = "first!" })).Ok();
        await bob.Gateway.Saw("MESSAGE_UPDATE", update => update.GetProperty("content").GetString() == "first!");
        (await bob.Put($"{path}/messages/{first}/reactions/%F0%9F%91%8D/@me")).Ok();
        var reaction = await ada.Gateway.Saw("MESSAGE_REACTION_ADD");
        reaction.TryGetProperty("member", out _).ShouldBeFalse();
        reaction.TryGetProperty("guild_id", out _).ShouldBeFalse();
        (await bob.Delete($"{path}/messages/{first}/reactions/%F0%9F%91%8D/@me")).Ok();
        await ada.Gateway.Saw("MESSAGE_REACTION_REMOVE");
        (await bob.Post($"{path}/typing")).Ok();
        (await ada.Gateway.Saw("TYPING_START")).TryGetProperty("member", out _).ShouldBeFalse();
        (await bob.Put($"{path}/pins/{first}")).Ok();
        await ada.Gateway.Saw("CHANNEL_PINS_UPDATE", Of(dm.Id));
        (await ada.Get(path)).Ok()["last_pin_timestamp"].GetString().ShouldNotBeNull();
        await ada.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 6);
        (await ada.Get($"{path}/pins")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await ada.Delete($"{path}/pins/{first}")).Ok();
        (await ada.Delete($"{path}/messages/{first}")).Ok();
        await bob.Gateway.Saw("MESSAGE_DELETE", Is(first));
        (await ada.Get($"{path}/messages")).Ok().Json.GetArrayLength().ShouldBe(2);
        var foreign = await ada.Delete($"{path}/messages/{reply.Id}");
        (foreign.Status, foreign.Code).ShouldBe((403, 50003));
    }

    [Fact]
    public async Task A_stranger_to_the_channel_reads_nothing_and_the_channel_is_no_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var eve = await guild.Join("eve");
        var dm = await Open(guild.Owner, bob);
        await Say(guild.Owner, dm.Id, "between us");
        foreach (var path in new[] { $"/channels/{dm.Id}", $"/channels/{dm.Id}/messages" })
        {
            var refused = await eve.Get(path);
            (refused.Status, refused.Code).ShouldBe((403, 50001));
        }

        var written = await eve.Post($"/channels/{dm.Id}/messages", new { content = "me too" });
        (written.Status, written.Code).ShouldBe((403, 50001));
        await eve.Gateway.SawNo("MESSAGE_CREATE", Of(dm.Id));
        await eve.Gateway.SawNo("CHANNEL_CREATE", Is(dm.Id));
        foreach (var path in new[] { "", "/channels", "/members/" + bob.Id, "/roles", "/audit-logs" })
        {
            var noGuild = await guild.Owner.Get($"/guilds/{dm.Id}{path}");
            (noGuild.Status, noGuild.Code).ShouldBe((404, 10004), path);
        }

        (await guild.Owner.Delete($"/guilds/{dm.Id}")).Code.ShouldBe(10004);
        var invite = await guild.Owner.Post($"/channels/{dm.Id}/invites", new { });
        (invite.Status, invite.Code).ShouldBe((403, 50003));
        (await guild.Owner.Put($"/channels/{dm.Id}/permissions/{bob.Id}", new { type = 1, allow = "0", deny = "2048" })).Code.ShouldBe(50003);
        (await guild.Owner.Patch($"/channels/{dm.Id}", new { name = "ours" })).Code.ShouldBe(50003);
        var bulk = await guild.Owner.Post($"/channels/{dm.Id}/messages/bulk-delete", new { messages = new[] { "1", "2" } });
        bulk.Code.ShouldBe(50003);
    }

    [Fact]
    public async Task Those_who_share_no_guild_cannot_write_to_each_other()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var dm = await Open(guild.Owner, bob);
        await Say(guild.Owner, dm.Id, "while you are here");
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}")).Ok();
        var refused = await bob.Post($"/channels/{dm.Id}/messages", new { content = "why" });
        (refused.Status, refused.Code).ShouldBe((403, 50278));
        (await bob.Get($"/channels/{dm.Id}/messages")).Ok().Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Wrong_recipients_are_refused()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        foreach (var recipient in new[] { ada.Id, "123456789" })
        {
            var refused = await ada.Post("/users/@me/channels", new { recipient_id = recipient });
            (refused.Status, refused.Code).ShouldBe((400, 50033), recipient);
        }

        (await ada.Post("/users/@me/channels", new { recipient_id = "bob" })).Code.ShouldBe(50035);
        (await ada.Post("/users/@me/channels", new { })).Code.ShouldBe(50035);
        (await ada.Get("/users/@me/dms/123456789")).Code.ShouldBe(10003);
    }

    [Fact]
    public async Task A_closed_direct_message_opens_again_with_the_next_message()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var dm = await Open(guild.Owner, bob);
        await Say(guild.Owner, dm.Id, "one");
        await bob.Gateway.Saw("CHANNEL_CREATE", Is(dm.Id));
        (await bob.Delete($"/channels/{dm.Id}")).Ok().Id.ShouldBe(dm.Id);
        await bob.Gateway.Saw("CHANNEL_DELETE", Is(dm.Id));
        await guild.Owner.Gateway.SawNo("CHANNEL_DELETE", Is(dm.Id));
        (await bob.Get("/users/@me/channels")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await guild.Owner.Get("/users/@me/channels")).Ok().Json.GetArrayLength().ShouldBe(1);
        await bob.Connect();
        (await bob.Gateway.Saw("READY")).GetProperty("private_channels").GetArrayLength().ShouldBe(0);
        var again = await Say(guild.Owner, dm.Id, "two");
        await bob.Gateway.Saw("CHANNEL_CREATE", Is(dm.Id));
        await bob.Connect();
        var shown = (await bob.Gateway.Saw("READY")).GetProperty("private_channels")[0];
        shown.GetProperty("id").GetString().ShouldBe(dm.Id);
        shown.GetProperty("last_message_id").GetString().ShouldBe(again);
    }

    [Fact]
    public async Task A_new_name_is_shown_by_the_next_message()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var dm = await Open(guild.Owner, bob);
        await Say(guild.Owner, dm.Id, "before");
        (await guild.Owner.Patch("/users/@me", new { global_name = "Ada L." })).Ok();
        var after = await Say(guild.Owner, dm.Id, "after");
        var seen = await bob.Gateway.Saw("MESSAGE_CREATE", Is(after));
        seen.GetProperty("author").GetProperty("global_name").GetString().ShouldBe("Ada L.");
    }

    [Fact]
    public async Task A_bot_hears_what_its_direct_message_intents_say_with_all_content_and_nothing_of_the_channel_itself()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var ada = guild.Owner;
        var bot = await house.CreateBot(ada, "marvin");
        (await ada.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, authorize = true, permissions = "0" })).Ok();
        const int directMessages = 1 << 12, directTyping = 1 << 14;
        await bot.Connect(intents: directMessages);
        (await bot.Gateway.Saw("READY")).GetProperty("private_channels").GetArrayLength().ShouldBe(0);
        var dm = await Open(bot, ada);
        (await ada.Post($"/channels/{dm.Id}/typing")).Ok();
        var sent = await Say(ada, dm.Id, "do you read this?");
        (await bot.Gateway.Saw("MESSAGE_CREATE", Is(sent))).GetProperty("content").GetString().ShouldBe("do you read this?");
        bot.Gateway.Seen.ShouldNotContain(payload => payload.Name == "TYPING_START" || payload.Name == "CHANNEL_CREATE");

        await bot.Connect(intents: directTyping);
        await Say(ada, dm.Id, "and this?");
        (await ada.Post($"/channels/{dm.Id}/typing")).Ok();
        await bot.Gateway.Saw("TYPING_START");
        bot.Gateway.Seen.ShouldNotContain(payload => payload.Name == "MESSAGE_CREATE");
        (await bot.Get("/users/@me/channels")).Code.ShouldBe(20001);
    }

    private static Task<Answer> Open(TestUser by, TestUser with) => Opened(by.Post("/users/@me/channels", new { recipient_id = with.Id }));

    private static async Task<Answer> Opened(Task<Answer> answer) => (await answer).Ok();

    private static async Task<string> Say(TestUser by, string channel, string content) =>
        (await by.Post($"/channels/{channel}/messages", new { content })).Ok().Id;

    private static Func<JsonElement, bool> Is(string id) => body => body.GetProperty("id").GetString() == id;

    private static Func<JsonElement, bool> Of(string channel) => body => body.GetProperty("channel_id").GetString() == channel;
}
