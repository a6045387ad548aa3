using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Pins;

public sealed class PinTests
{
    [Theory]
    [InlineData("messages/pins")]
    [InlineData("pins")]
    public async Task A_pin_is_told_greeted_written_down_and_taken_off(string pins)
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var id = await general.Say("remember", by: "bob");
        (await bob.Put($"/channels/{general.Id}/{pins}/{id}")).Code.ShouldBe(50013);
        (await guild.Owner.Put($"/channels/{general.Id}/{pins}/{id}")).Ok().Status.ShouldBe(204);
        (await guild.Owner.Put($"/channels/{general.Id}/{pins}/{id}")).Ok();
        (await bob.Gateway.Saw("CHANNEL_PINS_UPDATE")).GetProperty("last_pin_timestamp").ValueKind.ShouldBe(JsonValueKind.String);
        (await bob.Gateway.Saw("MESSAGE_UPDATE")).GetProperty("pinned").GetBoolean().ShouldBeTrue();
        var told = await bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 6);
        told.GetProperty("message_reference").GetProperty("message_id").GetString().ShouldBe(id);
        await guild.Owner.Gateway.Saw("GUILD_AUDIT_LOG_ENTRY_CREATE", audit => audit.GetProperty("action_type").GetInt32() == 74);
        var systemMessage = told.GetProperty("id").GetString();
        (await guild.Owner.Put($"/channels/{general.Id}/{pins}/{systemMessage}")).Code.ShouldBe(50021);
        (await bob.Get($"/channels/{general.Id}/pins")).Ok().Json[0].GetProperty("id").GetString().ShouldBe(id);
        (await guild.Owner.Delete($"/channels/{general.Id}/{pins}/{id}")).Ok().Status.ShouldBe(204);
        (await bob.Get($"/channels/{general.Id}/pins")).Ok().Json.GetArrayLength().ShouldBe(0);
        await guild.Owner.Gateway.Saw("GUILD_AUDIT_LOG_ENTRY_CREATE", audit => audit.GetProperty("action_type").GetInt32() == 75);
        (await guild.Owner.Put($"/channels/{general.Id}/{pins}/1")).Code.ShouldBe(10008);
    }

    [Fact]
    public async Task Pins_come_by_pages_the_latest_first()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        List<string> pinned = [];
        for (var i = 0; i < 5; i++)
        {
            pinned.Insert(0, await general.Say($"{i}", by: "ada"));
            (await guild.Owner.Put($"/channels/{general.Id}/messages/pins/{pinned[0]}")).Ok();
        }

        var first = (await guild.Owner.Get($"/channels/{general.Id}/messages/pins?limit=3")).Ok();
        first["has_more"].GetBoolean().ShouldBeTrue();
        Ids(first).ShouldBe(pinned[..3]);
        var before = first["items"][2].GetProperty("pinned_at").GetString()!;
        var rest = (await guild.Owner.Get($"/channels/{general.Id}/messages/pins?limit=3&before={Uri.EscapeDataString(before)}")).Ok();
        rest["has_more"].GetBoolean().ShouldBeFalse();
        Ids(rest).ShouldBe(pinned[3..]);
        (await guild.Owner.Get($"/channels/{general.Id}/messages/pins?limit=51")).Code.ShouldBe(50035);
        (await guild.Owner.Get($"/channels/{general.Id}/messages/pins?before=yesterday-ish")).Code.ShouldBe(50035);
    }

    private static IEnumerable<string?> Ids(Answer page) =>
        page["items"].EnumerateArray().Select(item => item.GetProperty("message").GetProperty("id").GetString());
}
