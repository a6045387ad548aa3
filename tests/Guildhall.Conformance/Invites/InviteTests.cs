using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Invites;

public sealed class InviteTests
{
    [Fact]
    public async Task A_newcomer_sees_where_the_link_leads_before_having_an_account()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada", "The attic");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { })).Ok();
        made["max_age"].GetInt32().ShouldBe(86_400);
        var code = made["code"].GetString()!;
        code.Length.ShouldBe(8);
        var seen = (await house.Nobody.Get($"/invites/{code}?with_counts=true")).Ok();
        seen["guild"].GetProperty("name").GetString().ShouldBe("The attic");
        seen["channel"].GetProperty("id").GetString().ShouldBe(general.Id);
        seen["approximate_member_count"].GetInt32().ShouldBe(1);
        seen.Json.TryGetProperty("uses", out _).ShouldBeFalse();
        (await house.Nobody.Get("/invites/unknown1")).Code.ShouldBe(10006);
        (await house.Nobody.Get("/invites/%2e%2e%2fsecret")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Who_accepts_is_in_and_announced()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var code = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { max_age = 0 })).Ok()["code"].GetString();
        var bob = await house.User("bob");
        var accepted = (await bob.Post($"/invites/{code}", new { })).Ok();
        accepted["new_member"].GetBoolean().ShouldBeTrue();
        accepted["expires_at"].ValueKind.ShouldBe(JsonValueKind.Null);
        await bob.Gateway.Saw("GUILD_CREATE", created => created.GetProperty("id").GetString() == guild.Id);
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_ADD", member => member.GetProperty("user").GetProperty("id").GetString() == bob.Id);
        await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 7 && message.GetProperty("author").GetProperty("id").GetString() == bob.Id);
        (await bob.Post($"/invites/{code}", new { })).Ok()["new_member"].GetBoolean().ShouldBeFalse();
        (await guild.Owner.Get($"/channels/{general.Id}/invites")).Ok().Json.EnumerateArray().Single().GetProperty("uses").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_last_use_goes_to_one_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var code = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { max_uses = 1 })).Ok()["code"].GetString();
        var people = await Task.WhenAll(house.User("bob"), house.User("cleo"), house.User("dan"));
        var answers = await Task.WhenAll(people.Select(person => person.Post($"/invites/{code}", new { })));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status == 404).ShouldBe(2);
        await guild.Owner.Gateway.Saw("INVITE_DELETE", gone => gone.GetProperty("code").GetString() == code);
    }

    [Fact]
    public async Task Only_those_who_manage_the_channel_hear_of_its_invites()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var code = (await bob.Post($"/channels/{general.Id}/invites", new { unique = true })).Ok()["code"].GetString();
        await guild.Owner.Gateway.Saw("INVITE_CREATE", invite => invite.GetProperty("code").GetString() == code);
        await bob.Gateway.SawNo("INVITE_CREATE");
        (await bob.Get($"/channels/{general.Id}/invites")).Code.ShouldBe(50013);
        (await bob.Get($"/guilds/{guild.Id}/invites")).Code.ShouldBe(50013);
        (await guild.Owner.Get($"/guilds/{guild.Id}/invites")).Ok().Json.EnumerateArray().ShouldContain(invite => invite.GetProperty("code").GetString() == code);
    }

    [Fact]
    public async Task A_revoked_invite_leads_nowhere()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var cleo = await house.User("cleo");
        var code = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { unique = true })).Ok()["code"].GetString();
        (await bob.Delete($"/invites/{code}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"/invites/{code}")).Ok()["code"].GetString().ShouldBe(code);
        (await cleo.Post($"/invites/{code}", new { })).Code.ShouldBe(10006);
        var own = (await bob.Post($"/channels/{general.Id}/invites", new { unique = true })).Ok()["code"].GetString();
        (await bob.Delete($"/invites/{own}")).Ok();
    }

    [Fact]
    public async Task A_like_invite_is_given_again_unless_a_unique_one_is_wanted()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var path = $"/channels/{general.Id}/invites";
        var first = (await guild.Owner.Post(path, new { max_uses = 5 })).Ok()["code"].GetString();
        (await guild.Owner.Post(path, new { max_uses = 5 })).Ok()["code"].GetString().ShouldBe(first);
        (await guild.Owner.Post(path, new { max_uses = 5, unique = true })).Ok()["code"].GetString().ShouldNotBe(first);
        (await guild.Owner.Post(path, new { max_uses = 101 })).Code.ShouldBe(50035);
        (await guild.Owner.Post("/channels/99/invites", new { })).Code.ShouldBe(10003);
    }

    [Fact]
    public async Task Invites_survive_a_restart()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var code = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { max_uses = 2 })).Ok()["code"].GetString();
        await house.Restart();
        var bob = await house.Register("bob");
        (await bob.Post($"/invites/{code}", new { })).Ok();
        (await guild.Owner.Get($"/guilds/{guild.Id}/invites")).Ok().Json[0].GetProperty("uses").GetInt32().ShouldBe(1);
    }
}
