using Guildhall.Testing;

namespace Guildhall.Conformance.Interactions;

/// <summary>Who may call a command where, through the front door; the rules themselves have their own tests.</summary>
public sealed class CommandRightsTests
{
    [Fact]
    public async Task A_command_that_asks_for_a_permission_is_for_those_who_hold_it()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register(new { name = "ban", description = "x", default_member_permissions = "4" });
        await Refused(house, command, "ban", 50013);
        var keepers = await house.Guild.CreateRole("keepers", Permissions.BanMembers);
        (await house.Ada.Put($"/guilds/{house.Guild.Id}/members/{house.Bob.Id}/roles/{keepers}")).Ok();
        await house.Invoke(house.Bob, command, "ban");
        await house.Invoke(house.Ada, command, "ban");
    }

    [Fact]
    public async Task The_guilds_rules_for_members_roles_and_channels_decide()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register(new { name = "weave", description = "x" });
        var strict = await house.Register(new { name = "strict", description = "x", default_member_permissions = "0" });
        await Rule(command, new { id = house.Bob.Id, type = 2, permission = false });
        await Refused(house, command, "weave", 50013);
        await house.Invoke(house.Ada, command, "weave");
        await Rule(command, new { id = house.General.Id, type = 3, permission = false });
        await Refused(house, command, "weave", 50013);
        await Rule(command);
        await house.Invoke(house.Bob, command, "weave");
        await Rule(house.Bot.Id, new { id = house.Guild.Id, type = 1, permission = false });
        await Refused(house, command, "weave", 50013);
        await Rule(command, new { id = house.Guild.Id, type = 1, permission = true });
        await house.Invoke(house.Bob, command, "weave");
        await Refused(house, strict, "strict", 50013);
        await Rule(strict, new { id = house.Bob.Id, type = 2, permission = true });
        await house.Invoke(house.Bob, strict, "strict");

        async Task Rule(string id, params object[] permissions) =>
            (await house.Ada.Put($"/applications/{house.Bot.Id}/guilds/{house.Guild.Id}/commands/{id}/permissions", new { permissions })).Ok();
    }

    [Fact]
    public async Task A_command_is_called_only_where_it_is_for()
    {
        await using var house = await InteractionHouse.Start();
        var elsewhere = await house.Register(new { name = "dm", description = "x", contexts = new[] { 1 } });
        await Refused(house, elsewhere, "dm", 10063);
        var forUsers = await house.Register(new { name = "mine", description = "x", integration_types = new[] { 1 } });
        await Refused(house, forUsers, "mine", 10063);
        var adult = await house.Register(new { name = "adult", description = "x", nsfw = true });
        await Refused(house, adult, "adult", 50024);
        (await house.Ada.Patch($"/channels/{house.General.Id}", new { nsfw = true })).Ok();
        await house.Invoke(house.Bob, adult, "adult");
    }

    [Fact]
    public async Task A_bot_that_has_left_takes_its_commands_along()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register("weave");
        (await house.Ada.Delete($"/guilds/{house.Guild.Id}/integrations/{house.Bot.Id}")).Ok();
        (await house.Bob.Post("/interactions", house.Call(command, "weave"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_changed_command_is_known_at_once_and_a_call_of_the_old_one_is_told_so()
    {
        await using var house = await InteractionHouse.Start();
        var made = (await house.Bot.Post($"/applications/{house.Bot.Id}/commands", new { name = "weave", description = "x" })).Ok();
        await house.Invoke(house.Bob, made.Id, "weave");
        (await house.Bot.Patch($"/applications/{house.Bot.Id}/commands/{made.Id}", new { options = new[] { new { type = 5, name = "fast", description = "x" } } })).Ok();
        var told = await house.Invoke(house.Bob, made.Id, "weave", new object[] { new { type = 5, name = "fast", value = true } });
        told.GetProperty("data").GetProperty("options")[0].GetProperty("value").GetBoolean().ShouldBeTrue();
        var old = await house.Bob.Post("/interactions", new
        {
            type = 2,
            application_id = house.Bot.Id,
            guild_id = house.Guild.Id,
            channel_id = house.General.Id,
            data = new { id = made.Id, name = "weave", type = 1, version = made["version"].GetString() },
        });
        old["errors"].GetProperty("data").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("INTERACTION_APPLICATION_COMMAND_INVALID_VERSION");
        (await house.Bot.Delete($"/applications/{house.Bot.Id}/commands/{made.Id}")).Ok();
        await Refused(house, made.Id, "weave", 10063);
    }

    private static async Task Refused(InteractionHouse house, string command, string name, int code)
    {
        var before = Told(house);
        var refused = await house.Bob.Post("/interactions", house.Call(command, name));
        refused.Code.ShouldBe(code, refused.Text);
        await house.Bot.Gateway.Settle();
        Told(house).ShouldBe(before);
    }

    private static int Told(InteractionHouse house) => house.Bot.Gateway.Seen.Count(payload => payload.Name == "INTERACTION_CREATE");
}
