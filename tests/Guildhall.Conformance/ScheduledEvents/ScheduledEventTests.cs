using System.Globalization;
using Guildhall.Protocol;
using Guildhall.Testing;

namespace Guildhall.Conformance.ScheduledEvents;

public sealed class ScheduledEventTests
{
    private const string Pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static readonly DateTimeOffset Tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);

    [Fact]
    public async Task An_event_is_made_changed_begun_and_completed_before_everybodys_eyes()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", External("Fair", new { image = Pixel }))).Ok();
        made.Status.ShouldBe(200);
        made["creator"].GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        made["image"].GetString().ShouldNotBeNullOrEmpty();
        made["status"].GetInt32().ShouldBe(1);
        (await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_CREATE")).GetProperty("name").GetString().ShouldBe("Fair");
        var path = $"/guilds/{guild.Id}/scheduled-events/{made.Id}";
        (await guild.Owner.Patch(path, new { name = "Great fair", description = "steam" })).Ok()["description"].GetString().ShouldBe("steam");
        await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_UPDATE", seen => seen.GetProperty("name").GetString() == "Great fair");
        (await guild.Owner.Patch(path, new { status = 2 })).Ok()["status"].GetInt32().ShouldBe(2);
        (await guild.Owner.Patch(path, new { status = 4 })).Code.ShouldBe(50035);
        (await guild.Owner.Patch(path, new { status = 3 })).Ok()["status"].GetInt32().ShouldBe(3);
        (await guild.Owner.Patch(path, new { name = "late" })).Code.ShouldBe(180000);
        (await bob.Get($"/guilds/{guild.Id}/scheduled-events")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await guild.Owner.Delete(path)).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_DELETE");
        (await bob.Get(path)).Code.ShouldBe(10070);
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs")).Ok()["audit_log_entries"].EnumerateArray();
        var actions = log.Select(entry => entry.GetProperty("action_type").GetInt32()).ToArray();
        actions.ShouldContain(100);
        actions.ShouldContain(101);
        actions.ShouldContain(102);
    }

    [Fact]
    public async Task Makers_change_their_own_events_managers_all_and_others_none()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var stranger = await house.User("eve");
        var path = $"/guilds/{guild.Id}/scheduled-events";
        var own = (await bob.Post(path, External("Bob's"))).Ok();
        var others = (await guild.Owner.Post(path, External("Ada's"))).Ok();
        (await bob.Patch($"{path}/{own.Id}", new { name = "Mine" })).Ok();
        (await bob.Patch($"{path}/{others.Id}", new { name = "Mine" })).Code.ShouldBe(50013);
        (await bob.Delete($"{path}/{others.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"{path}/{own.Id}")).Ok();
        (await stranger.Post(path, External("Eve's"))).Code.ShouldBe(50001);
        (await stranger.Get(path)).Code.ShouldBe(50001);
        await guild.Owner.Patch($"/guilds/{guild.Id}/roles/{guild.Id}", new { permissions = "1024" });
        (await bob.Post(path, External("Bob's"))).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task What_an_event_must_have_depends_on_where_it_takes_place()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var path = $"/guilds/{guild.Id}/scheduled-events";
        var start = Tomorrow;
        (await guild.Owner.Post(path, new { name = "x", privacy_level = 2, entity_type = 3, scheduled_start_time = start, scheduled_end_time = start.AddHours(1) })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { name = "x", privacy_level = 2, entity_type = 2, scheduled_start_time = start })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { name = "x", privacy_level = 2, entity_type = 2, scheduled_start_time = start, channel_id = general.Id })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, External("x", new { scheduled_start_time = start.AddDays(-3) }))).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, External("x", new { scheduled_end_time = start.AddDays(-1) }))).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, External(new string('x', 101)))).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, External("x", new { privacy_level = 1 }))).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, External("x", new { image = "data:image/png;base64,AAAA" }))).Code.ShouldBe(50035);
        (await guild.Owner.Get($"{path}/5")).Code.ShouldBe(10070);
        (await guild.Owner.Patch($"{path}/5", new { name = "x" })).Code.ShouldBe(10070);
        (await guild.Owner.Delete($"{path}/5")).Code.ShouldBe(10070);
    }

    [Fact]
    public async Task A_hundred_events_at_a_time_are_enough()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var path = $"/guilds/{guild.Id}/scheduled-events";
        for (var i = 0; i < 100; i++) (await guild.Owner.Post(path, External(i.ToString(CultureInfo.InvariantCulture)))).Ok();
        (await guild.Owner.Post(path, External("one more"))).Code.ShouldBe(30038);
    }

    [Fact]
    public async Task Who_does_not_see_the_channel_hears_nothing_of_its_events()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var voice = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "Lounge", type = 2 })).Ok();
        await guild.Owner.Put($"/channels/{voice.Id}/permissions/{guild.Id}", new { type = 0, allow = "0", deny = "1024" });
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", new
        {
            name = "Secret", privacy_level = 2, entity_type = 2, scheduled_start_time = Tomorrow, channel_id = voice.Id,
        })).Ok();
        await guild.Owner.Gateway.Saw("GUILD_SCHEDULED_EVENT_CREATE");
        await bob.Gateway.SawNo("GUILD_SCHEDULED_EVENT_CREATE");
        (await bob.Get($"/guilds/{guild.Id}/scheduled-events")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bob.Get($"/guilds/{guild.Id}/scheduled-events/{made.Id}")).Code.ShouldBe(10070);
        (await bob.Put($"/guilds/{guild.Id}/scheduled-events/{made.Id}/users/@me")).Code.ShouldBe(10070);
        await guild.Owner.Delete($"/channels/{voice.Id}/permissions/{guild.Id}");
        await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_CREATE", seen => seen.GetProperty("id").GetString() == made.Id);
        (await guild.Owner.Delete($"/channels/{voice.Id}")).Ok();
        await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_DELETE", seen => seen.GetProperty("id").GetString() == made.Id);
        (await guild.Owner.Get($"/guilds/{guild.Id}/scheduled-events/{made.Id}")).Code.ShouldBe(10070);
    }

    [Fact]
    public async Task Without_the_intent_no_word_of_events_comes_and_with_it_they_are_in_GUILD_CREATE()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await bob.Connect(intents: 1);
        (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", External("Fair"))).Ok();
        await guild.Owner.Gateway.Saw("GUILD_SCHEDULED_EVENT_CREATE");
        await bob.Gateway.SawNo("GUILD_SCHEDULED_EVENT_CREATE");
        await bob.Connect();
        var welcome = await bob.Gateway.Saw("GUILD_CREATE");
        welcome.GetProperty("guild_scheduled_events")[0].GetProperty("name").GetString().ShouldBe("Fair");
    }

    [Fact]
    public async Task People_say_that_they_come_and_are_counted_and_take_it_back()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var carol = await guild.Join("carol");
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", External("Fair"))).Ok();
        var path = $"/guilds/{guild.Id}/scheduled-events/{made.Id}";
        (await bob.Put($"{path}/users/@me")).Ok()["response"].GetInt32().ShouldBe(1);
        (await bob.Put($"{path}/users/@me")).Ok();
        (await carol.Put($"{path}/users/@me")).Ok();
        await guild.Owner.Gateway.Saw("GUILD_SCHEDULED_EVENT_USER_ADD", seen => seen.GetProperty("user_id").GetString() == bob.Id);
        (await guild.Owner.Get($"{path}?with_user_count=true")).Ok()["user_count"].GetInt32().ShouldBe(2);
        var users = (await guild.Owner.Get($"{path}/users?with_member=true&limit=1")).Ok();
        users.Json[0].GetProperty("user").GetProperty("id").GetString().ShouldBe(bob.Id);
        users.Json[0].GetProperty("member").GetProperty("user").GetProperty("id").GetString().ShouldBe(bob.Id);
        (await guild.Owner.Get($"{path}/users?after={bob.Id}")).Ok().Json[0].GetProperty("user_id").GetString().ShouldBe(carol.Id);
        (await guild.Owner.Get($"{path}/users?before={carol.Id}")).Ok().Json[0].GetProperty("user_id").GetString().ShouldBe(bob.Id);
        (await guild.Owner.Get($"{path}/users/counts")).Ok()["guild_scheduled_event_count"].GetInt32().ShouldBe(2);
        (await bob.Delete($"{path}/users/@me")).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("GUILD_SCHEDULED_EVENT_USER_REMOVE", seen => seen.GetProperty("user_id").GetString() == bob.Id);
        (await bob.Delete($"{path}/users/@me")).Code.ShouldBe(10071);
        (await carol.Delete($"/users/@me/guilds/{guild.Id}")).Ok();
        (await guild.Owner.Get($"{path}/users/counts")).Ok()["guild_scheduled_event_count"].GetInt32().ShouldBe(0);
    }

    internal static object External(string name, object? more = null)
    {
        var body = new Dictionary<string, object?>
        {
            ["name"] = name,
            ["privacy_level"] = 2,
            ["entity_type"] = 3,
            ["scheduled_start_time"] = Tomorrow,
            ["scheduled_end_time"] = Tomorrow.AddHours(2),
            ["entity_metadata"] = new { location = "The square" },
        };
        foreach (var property in more?.GetType().GetProperties() ?? []) body[property.Name] = property.GetValue(more);
        return body;
    }
}
