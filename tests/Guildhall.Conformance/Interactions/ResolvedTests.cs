using System.Globalization;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Interactions;

/// <summary>What the values of a call stand for, as the application is told.</summary>
public sealed class ResolvedTests
{
    [Fact]
    public async Task Users_roles_and_channels_are_told_with_their_rights()
    {
        await using var house = await InteractionHouse.Start();
        var eve = await house.House.User("eve");
        var role = await house.Guild.CreateRole("keepers", Permissions.BanMembers);
        var command = await house.Register(new
        {
            name = "all",
            description = "x",
            options = new object[]
            {
                Option(6, "member"), Option(6, "stranger"), Option(8, "role"), Option(7, "channel"), Option(9, "person"), Option(9, "group"),
            },
        });
        var told = await house.Invoke(house.Bob, command, "all", new object[]
        {
            Value(6, "member", house.Ada.Id), Value(6, "stranger", eve.Id), Value(8, "role", role), Value(7, "channel", house.General.Id),
            Value(9, "person", house.Bob.Id), Value(9, "group", house.Guild.Id),
        });
        var resolved = told.GetProperty("data").GetProperty("resolved");
        Keys(resolved, "users").ShouldBe([house.Ada.Id, eve.Id, house.Bob.Id], ignoreOrder: true);
        Keys(resolved, "members").ShouldBe([house.Ada.Id, house.Bob.Id], ignoreOrder: true);
        Keys(resolved, "roles").ShouldBe([role, house.Guild.Id], ignoreOrder: true);
        var ada = resolved.GetProperty("members").GetProperty(house.Ada.Id);
        ada.TryGetProperty("user", out _).ShouldBeFalse();
        ada.TryGetProperty("deaf", out _).ShouldBeFalse();
        Rights(ada).HasFlag(Permissions.Administrator).ShouldBeTrue();
        Rights(resolved.GetProperty("members").GetProperty(house.Bob.Id)).HasFlag(Permissions.Administrator).ShouldBeFalse();
        var channel = resolved.GetProperty("channels").GetProperty(house.General.Id);
        channel.GetProperty("name").GetString().ShouldBe("general");
        Rights(channel).HasFlag(Permissions.ViewChannel).ShouldBeTrue();
        Rights(channel).HasFlag(Permissions.ManageChannels).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_there_or_not_to_be_seen_is_unknown()
    {
        await using var house = await InteractionHouse.Start();
        var command = await house.Register(new
        {
            name = "all",
            description = "x",
            options = new object[] { Option(6, "user"), Option(8, "role"), Option(7, "channel"), new { type = 7, name = "voice", description = "x", channel_types = new[] { 2 } }, Option(9, "both") },
        });
        var hidden = (await house.Ada.Post($"/guilds/{house.Guild.Id}/channels", new
        {
            name = "hidden",
            permission_overwrites = new[] { new { id = house.Guild.Id, type = 0, deny = "1024", allow = "0" } },
        })).Ok().Id;
        await Refused(6, "user", "77", 10013);
        await Refused(8, "role", "77", 10011);
        await Refused(7, "channel", "77", 10003);
        await Refused(7, "channel", hidden, 10003);
        await Refused(7, "voice", house.General.Id, 50024);
        await Refused(9, "both", "77", 10013);
        await house.Bot.Gateway.SawNo("INTERACTION_CREATE");
        await house.Invoke(house.Ada, command, "all", new object[] { Value(7, "channel", hidden) });

        async Task Refused(int type, string name, string value, int code)
        {
            var refused = await house.Bob.Post("/interactions", house.Call(command, "all", new object[] { Value(type, name, value) }));
            refused.Code.ShouldBe(code, refused.Text);
        }
    }

    [Fact]
    public async Task A_context_menu_tells_its_target()
    {
        await using var house = await InteractionHouse.Start();
        var look = await house.Register(new { name = "Look at", type = 2 });
        var copy = await house.Register(new { name = "Copy", type = 3 });
        var said = (await house.Ada.Post($"/channels/{house.General.Id}/messages", new { content = "hello" })).Ok().Id;
        var user = await Invoke(look, 2, house.Ada.Id);
        user.GetProperty("target_id").GetString().ShouldBe(house.Ada.Id);
        user.GetProperty("resolved").GetProperty("users").GetProperty(house.Ada.Id).GetProperty("username").GetString().ShouldBe(house.Ada.Name);
        user.TryGetProperty("options", out _).ShouldBeFalse();
        var message = await Invoke(copy, 3, said);
        message.GetProperty("resolved").GetProperty("messages").GetProperty(said).GetProperty("content").GetString().ShouldBe("hello");
        (await house.Bob.Post("/interactions", Body(copy, 3, "77", "n"))).Code.ShouldBe(10008);
        (await house.Ada.Put($"/channels/{house.General.Id}/permissions/{house.Guild.Id}", new { type = 0, deny = ((ulong)Permissions.ReadMessageHistory).ToString(CultureInfo.InvariantCulture), allow = "0" })).Ok();
        (await house.Bob.Post("/interactions", Body(copy, 3, said, "n"))).Code.ShouldBe(10008);

        async Task<JsonElement> Invoke(string command, int type, string target) =>
            (await house.Invoke(house.Bob, nonce => Body(command, type, target, nonce))).GetProperty("data");

        object Body(string command, int type, string target, string nonce) => new
        {
            type = 2,
            application_id = house.Bot.Id,
            guild_id = house.Guild.Id,
            channel_id = house.General.Id,
            nonce,
            data = new { id = command, name = "x", type, target_id = target },
        };
    }

    private static object Option(int type, string name) => new { type, name, description = "x" };

    private static object Value(int type, string name, string value) => new { type, name, value };

    private static IEnumerable<string> Keys(JsonElement resolved, string map) => resolved.GetProperty(map).EnumerateObject().Select(entry => entry.Name);

    private static Permissions Rights(JsonElement holder) =>
        (Permissions)ulong.Parse(holder.GetProperty("permissions").GetString()!, CultureInfo.InvariantCulture);
}
