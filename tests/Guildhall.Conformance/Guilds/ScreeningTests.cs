using Guildhall.Testing;

namespace Guildhall.Conformance.Guilds;

public sealed class ScreeningTests
{
    private static readonly object Terms = new { field_type = "TERMS", label = "Rules", values = new[] { "Be kind" }, required = true };
    private static readonly object Question = new { field_type = "PARAGRAPH", label = "Why here?", required = true };

    [Fact]
    public async Task A_newcomer_looks_but_does_not_speak_before_the_rules_are_agreed_to()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        (await guild.Owner.Get($"/guilds/{guild.Id}/member-verification")).Code.ShouldBe(10068);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/member-verification", new { enabled = true, form_fields = new[] { Terms } })).Ok();
        var bob = await guild.Join("bob");
        (await bob.Get($"/guilds/{guild.Id}/members/{bob.Id}")).Ok()["pending"].GetBoolean().ShouldBeTrue();
        (await bob.Get($"/channels/{general.Id}/messages")).Ok();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hi" })).Code.ShouldBe(50013);
        var path = $"/guilds/{guild.Id}/requests/@me";
        var form = (await bob.Get($"/guilds/{guild.Id}/member-verification?with_guild=true")).Ok();
        form["guild"].GetProperty("id").GetString().ShouldBe(guild.Id);
        var version = form["version"].GetString();
        (await bob.Put(path, new { version, form_fields = new[] { Terms } })).Code.ShouldBe(50035);
        (await bob.Put(path, new { version = "2020-01-01T00:00:00Z", form_fields = new[] { Answered(true) } })).Code.ShouldBe(50035);
        (await bob.Put(path, new { version, form_fields = new[] { Answered(true) } })).Ok()["application_status"].GetString().ShouldBe("APPROVED");
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", member => !member.GetProperty("pending").GetBoolean());
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hi" })).Ok();

        static object Answered(bool yes) => new { field_type = "TERMS", label = "Rules", values = new[] { "Be kind" }, required = true, response = yes };
    }

    [Fact]
    public async Task Answers_wait_for_those_who_may_kick_and_only_they_hear_of_them()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var cleo = await guild.Join("cleo");
        (await guild.Owner.Patch($"/guilds/{guild.Id}/member-verification", new { enabled = true, form_fields = new[] { Terms, Question } })).Ok();
        var (bob, dan) = (await guild.Join("bob"), await guild.Join("dan"));
        foreach (var person in new[] { bob, dan }) (await person.Put($"/guilds/{guild.Id}/requests/@me", Answers())).Ok()["application_status"].GetString().ShouldBe("SUBMITTED");
        await guild.Owner.Gateway.Saw("GUILD_JOIN_REQUEST_CREATE", told => told.GetProperty("request").GetProperty("user_id").GetString() == bob.Id);
        await bob.Gateway.Saw("GUILD_JOIN_REQUEST_CREATE", told => told.GetProperty("request").GetProperty("user_id").GetString() == bob.Id);
        await cleo.Gateway.SawNo("GUILD_JOIN_REQUEST_CREATE");
        var path = $"/guilds/{guild.Id}/requests";
        (await cleo.Get(path)).Code.ShouldBe(50013);
        (await (await house.User("eve")).Get(path)).Code.ShouldBe(50001);
        (await guild.Owner.Get($"{path}?status=WAITING")).Code.ShouldBe(50035);
        var waiting = (await guild.Owner.Get($"{path}?status=SUBMITTED&limit=1")).Ok();
        waiting["total"].GetInt32().ShouldBe(2);
        waiting["guild_join_requests"].GetArrayLength().ShouldBe(1);
        var ids = (await guild.Owner.Get(path)).Ok()["guild_join_requests"].EnumerateArray().ToDictionary(one => one.GetProperty("user_id").GetString()!, one => one.GetProperty("id").GetString());
        (await cleo.Patch($"{path}/{ids[bob.Id]}", new { action = "APPROVED" })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"{path}/77", new { action = "APPROVED" })).Status.ShouldBe(404);
        (await guild.Owner.Patch($"{path}/{ids[bob.Id]}", new { action = "MAYBE" })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"{path}/{ids[bob.Id]}", new { action = "APPROVED" })).Ok()["application_status"].GetString().ShouldBe("APPROVED");
        await bob.Gateway.Saw("GUILD_JOIN_REQUEST_UPDATE", told => told.GetProperty("status").GetString() == "APPROVED");
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hi" })).Ok();
        (await guild.Owner.Patch($"{path}/{ids[dan.Id]}", new { action = "REJECTED", rejection_reason = "no" })).Ok()["rejection_reason"].GetString().ShouldBe("no");
        await dan.Gateway.Saw("GUILD_DELETE");
        (await dan.Get($"/guilds/{guild.Id}")).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task A_request_may_be_withdrawn_and_turning_the_screening_off_lets_everybody_in()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        (await guild.Owner.Patch($"/guilds/{guild.Id}/member-verification", new { enabled = true, form_fields = new[] { Terms, Question } })).Ok();
        var (bob, cleo) = (await guild.Join("bob"), await guild.Join("cleo"));
        var own = $"/guilds/{guild.Id}/requests/@me";
        (await bob.Get(own)).Status.ShouldBe(404);
        (await bob.Put(own, Answers())).Ok();
        (await bob.Get(own)).Ok()["application_status"].GetString().ShouldBe("SUBMITTED");
        (await bob.Get($"{own}/cooldown")).Ok()["cooldown"].GetInt32().ShouldBe(0);
        (await bob.Delete(own)).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("GUILD_JOIN_REQUEST_DELETE", gone => gone.GetProperty("user_id").GetString() == bob.Id);
        (await cleo.Put(own, Answers())).Ok();
        (await cleo.Post(own, new { })).Ok()["application_status"].GetString().ShouldBe("STARTED");
        (await cleo.Put(own, Answers())).Ok();
        (await guild.Owner.Patch($"/guilds/{guild.Id}/requests", new { action = "APPROVED" })).Status.ShouldBe(204);
        (await cleo.Get($"/guilds/{guild.Id}/members/{cleo.Id}")).Ok()["pending"].GetBoolean().ShouldBeFalse();
        (await bob.Patch($"/guilds/{guild.Id}/member-verification", new { enabled = false })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/member-verification", new { enabled = false })).Ok();
        await bob.Gateway.Saw("GUILD_MEMBER_UPDATE", member => !member.GetProperty("pending").GetBoolean());
    }

    [Fact]
    public async Task A_guild_is_not_handed_to_somebody_who_waits_at_the_door()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        (await guild.Owner.Patch($"/guilds/{guild.Id}/member-verification", new { enabled = true, form_fields = new[] { Terms } })).Ok();
        var bob = await guild.Join("bob");
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { owner_id = bob.Id })).Code.ShouldBe(50131);
        // A member who is let past the verification by hand is in.
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { flags = 4 })).Ok()["pending"].GetBoolean().ShouldBeFalse();
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { owner_id = bob.Id })).Ok();
    }

    private static object Answers() => new
    {
        form_fields = new object[]
        {
            new { field_type = "TERMS", label = "Rules", values = new[] { "Be kind" }, required = true, response = true },
            new { field_type = "PARAGRAPH", label = "Why here?", required = true, response = "For the looms" },
        },
    };
}
