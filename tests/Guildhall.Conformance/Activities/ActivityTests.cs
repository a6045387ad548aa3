using System.Text.Json;
using Guildhall.Conformance.Interactions;
using Guildhall.Testing;

namespace Guildhall.Conformance.Activities;

public sealed class ActivityTests
{
    private const int Embedded = 1 << 17;
    private static readonly object Launch = new { type = 12 };

    [Fact]
    public async Task A_command_launches_the_activity_and_the_application_sees_who_is_in_it()
    {
        await using var house = await Start();
        var command = await house.Register("play");
        var told = await house.Invoke(house.Bob, command, "play");
        var launched = (await house.Callback(told, Launch, withResponse: true)).Ok();
        var id = launched["resource"].GetProperty("activity_instance").GetProperty("id").GetString()!;
        launched["resource"].GetProperty("type").GetInt32().ShouldBe(12);
        launched["interaction"].GetProperty("activity_instance_id").GetString().ShouldBe(id);
        await house.Bob.Gateway.Saw("INTERACTION_SUCCESS", heard => InteractionHouse.Id(heard) == InteractionHouse.Id(told));

        var running = (await house.Bot.Get(PathOf(house, id))).Ok();
        running["application_id"].GetString().ShouldBe(house.Bot.Id);
        running["instance_id"].GetString().ShouldBe(id);
        id.ShouldBe($"i-{running["launch_id"].GetString()}-gc-{house.Guild.Id}-{house.General.Id}");
        var location = running["location"];
        location.GetProperty("id").GetString().ShouldBe($"gc-{house.Guild.Id}-{house.General.Id}");
        location.GetProperty("kind").GetString().ShouldBe("gc");
        location.GetProperty("channel_id").GetString().ShouldBe(house.General.Id);
        location.GetProperty("guild_id").GetString().ShouldBe(house.Guild.Id);
        UsersOf(running).ShouldBe([house.Bob.Id]);

        (await LaunchBy(house, house.Ada, command)).ShouldBe(id);
        UsersOf((await house.Bot.Get(PathOf(house, id))).Ok()).ShouldBe([house.Bob.Id, house.Ada.Id]);
    }

    [Fact]
    public async Task An_instance_ends_with_the_last_session_of_its_people()
    {
        await using var house = await Start();
        var command = await house.Register("play");
        var id = await LaunchBy(house, house.Bob, command);
        await LaunchBy(house, house.Ada, command);
        await GoOffline(house, house.Bob, house.Ada);
        UsersOf((await house.Bot.Get(PathOf(house, id))).Ok()).ShouldBe([house.Ada.Id]);
        await house.Bob.Connect();
        await GoOffline(house, house.Ada, house.Bob);
        (await house.Bot.Get(PathOf(house, id))).Status.ShouldBe(404);
        (await LaunchBy(house, house.Bob, command)).ShouldNotBe(id);
    }

    [Fact]
    public async Task Who_does_not_see_the_channel_any_more_is_out_and_stays_out()
    {
        await using var house = await Start();
        var command = await house.Register("play");
        var id = await LaunchBy(house, house.Bob, command);
        await LaunchBy(house, house.Ada, command);
        await house.General.Deny(house.Bob, Permissions.ViewChannel);
        await house.General.Deny(house.Bob, Permissions.None);
        UsersOf((await house.Bot.Get(PathOf(house, id))).Ok()).ShouldBe([house.Ada.Id]);
        await LaunchBy(house, house.Bob, command);
        (await house.Ada.Delete($"/guilds/{house.Guild.Id}/members/{house.Bob.Id}")).Ok();
        UsersOf((await house.Bot.Get(PathOf(house, id))).Ok()).ShouldBe([house.Ada.Id]);
    }

    [Fact]
    public async Task Somebody_is_in_one_activity_of_a_guild_at_a_time()
    {
        await using var house = await Start();
        var command = await house.Register("play");
        var first = await LaunchBy(house, house.Bob, command);
        var elsewhere = await house.Guild.CreateChannel("elsewhere");
        var told = await house.Invoke(house.Bob, nonce => new
        {
            type = 2, application_id = house.Bot.Id, channel_id = elsewhere.Id, nonce, data = new { id = command, name = "play" },
        });
        var second = (await house.Callback(told, Launch, withResponse: true)).Ok()["interaction"].GetProperty("activity_instance_id").GetString()!;
        second.ShouldNotBe(first);
        (await house.Bot.Get(PathOf(house, first))).Status.ShouldBe(404);
        UsersOf((await house.Bot.Get(PathOf(house, second))).Ok()).ShouldBe([house.Bob.Id]);
    }

    [Fact]
    public async Task Only_its_own_bot_sees_an_instance()
    {
        await using var house = await Start();
        var id = await LaunchBy(house, house.Bob, await house.Register("play"));
        var other = await InteractionHouse.Add(house.House, house.Guild, "Other");
        (await other.Get(PathOf(house, id))).Code.ShouldBe(20012);
        (await other.Get($"/applications/{other.Id}/activity-instances/{id}")).Status.ShouldBe(404);
        (await house.Ada.Get(PathOf(house, id))).Code.ShouldBe(20002);
        (await house.House.Nobody.Get(PathOf(house, id))).Status.ShouldBe(401);
        (await house.Bot.Get($"/applications/1/activity-instances/{id}")).Code.ShouldBe(10002);
        await other.DisposeAsync();
    }

    [Theory]
    [InlineData("1")]
    [InlineData("i-1-gc-2-3")]
    [InlineData("i-1-pc-3")]
    [InlineData("i-1-party-3")]
    [InlineData("i-1-gc-2-99999999999999999999999999")]
    [InlineData("i-1-gc-GUILD-CHANNEL")]
    [InlineData("i-1-pc-CHANNEL")]
    public async Task A_number_of_no_instance_finds_none(string id)
    {
        await using var house = await Start();
        await LaunchBy(house, house.Bob, await house.Register("play"));
        var text = id.Replace("GUILD", house.Guild.Id, StringComparison.Ordinal).Replace("CHANNEL", house.General.Id, StringComparison.Ordinal);
        (await house.Bot.Get(PathOf(house, text))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Only_applications_with_an_activity_launch_one()
    {
        await using var house = await InteractionHouse.Start();
        var told = await house.Invoke(house.Bob, await house.Register("play"), "play");
        (await house.Callback(told, Launch)).Code.ShouldBe(50035);
        (await house.Callback(told, new { type = 4, data = new { content = "no game" } })).Ok();
    }

    [Fact]
    public async Task Who_may_not_use_activities_launches_none()
    {
        await using var house = await Start();
        var command = await house.Register("play");
        await house.General.Deny(house.Bob, Permissions.UseEmbeddedActivities);
        var told = await house.Invoke(house.Bob, command, "play");
        (await house.Callback(told, Launch)).Code.ShouldBe(50013);
        (await house.Callback(told, new { type = 4, data = new { content = "sorry" } })).Ok();
        var entry = await EntryPoint(house, handler: 2);
        (await house.Bob.Post("/interactions", Call(house, entry, "refused"))).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task An_entry_point_is_launched_by_the_house_and_the_channel_sees_it()
    {
        await using var house = await Start();
        var entry = await EntryPoint(house, handler: 2);
        (await house.Bob.Post("/interactions", Call(house, entry, "first"))).Status.ShouldBe(204);
        var created = await house.Bob.Gateway.Saw("INTERACTION_CREATE", heard => heard.GetProperty("nonce").GetString() == "first");
        await house.Bob.Gateway.Saw("INTERACTION_SUCCESS", heard => InteractionHouse.Id(heard) == InteractionHouse.Id(created));
        var message = await house.Ada.Gateway.Saw("MESSAGE_CREATE", seen => seen.GetProperty("type").GetInt32() == 20);
        message.GetProperty("author").GetProperty("id").GetString().ShouldBe(house.Bot.Id);
        message.GetProperty("flags").GetInt32().ShouldBe(0);
        message.GetProperty("interaction_metadata").GetProperty("name").GetString().ShouldBe("launch");
        message.GetProperty("interaction_metadata").GetProperty("user").GetProperty("id").GetString().ShouldBe(house.Bob.Id);
        await house.Bot.Gateway.SawNo("INTERACTION_CREATE");

        // A command of the application brings somebody else into the same instance.
        var id = await LaunchBy(house, house.Ada, await house.Register("play"));
        UsersOf((await house.Bot.Get(PathOf(house, id))).Ok()).ShouldBe([house.Bob.Id, house.Ada.Id]);
    }

    [Theory]
    [InlineData(1, Embedded)]
    [InlineData(2, 0)]
    public async Task Its_application_answers_an_entry_point_that_the_house_does_not_launch(int handler, int flags)
    {
        await using var house = await Start(flags);
        var entry = await EntryPoint(house, handler);
        var told = await house.Invoke(house.Bob, nonce => Call(house, entry, nonce));
        told.GetProperty("data").GetProperty("type").GetInt32().ShouldBe(4);
        (await house.Callback(told, flags == 0 ? new { type = 5 } : Launch)).Ok();
    }

    [Fact]
    public async Task A_direct_message_has_activities_too()
    {
        await using var house = await Start();
        var command = await house.Register("play");
        var dm = (await house.Bob.Post("/users/@me/channels", new { recipient_id = house.Bot.Id })).Ok();
        var told = await house.Invoke(house.Bob, nonce => new
        {
            type = 2, application_id = house.Bot.Id, channel_id = dm.Id, nonce, data = new { id = command, name = "play" },
        });
        var id = (await house.Callback(told, Launch, withResponse: true)).Ok()["interaction"].GetProperty("activity_instance_id").GetString()!;
        var running = (await house.Bot.Get(PathOf(house, id))).Ok();
        running["location"].GetProperty("id").GetString().ShouldBe($"pc-{dm.Id}");
        running["location"].GetProperty("kind").GetString().ShouldBe("pc");
        running["location"].TryGetProperty("guild_id", out _).ShouldBeFalse();
        UsersOf(running).ShouldBe([house.Bob.Id]);
        await GoOffline(house, house.Bob, house.Ada);
        (await house.Bot.Get(PathOf(house, id))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Somebody_who_is_not_connected_is_in_no_activity()
    {
        await using var house = await Start();
        var command = await house.Register("play");
        await GoOffline(house, house.Bob, house.Ada);
        (await house.Bob.Post("/interactions", house.Call(command, "play"))).Ok();
        var told = await house.Bot.Gateway.Saw("INTERACTION_CREATE");
        var id = (await house.Callback(told, Launch, withResponse: true)).Ok()["interaction"].GetProperty("activity_instance_id").GetString()!;
        (await house.Bot.Get(PathOf(house, id))).Status.ShouldBe(404);
    }

    private static async Task<InteractionHouse> Start(int flags = Embedded)
    {
        var house = await InteractionHouse.Start();
        (await house.Ada.Patch($"/applications/{house.Bot.Id}", new { flags })).Ok()["flags"].GetInt32().ShouldBe(flags);
        return house;
    }

    private static string PathOf(InteractionHouse house, string instance) => $"/applications/{house.Bot.Id}/activity-instances/{instance}";

    private static IEnumerable<string?> UsersOf(Answer instance) => instance["users"].EnumerateArray().Select(user => user.GetString());

    private static async Task<string> EntryPoint(InteractionHouse house, int handler) =>
        (await house.Bot.Post($"/applications/{house.Bot.Id}/commands", new { name = "launch", type = 4, handler })).Ok().Id;

    private static object Call(InteractionHouse house, string entry, string nonce) => new
    {
        type = 2,
        application_id = house.Bot.Id,
        guild_id = house.Guild.Id,
        channel_id = house.General.Id,
        nonce,
        data = new { id = entry, name = "launch", type = 4 },
    };

    private static async Task<string> LaunchBy(InteractionHouse house, TestUser person, string command)
    {
        JsonElement told = await house.Invoke(person, command, "play");
        return (await house.Callback(told, Launch, withResponse: true)).Ok()["interaction"].GetProperty("activity_instance_id").GetString()!;
    }

    private static async Task GoOffline(InteractionHouse house, TestUser person, TestUser watcher)
    {
        await person.Gateway.Leave();
        await watcher.Gateway.Saw(
            "PRESENCE_UPDATE",
            seen => seen.GetProperty("user").GetProperty("id").GetString() == person.Id && seen.GetProperty("status").GetString() == "offline");
        await house.Bot.Gateway.Settle();
    }
}
