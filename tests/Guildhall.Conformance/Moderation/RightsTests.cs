using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.Moderation;

/// <summary>Every operation of a guild against a member that holds the one permission it needs, and against one without.</summary>
public sealed class RightsTests
{
    private sealed record Operation(Permissions Needed, string Method, string Path, object? Body = null);

    [Fact]
    public async Task Each_operation_needs_its_permission_and_no_more()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var mod = await guild.Join("mod");
        var kicked = await guild.Join("kicked");
        var banned = await guild.Join("banned");
        var member = await guild.Join("member");
        var badge = await guild.CreateRole("badge", Permissions.None);
        var low = await guild.CreateRole("low", Permissions.None);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/roles", new object[] { new { id = low, position = 1 }, new { id = badge, position = 2 } })).Ok();
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{mod.Id}/roles/{badge}")).Ok();
        var g = $"/guilds/{guild.Id}";
        Operation[] operations =
        [
            new(Permissions.ManageGuild, "PATCH", g, new { name = "Changed" }),
            new(Permissions.ManageGuild, "GET", $"{g}/invites"),
            new(Permissions.ManageGuild, "GET", $"{g}/integrations"),
            new(Permissions.ManageGuild | Permissions.KickMembers, "GET", $"{g}/prune"),
            new(Permissions.ManageChannels, "POST", $"{g}/channels", new { name = "new" }),
            new(Permissions.ManageChannels, "PATCH", $"/channels/{general.Id}", new { topic = "changed" }),
            new(Permissions.ManageChannels, "PATCH", $"{g}/channels", new object[] { new { id = general.Id, position = 4 } }),
            new(Permissions.ManageChannels, "GET", $"/channels/{general.Id}/invites"),
            new(Permissions.ManageRoles, "POST", $"{g}/roles", new { name = "new" }),
            new(Permissions.ManageRoles, "PATCH", $"{g}/roles/{low}", new { name = "lower" }),
            new(Permissions.ManageRoles, "PUT", $"{g}/members/{member.Id}/roles/{low}"),
            new(Permissions.ManageRoles, "DELETE", $"{g}/members/{member.Id}/roles/{low}"),
            new(Permissions.ManageRoles, "PATCH", $"{g}/members/{member.Id}", new { roles = new[] { low } }),
            new(Permissions.ManageRoles, "PUT", $"/channels/{general.Id}/permissions/{low}", new { type = 0, allow = "2048" }),
            new(Permissions.ManageRoles, "DELETE", $"/channels/{general.Id}/permissions/{low}"),
            new(Permissions.ManageRoles, "DELETE", $"{g}/roles/{low}"),
            new(Permissions.ManageNicknames, "PATCH", $"{g}/members/{member.Id}", new { nick = "changed" }),
            new(Permissions.ModerateMembers, "PATCH", $"{g}/members/{member.Id}", new { communication_disabled_until = (string?)null }),
            new(Permissions.KickMembers, "DELETE", $"{g}/members/{kicked.Id}"),
            new(Permissions.BanMembers, "GET", $"{g}/bans"),
            new(Permissions.BanMembers, "PUT", $"{g}/bans/{banned.Id}", new { }),
            new(Permissions.BanMembers, "DELETE", $"{g}/bans/{banned.Id}"),
            new(Permissions.BanMembers | Permissions.ManageGuild, "POST", $"{g}/bulk-ban", new { user_ids = new[] { banned.Id } }),
            new(Permissions.ViewAuditLog, "GET", $"{g}/audit-logs"),
        ];
        List<string> wrong = [];
        foreach (var operation in operations)
        {
            await Allow(guild, badge, Permissions.None);
            var without = await Call(mod, operation);
            if (without is not { Status: 403, Code: 50013 }) wrong.Add($"{operation.Method} {operation.Path} without: {without.Status} {without.Text}");
            await Allow(guild, badge, operation.Needed);
            var with = await Call(mod, operation);
            if (with.Status >= 300) wrong.Add($"{operation.Method} {operation.Path} with: {with.Status} {with.Text}");
        }

        wrong.ShouldBeEmpty();
    }

    private static async Task Allow(TestGuild guild, string role, Permissions permissions)
    {
        var body = new { permissions = ((ulong)permissions).ToString(CultureInfo.InvariantCulture) };
        (await guild.Owner.Patch($"/guilds/{guild.Id}/roles/{role}", body)).Ok();
    }

    private static Task<Answer> Call(TestUser user, Operation operation) => operation.Method switch
    {
        "GET" => user.Get(operation.Path),
        "POST" => user.Post(operation.Path, operation.Body),
        "PUT" => user.Put(operation.Path, operation.Body),
        "PATCH" => user.Patch(operation.Path, operation.Body),
        _ => user.Delete(operation.Path),
    };
}
