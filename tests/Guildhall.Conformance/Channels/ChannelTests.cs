using System.Globalization;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Channels;

public sealed class ChannelTests
{
    [Fact]
    public async Task A_text_channels_name_is_written_in_lower_case_with_dashes()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var created = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Release  Notes!", topic = "What is new" })).Ok();
        created.Status.ShouldBe(201);
        created["name"].GetString().ShouldBe("release-notes");
        created["topic"].GetString().ShouldBe("What is new");
        await guild.Owner.Gateway.Saw("CHANNEL_CREATE", channel => channel.GetProperty("id").GetString() == created.Id);
        (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Old Things", type = 4 })).Ok()["name"].GetString().ShouldBe("Old Things");
        (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "!!!" })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task Kinds_of_channel_that_are_not_here_are_refused_at_the_field()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var refused = await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "directory", type = 14 });
        refused.Code.ShouldBe(50035);
        refused["errors"].GetProperty("type").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("BASE_TYPE_CHOICES");
        (await guild.Owner.Patch($"/channels/{general.Id}", new { rate_limit_per_user = 21_601 })).Code.ShouldBe(50035);
        (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "lost", parent_id = general.Id })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_new_channel_begins_with_its_categorys_overwrites_and_follows_them_until_it_has_its_own()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var category = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Staff", type = 4, permission_overwrites = Deny(guild.Id, Permissions.SendMessages) })).Ok();
        var synced = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "notes", parent_id = category.Id })).Ok();
        synced["permission_overwrites"][0].GetProperty("deny").GetString().ShouldBe("2048");
        var own = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "open", parent_id = category.Id, permission_overwrites = Array.Empty<object>() })).Ok();
        (await guild.Owner.Put($"/channels/{category.Id}/permissions/{guild.Id}", new { type = 0, allow = "0", deny = "1024" })).Status.ShouldBe(204);
        (await guild.Owner.Get($"/channels/{synced.Id}")).Ok()["permission_overwrites"][0].GetProperty("deny").GetString().ShouldBe("1024");
        (await guild.Owner.Get($"/channels/{own.Id}")).Ok()["permission_overwrites"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Who_loses_sight_of_a_channel_is_told_that_it_is_gone_and_gets_it_back_later()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var plans = await guild.CreateChannel("plans");
        await bob.Gateway.Saw("CHANNEL_CREATE", channel => channel.GetProperty("id").GetString() == plans.Id);
        await plans.Deny(bob, Permissions.ViewChannel);
        await bob.Gateway.Saw("CHANNEL_DELETE", channel => channel.GetProperty("id").GetString() == plans.Id);
        (await bob.Get($"/channels/{plans.Id}")).Code.ShouldBe(50001);
        (await bob.Get($"/guilds/{guild.Id}/channels")).Ok().Json.EnumerateArray().ShouldNotContain(channel => channel.GetProperty("id").GetString() == plans.Id);
        (await guild.Owner.Patch($"/channels/{plans.Id}", new { topic = "secret" })).Ok();
        await bob.Gateway.SawNo("CHANNEL_UPDATE", channel => channel.GetProperty("id").GetString() == plans.Id && channel.GetProperty("topic").ValueKind == JsonValueKind.String);
        (await guild.Owner.Delete($"/channels/{plans.Id}/permissions/{bob.Id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("CHANNEL_CREATE", channel => channel.GetProperty("id").GetString() == plans.Id && channel.GetProperty("topic").GetString() == "secret");
        (await guild.Owner.Delete($"/channels/{plans.Id}/permissions/{bob.Id}")).Code.ShouldBe(10009);
    }

    [Fact]
    public async Task One_may_only_grant_what_one_holds()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var keeper = await guild.CreateRole("keeper", Permissions.ManageRoles | Permissions.ManageChannels);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{keeper}")).Ok();
        (await bob.Put($"/channels/{general.Id}/permissions/{keeper}", Overwrite(Permissions.ManageMessages))).Code.ShouldBe(50013);
        (await bob.Put($"/channels/{general.Id}/permissions/{keeper}", Overwrite(Permissions.SendMessages))).Status.ShouldBe(204);
        (await bob.Put($"/channels/{general.Id}/permissions/987", Overwrite(Permissions.SendMessages))).Code.ShouldBe(10009);
        var managing = new[] { new { id = keeper, type = 0, allow = ((ulong)Permissions.ManageRoles).ToString(CultureInfo.InvariantCulture), deny = "0" } };
        (await bob.Post($"/guilds/{guild.Id}/channels", new { name = "mine", permission_overwrites = managing })).Code.ShouldBe(50013);
        (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "mine", permission_overwrites = managing })).Ok();
    }

    [Fact]
    public async Task Channels_move_together_and_may_take_their_new_categorys_overwrites()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var category = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Attic", type = 4, permission_overwrites = Deny(guild.Id, Permissions.SendMessages) })).Ok();
        var second = await guild.CreateChannel("second");
        var moves = new object[]
        {
            new { id = general.Id, position = 1, parent_id = category.Id, lock_permissions = true },
            new { id = second.Id, position = 0, parent_id = (string?)null },
        };
        (await bob.Patch($"/guilds/{guild.Id}/channels", moves)).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/channels", moves)).Status.ShouldBe(204);
        await bob.Gateway.Saw("CHANNEL_UPDATE", channel => channel.GetProperty("id").GetString() == general.Id && channel.GetProperty("parent_id").GetString() == category.Id);
        var moved = (await bob.Get($"/channels/{general.Id}")).Ok();
        moved["position"].GetInt32().ShouldBe(1);
        moved["permission_overwrites"].GetArrayLength().ShouldBe(1);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/channels", new object[] { new { id = "55", position = 1 } })).Code.ShouldBe(10003);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/channels", new { id = general.Id })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_deleted_channel_takes_its_invites_along_and_leaves_its_children()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var parent = (await guild.Owner.Get($"/channels/{general.Id}")).Ok()["parent_id"].GetString();
        (await guild.Owner.Delete($"/channels/{parent}")).Ok();
        await bob.Gateway.Saw("CHANNEL_UPDATE", channel => channel.GetProperty("id").GetString() == general.Id && channel.GetProperty("parent_id").ValueKind == JsonValueKind.Null);
        var invite = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { })).Ok()["code"].GetString();
        (await bob.Delete($"/channels/{general.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"/channels/{general.Id}")).Ok().Id.ShouldBe(general.Id);
        await bob.Gateway.Saw("CHANNEL_DELETE", channel => channel.GetProperty("id").GetString() == general.Id);
        await guild.Owner.Gateway.Saw("INVITE_DELETE", gone => gone.GetProperty("code").GetString() == invite);
        await bob.Gateway.SawNo("INVITE_DELETE");
        await bob.Gateway.Saw("GUILD_UPDATE", update => update.GetProperty("system_channel_id").ValueKind == JsonValueKind.Null);
        (await bob.Get($"/invites/{invite}")).Code.ShouldBe(10006);
        (await bob.Get($"/channels/{general.Id}")).Code.ShouldBe(10003);
    }

    private static object[] Deny(string role, Permissions permissions) =>
        [new { id = role, type = 0, allow = "0", deny = ((ulong)permissions).ToString(CultureInfo.InvariantCulture) }];

    private static object Overwrite(Permissions allow) => new { type = 0, allow = ((ulong)allow).ToString(CultureInfo.InvariantCulture), deny = "0" };

    [Fact]
    public async Task Who_loses_a_channel_does_not_see_what_the_same_change_made_of_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var plans = await guild.CreateChannel("plans");
        object[] overwrites = [new { id = guild.Id, type = 0, deny = "1024" }];
        (await guild.Owner.Patch($"/channels/{plans.Id}", new { name = "surprise-for-bob", topic = "cake", permission_overwrites = overwrites })).Ok();
        var gone = await bob.Gateway.Saw("CHANNEL_DELETE", channel => channel.GetProperty("id").GetString() == plans.Id);
        gone.GetProperty("name").GetString().ShouldBe("plans");
        gone.GetRawText().ShouldNotContain("cake");
        await bob.Gateway.SawNo("CHANNEL_UPDATE", channel => channel.GetProperty("id").GetString() == plans.Id);
    }
}
