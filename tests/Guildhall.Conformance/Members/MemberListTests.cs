using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Members;

public sealed class MemberListTests
{
    [Fact]
    public async Task Whoever_opens_a_list_gets_its_first_rows_by_group()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await bob.Gateway.Send(14, Look(guild, general));
        var list = await bob.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE");
        list.GetProperty("guild_id").GetString().ShouldBe(guild.Id);
        list.GetProperty("id").GetString().ShouldBe("everyone");
        (list.GetProperty("member_count").GetInt32(), list.GetProperty("online_count").GetInt32()).ShouldBe((2, 2));
        list.GetProperty("groups").ToString().ShouldBe("""[{"id":"online","count":2}]""");
        var sync = list.GetProperty("ops").EnumerateArray().ShouldHaveSingleItem();
        (sync.GetProperty("op").GetString(), sync.GetProperty("range").ToString()).ShouldBe(("SYNC", "[0,99]"));
        sync.GetProperty("items").EnumerateArray().Select(Name).ShouldBe(["online", guild.Owner.Id, bob.Id]);
        sync.GetProperty("items")[1].GetProperty("member").GetProperty("presence").GetProperty("status").GetString().ShouldBe("online");
    }

    [Fact]
    public async Task Whoever_looks_sees_a_member_come_go_rise_and_be_renamed()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await guild.Owner.Gateway.Send(37, new { subscriptions = new Dictionary<string, object> { [guild.Id] = Look(guild, general) } });
        await Shows(guild.Owner, rows => rows.SequenceEqual(["online", guild.Owner.Id, bob.Id]));
        var captains = (await guild.Owner.Post($"/guilds/{guild.Id}/roles", new { name = "captains", hoist = true })).Ok().Id;
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{captains}", new { })).Ok();
        await Shows(guild.Owner, rows => rows.SequenceEqual([captains, bob.Id, "online", guild.Owner.Id]));
        var cy = await guild.Join("cy");
        await Shows(guild.Owner, rows => rows.SequenceEqual([captains, bob.Id, "online", guild.Owner.Id, cy.Id]));
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{cy.Id}", new { nick = "Aaron" })).Ok();
        await Shows(guild.Owner, rows => rows.SequenceEqual([captains, bob.Id, "online", cy.Id, guild.Owner.Id]));
        await bob.Gateway.Leave();
        await Shows(guild.Owner, rows => rows.SequenceEqual(["online", cy.Id, guild.Owner.Id, "offline", bob.Id]));
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}")).Ok();
        await Shows(guild.Owner, rows => rows.SequenceEqual(["online", cy.Id, guild.Owner.Id]));
    }

    [Fact]
    public async Task A_closed_channel_lists_those_who_may_see_it_under_a_name_of_its_own()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var cy = await guild.Join("cy");
        await general.Deny(bob, Permissions.ViewChannel);
        await cy.Gateway.Send(14, Look(guild, general));
        var list = await cy.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE");
        list.GetProperty("id").GetString()!.ShouldAllBe(letter => char.IsAsciiDigit(letter));
        list.GetProperty("ops")[0].GetProperty("items").EnumerateArray().Select(Name).ShouldBe(["online", guild.Owner.Id, cy.Id]);
    }

    [Fact]
    public async Task A_channel_that_one_may_not_see_shows_no_list_and_one_that_is_lost_shows_no_more()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        await eve.Gateway.Send(14, Look(guild, general));
        await bob.Gateway.Send(14, Look(guild, general));
        await bob.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE");
        await general.Deny(bob, Permissions.ViewChannel);
        await bob.Gateway.Saw("CHANNEL_DELETE");
        var before = Count(bob);
        await guild.Owner.Gateway.Send(14, Look(guild, general));
        await guild.Join("cy");
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE", list => list.GetProperty("member_count").GetInt32() == 3);
        await bob.Gateway.Send(14, Look(guild, general));
        await bob.Gateway.Settle();
        Count(bob).ShouldBe(before);
        await eve.Gateway.SawNo("GUILD_MEMBER_LIST_UPDATE");
    }

    [Fact]
    public async Task A_session_that_has_closed_its_list_hears_no_more_of_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        foreach (var who in (TestUser[])[bob, guild.Owner]) await who.Gateway.Send(14, Look(guild, general));
        await bob.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE");
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE");
        await bob.Gateway.Send(14, new { guild_id = guild.Id, channels = new { } });
        await bob.Gateway.Settle();
        var before = Count(bob);
        await guild.Join("cy");
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE", list => list.GetProperty("member_count").GetInt32() == 3);
        await bob.Gateway.Settle();
        Count(bob).ShouldBe(before);
    }

    [Fact]
    public async Task A_bot_has_intents_and_no_lists()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        (await Applications.AddBotTests.Add(guild.Owner, bot, guild, Permissions.None)).Ok();
        await bot.Connect((int)Intents.Guilds);
        await bot.Gateway.Send(14, Look(guild, general));
        await bot.Gateway.SawNo("GUILD_MEMBER_LIST_UPDATE");
    }

    [Fact]
    public async Task Ranges_that_are_left_are_said_to_be_so()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        await guild.Owner.Gateway.Send(14, new { guild_id = guild.Id, channels = new Dictionary<string, int[][]> { [general.Id] = [[0, 99], [100, 199]] } });
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE", list => list.GetProperty("ops").GetArrayLength() == 2);
        await guild.Owner.Gateway.Send(14, Look(guild, general));
        var list = await guild.Owner.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE", seen => seen.GetProperty("ops")[0].GetProperty("op").GetString() == "INVALIDATE");
        list.GetProperty("ops")[0].GetProperty("range").ToString().ShouldBe("[100,199]");
    }

    private static object Look(TestGuild guild, TestChannel channel) => new
    {
        guild_id = guild.Id,
        typing = true,
        activities = true,
        threads = true,
        channels = new Dictionary<string, int[][]> { [channel.Id] = [[0, 99]] },
    };

    private static int Count(TestUser user) => user.Gateway.Seen.Count(seen => seen.Name == "GUILD_MEMBER_LIST_UPDATE");

    // Waits until what the updates so far add up to is what is expected.
    private static async Task Shows(TestUser user, Func<IReadOnlyList<string>, bool> fits)
    {
        await user.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE", _ =>
        {
            List<string> rows = [];
            foreach (var update in user.Gateway.Seen.Where(seen => seen.Name == "GUILD_MEMBER_LIST_UPDATE")) Apply(rows, update.Body);
            return fits(rows);
        });
    }

    private static void Apply(List<string> rows, JsonElement update)
    {
        foreach (var op in update.GetProperty("ops").EnumerateArray())
        {
            switch (op.GetProperty("op").GetString())
            {
                case "SYNC":
                    rows.RemoveRange(0, rows.Count);
                    rows.AddRange(op.GetProperty("items").EnumerateArray().Select(Name));
                    break;
                case "INSERT":
                    rows.Insert(op.GetProperty("index").GetInt32(), Name(op.GetProperty("item")));
                    break;
                case "DELETE":
                    rows.RemoveAt(op.GetProperty("index").GetInt32());
                    break;
                case "UPDATE":
                    rows[op.GetProperty("index").GetInt32()] = Name(op.GetProperty("item"));
                    break;
            }
        }
    }

    private static string Name(JsonElement item) =>
        item.TryGetProperty("group", out var group)
            ? group.GetProperty("id").GetString()!
            : item.GetProperty("member").GetProperty("user").GetProperty("id").GetString()!;
}
