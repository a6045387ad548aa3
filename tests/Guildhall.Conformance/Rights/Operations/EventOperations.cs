using System.Globalization;
using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>A scheduled event of the owner, every day from tomorrow on.</summary>
internal static class EventOperations
{
    private const string Events = "/guilds/{guild_id}/scheduled-events";
    private const string Event = Events + "/{guild_scheduled_event_id}";
    private const string Occurrence = Event + "/{guild_scheduled_event_exception_id}";

    private static readonly DateTimeOffset Start = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(2), TimeSpan.Zero);

    public static readonly MatrixOperation[] All =
    [
        Plain("GET " + Events),
        Plain("POST " + Events, Fair()),
        With("GET " + Event, Made),
        new("PATCH " + Event, async world =>
        {
            await Made(world);
            return new { name = "Great fair" };
        }),
        With("DELETE " + Event, Made),
        With("GET " + Event + "/users", Made),
        With("GET " + Event + "/users/counts", Made),
        With("PUT " + Event + "/users/@me", Made),
        With("DELETE " + Event + "/users/@me", async world =>
        {
            await Made(world);
            await world.Actor.Put($"/guilds/{world.Guild}/scheduled-events/{world["guild_scheduled_event_id"]}/users/@me");
        }),
        new("POST " + Event + "/exceptions", async world =>
        {
            await Made(world);
            return new { original_scheduled_start_time = Start.AddDays(1), is_canceled = true };
        }),
        new("PATCH " + Event + "/exceptions/{exception_id}", async world =>
        {
            await Exception(world);
            return new { is_canceled = false };
        }),
        With("DELETE " + Event + "/exceptions/{exception_id}", Exception),
        With("GET " + Occurrence + "/users", Made),
        With("PUT " + Occurrence + "/users/@me", Made),
        With("DELETE " + Occurrence + "/users/@me", async world =>
        {
            await Made(world);
            var occurrence = $"{world["guild_scheduled_event_id"]}/{world["guild_scheduled_event_exception_id"]}";
            await world.Actor.Put($"/guilds/{world.Guild}/scheduled-events/{occurrence}/users/@me");
        }),
    ];

    private static object Fair() => new
    {
        name = "Fair",
        privacy_level = 2,
        entity_type = 3,
        scheduled_start_time = Start,
        scheduled_end_time = Start.AddHours(1),
        entity_metadata = new { location = "The square" },
        recurrence_rule = new { start = Start, frequency = 3, interval = 1 },
    };

    private static async Task Made(MatrixWorld world)
    {
        world["guild_scheduled_event_id"] = (await world.Must(HttpMethod.Post, $"/guilds/{world.Guild}/scheduled-events", Fair())).Id;
        world["guild_scheduled_event_exception_id"] = Protocol.Snowflake.At(Start.AddDays(1)).Value.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task Exception(MatrixWorld world)
    {
        await Made(world);
        var path = $"/guilds/{world.Guild}/scheduled-events/{world["guild_scheduled_event_id"]}/exceptions";
        var made = await world.Must(HttpMethod.Post, path, new { original_scheduled_start_time = Start.AddDays(1), is_canceled = true });
        world["exception_id"] = made["event_exception_id"].GetString()!;
    }
}
