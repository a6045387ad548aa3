using System.Globalization;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.ScheduledEvents;

public sealed class RecurringEventTests
{
    // The clock of these tests stands at noon of Thursday, January 1st 2026.
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_event_somewhere_else_begins_and_ends_by_itself_and_those_who_come_are_reminded()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        // Within a heartbeat, so that the sockets live.
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", ScheduledEventTests.External(
            "Fair", new { scheduled_start_time = Noon.AddSeconds(15), scheduled_end_time = Noon.AddSeconds(30) }))).Ok();
        (await bob.Put($"/guilds/{guild.Id}/scheduled-events/{made.Id}/users/@me")).Ok();
        time.Advance(TimeSpan.FromSeconds(15));
        await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_UPDATE", Status(2));
        var reminder = await bob.Gateway.Saw("NOTIFICATION_CENTER_ITEM_CREATE");
        reminder.GetProperty("guild_scheduled_event_id").GetString().ShouldBe(made.Id);
        await guild.Owner.Gateway.SawNo("NOTIFICATION_CENTER_ITEM_CREATE");
        time.Advance(TimeSpan.FromSeconds(15));
        await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_UPDATE", Status(3));
    }

    [Fact]
    public async Task An_event_that_nobody_begins_is_canceled_some_hours_later_also_after_a_restart()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        var guild = (await ada.Post("/guilds", new { name = "Quiet" })).Ok();
        var voice = (await ada.Post($"/guilds/{guild.Id}/channels", new { name = "Lounge", type = 2 })).Ok();
        var made = (await ada.Post($"/guilds/{guild.Id}/scheduled-events", new
        {
            name = "Talk", privacy_level = 2, entity_type = 2, scheduled_start_time = Noon.AddHours(1), channel_id = voice.Id,
        })).Ok();
        var path = $"/guilds/{guild.Id}/scheduled-events/{made.Id}";
        time.Advance(TimeSpan.FromHours(3));
        (await ada.Get(path)).Ok()["status"].GetInt32().ShouldBe(1);
        await house.Restart();
        for (var i = 0; i < 200 && (await ada.Get(path)).Ok()["status"].GetInt32() == 1; i++) time.Advance(TimeSpan.FromMinutes(6));
        (await ada.Get(path)).Ok()["status"].GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task An_event_that_recurs_is_scheduled_again_when_it_ends()
    {
        await using var house = await TestHouse.Start(time: new ManualTime());
        var (guild, _) = await house.CreateGuild("ada");
        var start = Noon.AddDays(1);
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", At(start, Weekly(start, weekday: 4)))).Ok();
        made["recurrence_rule"].GetProperty("by_weekday")[0].GetInt32().ShouldBe(4);
        var path = $"/guilds/{guild.Id}/scheduled-events/{made.Id}";
        (await guild.Owner.Patch(path, new { status = 2 })).Ok();
        var next = (await guild.Owner.Patch(path, new { status = 3 })).Ok();
        next["status"].GetInt32().ShouldBe(1);
        next["scheduled_start_time"].GetDateTimeOffset().ShouldBe(start.AddDays(7));
        next["scheduled_end_time"].GetDateTimeOffset().ShouldBe(start.AddDays(7).AddHours(2));
        (await guild.Owner.Patch(path, new { status = 4 })).Ok()["status"].GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task An_occurrence_is_moved_or_left_out_and_taken_back()
    {
        await using var house = await TestHouse.Start(time: new ManualTime());
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var start = Noon.AddDays(1);
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", At(start, Weekly(start, weekday: 4)))).Ok();
        var path = $"/guilds/{guild.Id}/scheduled-events/{made.Id}";
        var second = start.AddDays(7);
        var left = (await guild.Owner.Post($"{path}/exceptions", new { original_scheduled_start_time = second, is_canceled = true })).Ok();
        left["event_id"].GetString().ShouldBe(made.Id);
        left["is_canceled"].GetBoolean().ShouldBeTrue();
        var id = left["event_exception_id"].GetString()!;
        (ulong.Parse(id, CultureInfo.InvariantCulture) >> 22).ShouldBe((ulong)(second.ToUnixTimeMilliseconds() - 1_420_070_400_000));
        (await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_EXCEPTION_CREATE")).GetProperty("guild_id").GetString().ShouldBe(guild.Id);
        (await guild.Owner.Post($"{path}/exceptions", new { original_scheduled_start_time = second, is_canceled = true })).Code.ShouldBe(50035);
        (await guild.Owner.Post($"{path}/exceptions", new { original_scheduled_start_time = second.AddDays(1), is_canceled = true })).Code.ShouldBe(50035);
        (await guild.Owner.Post($"{path}/exceptions", new { original_scheduled_start_time = second })).Code.ShouldBe(50035);
        (await bob.Post($"{path}/exceptions", new { original_scheduled_start_time = second.AddDays(7), is_canceled = true })).Code.ShouldBe(50013);
        (await bob.Patch($"{path}/exceptions/{id}", new { is_canceled = false })).Code.ShouldBe(50013);
        (await guild.Owner.Patch($"{path}/exceptions/5", new { is_canceled = false })).Code.ShouldBe(10070);
        (await guild.Owner.Patch($"{path}/exceptions/{id}", new { is_canceled = false, scheduled_start_time = second.AddHours(1), scheduled_end_time = second.AddHours(3) })).Ok();
        await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_EXCEPTION_UPDATE");
        (await bob.Get(path)).Ok()["guild_scheduled_event_exceptions"].GetArrayLength().ShouldBe(1);
        (await guild.Owner.Patch(path, new { status = 2 })).Ok();
        (await guild.Owner.Patch(path, new { status = 3 })).Ok()["scheduled_start_time"].GetDateTimeOffset().ShouldBe(second.AddHours(1));
        (await bob.Put($"{path}/{id}/users/@me", new { response = 1 })).Ok()["guild_scheduled_event_exception_id"].GetString().ShouldBe(id);
        (await guild.Owner.Get($"{path}/{id}/users")).Ok().Json.GetArrayLength().ShouldBe(1);
        var counts = (await guild.Owner.Get($"{path}/users/counts?guild_scheduled_event_exception_ids={id}")).Ok();
        counts["guild_scheduled_event_exception_counts"].GetProperty(id).GetInt32().ShouldBe(1);
        (await bob.Delete($"{path}/{id}/users/@me")).Ok();
        (await bob.Delete($"{path}/exceptions/{id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"{path}/exceptions/{id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_SCHEDULED_EVENT_EXCEPTION_DELETE");
        (await bob.Get(path)).Ok()["scheduled_start_time"].GetDateTimeOffset().ShouldBe(second);
        (await guild.Owner.Delete($"{path}/exceptions/{id}")).Code.ShouldBe(10070);
    }

    [Fact]
    public async Task A_canceled_next_occurrence_makes_way_for_the_one_after_and_comes_back()
    {
        await using var house = await TestHouse.Start(time: new ManualTime());
        var (guild, _) = await house.CreateGuild("ada");
        var start = Noon.AddDays(1);
        var made = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", At(start, Weekly(start, weekday: 4)))).Ok();
        var path = $"/guilds/{guild.Id}/scheduled-events/{made.Id}";
        var left = (await guild.Owner.Post($"{path}/exceptions", new { original_scheduled_start_time = start, is_canceled = true })).Ok();
        (await guild.Owner.Get(path)).Ok()["scheduled_start_time"].GetDateTimeOffset().ShouldBe(start.AddDays(7));
        (await guild.Owner.Delete($"{path}/exceptions/{left["event_exception_id"].GetString()}")).Status.ShouldBe(204);
        (await guild.Owner.Get(path)).Ok()["scheduled_start_time"].GetDateTimeOffset().ShouldBe(start);
    }

    [Theory]
    [InlineData("""{"start":"2026-01-01T12:00:00Z","frequency":2,"interval":3,"by_weekday":[4]}""")]
    [InlineData("""{"start":"2026-01-01T12:00:00Z","frequency":3,"interval":2}""")]
    [InlineData("""{"start":"2026-01-01T12:00:00Z","frequency":2,"by_weekday":[1,4]}""")]
    [InlineData("""{"start":"2026-01-01T12:00:00Z","frequency":3,"by_weekday":[0,2]}""")]
    [InlineData("""{"start":"2026-01-01T12:00:00Z","frequency":2,"by_n_weekday":[{"n":1,"day":2}]}""")]
    [InlineData("""{"start":"2026-01-01T12:00:00Z","frequency":0,"by_month":[7]}""")]
    [InlineData("""{"start":"2026-01-01T12:00:00Z","frequency":2,"by_weekday":[4],"count":5}""")]
    [InlineData("""{"frequency":2}""")]
    [InlineData("""{"start":"2026-01-01T12:00:00Z","frequency":4}""")]
    public async Task Rules_beyond_the_documented_ones_are_refused(string rule)
    {
        await using var house = await TestHouse.Start(time: new ManualTime());
        var (guild, _) = await house.CreateGuild("ada");
        var body = At(Noon.AddDays(1), JsonSerializer.Deserialize<JsonElement>(rule));
        (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", body)).Code.ShouldBe(50035);
    }

    private static object At(DateTimeOffset start, object? rule = null) => ScheduledEventTests.External(
        "Fair", new { scheduled_start_time = start, scheduled_end_time = start.AddHours(2), recurrence_rule = rule });

    private static object Weekly(DateTimeOffset start, int weekday) => new { start, frequency = 2, interval = 1, by_weekday = new[] { weekday } };

    private static Func<JsonElement, bool> Status(int status) => seen => seen.GetProperty("status").GetInt32() == status;
}
