using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>
/// The promise that clients live by: whoever has applied every dispatch since READY knows, field by field, what one who has just
/// received READY knows. GUILDHALL_HISTORIES says how many random histories; GUILDHALL_SEED repeats one.
/// </summary>
public sealed class MirrorTests
{
    private const int HistoriesPerGuild = 20;

    [Fact]
    public async Task A_client_that_stayed_knows_what_one_knows_that_has_just_come()
    {
        var histories = Number("GUILDHALL_HISTORIES") ?? 150;
        var first = Number("GUILDHALL_SEED") ?? 1;
        await using var house = await TestHouse.Start();
        var world = await MirrorWorld.Of(house);
        for (var index = 0; index < histories; index++)
        {
            if (index % HistoriesPerGuild == 0) await world.BeginGuild();
            await Run(world, first + index);
        }
    }

    private static async Task Run(MirrorWorld world, int seed)
    {
        var random = new Random(seed);
        var history = new History(world, random);
        var stayed = await world.Watchers();
        for (var step = random.Next(3, 12); step > 0; step--) await history.Step();
        var came = await world.Watchers();
        foreach (var watcher in stayed) await watcher.Settle();
        foreach (var watcher in came) await watcher.Settle();
        for (var index = 0; index < stayed.Count; index++)
        {
            var differences = MirrorText.Differences(Mirror.Of(stayed[index].Seen).Whole(), Mirror.Of(came[index].Seen).Whole());
            // Without the intent for members a bot is not told of those who come and go.
            if (index == MirrorWorld.BotWatcher) differences = [.. differences.Where(line => !line.Contains("/member_count:", StringComparison.Ordinal))];
            if (differences.Count == 0) continue;
            var told = string.Join('\n', history.Told);
            Assert.Fail($"History {seed}, watcher {index}:\n{string.Join('\n', differences.Take(30))}\nafter\n{told}");
        }

        foreach (var watcher in stayed.Concat(came))
        {
            await watcher.Leave();
            await watcher.DisposeAsync();
        }
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
