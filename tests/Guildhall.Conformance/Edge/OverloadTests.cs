using Guildhall.Cluster.Load;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.Edge;

/// <summary>A house that is late leaves out what nobody misses, and keeps its word otherwise.</summary>
public sealed class OverloadTests
{
    [Fact]
    public async Task Typing_is_left_out_and_messages_are_not()
    {
        await using var house = await TestHouse.Start(options => options with { OverloadProtection = true });
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await MakeLate(house, bob);
        (await bob.Post($"/channels/{general.Id}/typing", new { })).Status.ShouldBe(204);
        await general.Say("still here", by: "bob");
        await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "still here");
        await guild.Owner.Gateway.SawNo("TYPING_START");
    }

    [Fact]
    public async Task Sessions_begin_and_are_welcomed_all_the_same()
    {
        await using var house = await TestHouse.Start(options => options with { OverloadProtection = true });
        var (guild, _) = await house.CreateGuild("ada");
        await MakeLate(house, guild.Owner);
        var again = await guild.Owner.Connect();
        await again.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == guild.Id);
    }

    // A queue that never gets to what it is sent.
    private static async Task MakeLate(TestHouse house, TestUser caller)
    {
        var load = house.Services.GetRequiredService<HouseLoad>();
        load.Watch("stuck", TimeSpan.FromMilliseconds(1), _ => { });
        while (!load.IsPressed) await caller.Get("/users/@me");
    }
}
