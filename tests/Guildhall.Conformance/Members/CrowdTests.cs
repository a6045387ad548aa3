using Guildhall.Community;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.Members;

public sealed class CrowdTests
{
    [Fact]
    public async Task In_a_crowd_a_presence_is_told_to_those_who_look_and_to_the_member_itself()
    {
        await using var house = await TestHouse.Start();
        house.Services.GetRequiredService<CommunityActors>().Crowd.Sessions = 1;
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var (bob, cy, dan) = (await guild.Join("bob"), await guild.Join("cy"), await guild.Join("dan"));
        await cy.Gateway.Send(14, new { guild_id = guild.Id, members = new[] { bob.Id } });
        await guild.Owner.Gateway.Send(14, new { guild_id = guild.Id, channels = new Dictionary<string, int[][]> { [general.Id] = [[0, 99]] } });
        await cy.Gateway.Settle();
        await bob.Gateway.Send(3, new { status = "dnd", since = (long?)null, activities = Array.Empty<object>(), afk = false });
        await cy.Gateway.Saw("PRESENCE_UPDATE", seen => seen.GetProperty("status").GetString() == "dnd");
        await bob.Gateway.Saw("PRESENCE_UPDATE", seen => seen.GetProperty("status").GetString() == "dnd");
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_LIST_UPDATE", seen => seen.ToString().Contains("\"dnd\"", StringComparison.Ordinal));
        await dan.Gateway.SawNo("PRESENCE_UPDATE", seen => seen.GetProperty("status").GetString() == "dnd");
        await guild.Owner.Gateway.SawNo("PRESENCE_UPDATE", seen => seen.GetProperty("status").GetString() == "dnd");
    }

    [Fact]
    public async Task In_a_crowd_a_changed_member_is_told_to_those_who_look_and_to_itself()
    {
        await using var house = await TestHouse.Start();
        house.Services.GetRequiredService<CommunityActors>().Crowd.Sessions = 1;
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var (bob, cy, dan) = (await guild.Join("bob"), await guild.Join("cy"), await guild.Join("dan"));
        await cy.Gateway.Send(37, new { subscriptions = new Dictionary<string, object> { [guild.Id] = new { member_updates = true } } });
        await cy.Gateway.Settle();
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { nick = "Bobby" })).Ok();
        await bob.Gateway.Saw("GUILD_MEMBER_UPDATE");
        await cy.Gateway.Saw("GUILD_MEMBER_UPDATE");
        await dan.Gateway.SawNo("GUILD_MEMBER_UPDATE");
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}")).Ok();
        await cy.Gateway.Saw("GUILD_MEMBER_REMOVE");
        await bob.Gateway.Saw("GUILD_DELETE");
        bob.Gateway.Seen.ShouldNotContain(seen => seen.Name == "GUILD_MEMBER_REMOVE");
        await dan.Gateway.SawNo("GUILD_MEMBER_REMOVE");
    }

    [Fact]
    public async Task Those_who_joined_last_are_found_by_who_manages_members_page_by_page()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var (bob, cy) = (await guild.Join("bob"), await guild.Join("cy"));
        await guild.Owner.Gateway.Send(35, new { guild_id = guild.Id, query = "", nonce = "all" });
        (await Chunk(guild.Owner, "all")).ShouldBe([cy.Id, bob.Id, guild.Owner.Id]);
        await guild.Owner.Gateway.Send(35, new { guild_id = guild.Id, query = "", continuation_token = cy.Id, nonce = "next" });
        (await Chunk(guild.Owner, "next")).ShouldBe([bob.Id, guild.Owner.Id]);
        await guild.Owner.Gateway.Send(35, new { guild_id = guild.Id, query = "BO", continuation_token = (string?)null, nonce = "named" });
        (await Chunk(guild.Owner, "named")).ShouldBe([bob.Id]);
        await bob.Gateway.Send(35, new { guild_id = guild.Id, query = "", nonce = "bob's" });
        (await Chunk(bob, "bob's")).ShouldBeEmpty();
        var eve = await house.User("eve");
        await eve.Gateway.Send(35, new { guild_id = guild.Id, query = "" });
        await eve.Gateway.SawNo("GUILD_MEMBERS_CHUNK");
    }

    [Fact]
    public async Task A_big_guild_comes_to_a_person_with_the_person_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await Fill(house, guild, Limits.LargeThresholdMin);
        await bob.Connect();
        var seen = await bob.Gateway.Saw("GUILD_CREATE");
        (seen.GetProperty("large").GetBoolean(), seen.GetProperty("member_count").GetInt32()).ShouldBe((true, Limits.LargeThresholdMin + 2));
        seen.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("user").GetProperty("id").GetString()).ShouldBe([bob.Id]);
        seen.GetProperty("presences").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task In_a_guild_of_many_members_are_found_by_name_on_every_way()
    {
        const int Crowd = 25_000;
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        await Crowded(house, guild, Crowd);
        await house.Restart();
        await guild.Owner.Connect();

        string[] all = [.. (await guild.Owner.Get($"/guilds/{guild.Id}/members/search?query=WEAVER 249&limit=1000")).Ok().Json.EnumerateArray()
            .Select(member => member.GetProperty("nick").GetString()!)];
        all.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, Crowd).Select(i => $"Weaver {i}").Where(nick => nick.StartsWith("Weaver 249", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        (await guild.Owner.Get($"/guilds/{guild.Id}/members/search?query=nobody of this name")).Ok().Json.GetArrayLength().ShouldBe(0);
        await guild.Owner.Gateway.Send(8, new { guild_id = guild.Id, query = "weaver 24999", limit = 10, nonce = "one" });
        (await Chunk(guild.Owner, "one")).ShouldBe([Guest(24_999).ToString()]);
        await guild.Owner.Gateway.Send(8, new { guild_id = guild.Id, query = "weaver 24", limit = 7, nonce = "seven" });
        (await Chunk(guild.Owner, "seven")).Length.ShouldBe(7);
        await guild.Owner.Gateway.Send(8, new { guild_id = guild.Id, query = "nobody", limit = 7, nonce = "none" });
        (await Chunk(guild.Owner, "none")).ShouldBeEmpty();
        await guild.Owner.Gateway.Send(35, new { guild_id = guild.Id, query = "WEAVER 1", nonce = "newest" });
        (await Chunk(guild.Owner, "newest")).ShouldBe(Enumerable.Range(19_900, 100).Reverse().Select(i => Guest(i).ToString()));
    }

    private static UserId Guest(int number) => new((ulong)number << 22);

    // As the store would have them if they had come one by one.
    private static async Task Crowded(TestHouse house, TestGuild guild, int people)
    {
        var (lane, writer) = (new WriteLane(), house.Services.GetRequiredService<SqliteStore>().Writer);
        foreach (var part in Enumerable.Range(1, people).Chunk(2_500))
        {
            var rows = part.SelectMany(i => (RowChange[])
            [
                new PutUser(new UserRow { Profile = new UserPayload { Id = Guest(i), Username = $"guest{i}" } }),
                new PutMember(new GuildId(ulong.Parse(guild.Id, System.Globalization.CultureInfo.InvariantCulture)), new MemberRow { User = Guest(i), JoinedAt = DateTimeOffset.UnixEpoch.AddDays(i), Nick = $"Weaver {i}" }),
            ]);
            await writer.Submit(lane, new StoreWrite([.. rows], []));
        }
    }

    private static async Task Fill(TestHouse house, TestGuild guild, int people)
    {
        var channels = (await guild.Owner.Get($"/guilds/{guild.Id}/channels")).Ok();
        var text = channels.Json.EnumerateArray().First(channel => channel.GetProperty("type").GetInt32() == 0).GetProperty("id").GetString();
        var invite = (await guild.Owner.Post($"/channels/{text}/invites", new { max_age = 0 })).Ok()["code"].GetString();
        for (var i = 0; i < people; i++) (await (await house.Register($"guest{i}")).Post($"/invites/{invite}", new { })).Ok();
    }

    private static async Task<string?[]> Chunk(TestUser user, string nonce)
    {
        var chunk = await user.Gateway.Saw("GUILD_MEMBERS_CHUNK", seen => seen.TryGetProperty("nonce", out var given) && given.GetString() == nonce);
        return [.. chunk.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("user").GetProperty("id").GetString())];
    }
}
