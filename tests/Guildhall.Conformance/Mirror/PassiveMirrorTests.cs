using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>
/// The promise behind saying little: whoever did not look at a guild while much happened there knows, once it has opened the guild, what
/// one knows that has just received READY. GUILDHALL_HISTORIES says how many random histories; GUILDHALL_SEED repeats one.
/// </summary>
public sealed class PassiveMirrorTests
{
    private const long FirstForm = 1 << 11;
    private const long SecondForm = 1 << 14;
    private const int Subscribe = 37;
    private const int Presence = 3;
    private const int Heartbeat = 1;
    private const int HistoriesPerGuild = 20;
    private const int Rounds = 20;

    [Fact]
    public async Task A_client_that_did_not_look_knows_after_opening_what_one_knows_that_has_just_come()
    {
        var histories = Number("GUILDHALL_HISTORIES") ?? 60;
        var first = Number("GUILDHALL_SEED") ?? 1;
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var world = await MirrorWorld.Of(house);
        for (var index = 0; index < histories; index++)
        {
            if (index % HistoriesPerGuild == 0) await world.BeginGuild();
            await Run(world, time, first + index);
        }
    }

    private static async Task Run(MirrorWorld world, ManualTime time, int seed)
    {
        var random = new Random(seed);
        var deeds = new Deeds(random);
        var actors = await world.Watchers();
        GatewayClient[] passive =
        [
            await world.Watcher(world.Owner, SecondForm),
            await world.Watcher(world.Member, SecondForm),
            await world.Watcher(world.Member, FirstForm),
        ];
        var history = new History(world, random, deeds);
        var threads = new ThreadHistory(world, random, deeds);
        // Voice is for those who act and, now and then, for one who thereby begins to look.
        var features = new FeatureHistory(world, random, deeds, [.. actors, passive[0]]);
        for (var step = random.Next(4, 16); step > 0; step--)
        {
            switch (random.Next(12))
            {
                case < 4: await history.Step(); break;
                case < 6: await threads.Step(); break;
                case < 9: await features.Step(); break;
                case 9: await actors[random.Next(actors.Count)].Send(Presence, new { status = random.Next(2) == 0 ? "idle" : "dnd", activities = Array.Empty<object>(), since = (long?)null, afk = false }); break;
                case 10: await Look(world, passive[random.Next(passive.Length)], random.Next(2) == 0, deeds); break;
                default: await Wait(time, random.Next(1, 25), [.. actors, .. passive]); break;
            }
        }

        foreach (var session in passive) await Look(world, session, true, deeds);
        GatewayClient[] came = [await world.Watcher(world.Owner), await world.Watcher(world.Member), await world.Watcher(world.Member)];
        var differences = Differences(passive, came);
        for (var round = 0; round < Rounds && differences.Count > 0; round++)
        {
            foreach (var session in passive.Concat(came).Concat(actors)) await session.Settle();
            differences = Differences(passive, came);
        }

        if (differences.Count > 0)
            Assert.Fail($"History {seed}:\n{string.Join('\n', differences.Take(30))}\nafter\n{string.Join('\n', deeds.Told)}");
        foreach (var session in passive.Concat(came).Concat(actors))
        {
            await session.Leave();
            await session.DisposeAsync();
        }
    }

    private static async Task Wait(ManualTime time, int seconds, GatewayClient[] sessions)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        foreach (var session in sessions)
        {
            await session.Send(Heartbeat, session.Sequence);
            await session.Settle();
        }
    }

    private static async Task Look(MirrorWorld world, GatewayClient session, bool looks, Deeds deeds)
    {
        await session.Send(Subscribe, new { subscriptions = new Dictionary<string, object> { [world.Guild] = new { typing = looks, activities = looks, threads = looks } } });
        await session.Settle();
        deeds.Tell(looks ? "somebody opens the guild" : "somebody leaves the guild behind");
    }

    private static List<string> Differences(GatewayClient[] passive, GatewayClient[] came)
    {
        List<string> differences = [];
        for (var index = 0; index < passive.Length; index++)
        {
            var own = MirrorText.Differences(Mirror.Of(passive[index].Seen).Whole(), Mirror.Of(came[index].Seen).Whole());
            differences.AddRange(own.Where(line => line.StartsWith("/guilds", StringComparison.Ordinal)).Select(line => $"passive {index} {line}"));
        }

        return differences;
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
