using System.Text.Json;
using Guildhall.Protocol;
using Guildhall.Testing;

namespace Guildhall.Conformance.Guilds;

public sealed class OnboardingTests
{
    [Fact]
    public async Task A_guild_makes_itself_a_community_with_the_channels_that_takes()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var role = await guild.CreateRole("stewards", Permissions.ManageGuild);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
        string[] community = ["COMMUNITY"];
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { features = community })).Code.ShouldBe(50035);
        (await bob.Patch($"/guilds/{guild.Id}", new { features = community, rules_channel_id = general.Id, public_updates_channel_id = general.Id })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { features = new[] { "DISCOVERABLE" } })).Code.ShouldBe(50035);
        var made = (await guild.Owner.Patch($"/guilds/{guild.Id}", new { features = community, rules_channel_id = "1", public_updates_channel_id = "1" })).Ok();
        made["features"].EnumerateArray().Select(one => one.GetString()).ShouldContain("COMMUNITY");
        made["verification_level"].GetInt32().ShouldBe(1);
        made["explicit_content_filter"].GetInt32().ShouldBe(2);
        var rules = made["rules_channel_id"].GetString();
        var updates = made["public_updates_channel_id"].GetString();
        await bob.Gateway.Saw("CHANNEL_CREATE", channel => channel.GetProperty("id").GetString() == rules);
        (await bob.Get($"/channels/{updates}")).Code.ShouldBe(50001);
        (await guild.Owner.Delete($"/channels/{rules}")).Code.ShouldBe(50074);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { verification_level = 0 })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { features = new[] { "COMMUNITY", "DISCOVERABLE" } })).Ok();
        (await (await house.User("eve")).Get($"/guilds/{guild.Id}/preview")).Ok();
    }

    [Fact]
    public async Task Onboarding_is_on_only_when_newcomers_see_and_write_enough()
    {
        await using var house = await TestHouse.Start();
        var (guild, channels) = await Community(house, 7);
        var path = $"/guilds/{guild.Id}/onboarding";
        (await guild.Owner.Put(path, new { enabled = true, default_channel_ids = channels.Take(6) })).Code.ShouldBe(350000);
        var on = (await guild.Owner.Put(path, new { enabled = true, default_channel_ids = channels })).Ok();
        on["enabled"].GetBoolean().ShouldBeTrue();
        (await guild.Owner.Put(path, new { default_channel_ids = channels.Take(5) })).Code.ShouldBe(350001);
        // The channels of questions count in the advanced mode.
        var prompt = new { id = "0", title = "What brings you?", options = new[] { new { title = "Looms", channel_ids = channels.Skip(3) } } };
        (await guild.Owner.Put(path, new { mode = 1, default_channel_ids = channels.Take(3), prompts = new[] { prompt } })).Ok();
        (await guild.Owner.Put(path, new { mode = 0 })).Code.ShouldBe(350001);
    }

    [Fact]
    public async Task Only_those_who_manage_guild_and_roles_set_it_and_only_with_roles_they_could_give()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        var path = $"/guilds/{guild.Id}/onboarding";
        (await bob.Put(path, new { enabled = false })).Code.ShouldBe(50013);
        (await eve.Put(path, new { enabled = false })).Code.ShouldBe(50001);
        (await eve.Get(path)).Code.ShouldBe(50001);
        (await guild.Owner.Put("/guilds/1/onboarding", new { enabled = false })).Code.ShouldBe(10004);
        var high = await guild.CreateRole("admins", Permissions.BanMembers);
        var stewards = await guild.CreateRole("stewards", Permissions.ManageGuild | Permissions.ManageRoles);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{stewards}")).Ok();
        object With(string role) => new { prompts = new[] { new { id = "1", title = "Rank?", options = new[] { new { title = "Me", role_ids = new[] { role } } } } } };
        (await bob.Put(path, With(high))).Code.ShouldBe(50013);
        (await bob.Put(path, With(stewards))).Code.ShouldBe(50013);
        (await bob.Put(path, With(guild.Id))).Code.ShouldBe(50028);
        (await bob.Put(path, With("77"))).Code.ShouldBe(10011);
        (await bob.Put(path, new { default_channel_ids = new[] { "77" } })).Code.ShouldBe(10003);
        (await bob.Put(path, new { prompts = new[] { new { id = "1", title = "", options = Array.Empty<object>() } } })).Code.ShouldBe(50035);
        (await bob.Put(path, new { mode = 7 })).Code.ShouldBe(50035);
        (await guild.Owner.Put(path, With(high))).Ok();
        (await bob.Get(path)).Ok()["prompts"].GetArrayLength().ShouldBe(1);
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=163")).Ok();
        log["audit_log_entries"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_brings_the_options_roles_and_a_new_one_takes_them_back()
    {
        await using var house = await TestHouse.Start();
        var (guild, channels) = await Community(house, 7);
        var bob = await guild.Join("bob");
        var (red, blue) = (await guild.CreateRole("red", Permissions.None), await guild.CreateRole("blue", Permissions.None));
        var set = (await guild.Owner.Put($"/guilds/{guild.Id}/onboarding", new
        {
            enabled = true,
            default_channel_ids = channels,
            prompts = new[]
            {
                new
                {
                    id = "0", title = "Side?", single_select = true, required = true, in_onboarding = true,
                    options = new object[] { new { title = "Red", role_ids = new[] { red }, emoji_name = "🔴" }, new { title = "Blue", role_ids = new[] { blue } } },
                },
            },
        })).Ok();
        var options = set["prompts"][0].GetProperty("options").EnumerateArray().Select(option => option.GetProperty("id").GetString()!).ToArray();
        var path = $"/guilds/{guild.Id}/onboarding-responses";
        (await bob.Post(path, new { onboarding_responses = Array.Empty<string>() })).Code.ShouldBe(50035);
        (await bob.Post(path, new { onboarding_responses = options })).Code.ShouldBe(50035);
        (await bob.Post(path, new { onboarding_responses = new[] { "9" } })).Code.ShouldBe(50035);
        (await (await house.User("eve")).Post(path, new { onboarding_responses = options })).Code.ShouldBe(50001);
        (await bob.Post(path, new { onboarding_responses = options[..1] })).Ok();
        await bob.Gateway.Saw("GUILD_MEMBER_UPDATE", member => Roles(member).Contains(red) && (member.GetProperty("flags").GetInt32() & 2) != 0);
        (await bob.Put(path, new { onboarding_responses = options[1..] })).Ok();
        await bob.Gateway.Saw("GUILD_MEMBER_UPDATE", member => Roles(member).SequenceEqual([blue]));
        (await bob.Get($"/guilds/{guild.Id}/onboarding")).Ok()["responses"][0].GetString().ShouldBe(options[1]);
    }

    private static IEnumerable<string?> Roles(JsonElement member) => member.GetProperty("roles").EnumerateArray().Select(role => role.GetString());

    private static async Task<(TestGuild Guild, string[] Channels)> Community(TestHouse house, int channels)
    {
        var (guild, general) = await house.CreateGuild("ada");
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { features = new[] { "COMMUNITY" }, rules_channel_id = general.Id, public_updates_channel_id = general.Id })).Ok();
        List<string> ids = [general.Id];
        while (ids.Count < channels) ids.Add((await guild.CreateChannel($"room-{ids.Count}")).Id);
        return (guild, [.. ids]);
    }
}
