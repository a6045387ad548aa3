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
    private const int Rounds = 20;

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
        var deeds = new Deeds(random);
        var history = new History(world, random, deeds);
        var threads = new ThreadHistory(world, random, deeds);
        var affairs = new PrivateHistory(world, random, deeds);
        var stayed = await world.Watchers();
        var features = new FeatureHistory(world, random, deeds, stayed);
        for (var step = random.Next(3, 12); step > 0; step--) await Step(random.Next(10), history, threads, affairs, features);
        var came = await world.Watchers();
        var differences = Differences(stayed, came);
        for (var round = 0; round < Rounds && differences.Count > 0; round++)
        {
            // What comes from a private channel or from one's own account has no question that goes the same way: a few rounds do.
            foreach (var watcher in stayed.Concat(came)) await watcher.Settle();
            differences = Differences(stayed, came);
        }

        if (differences.Count > 0)
            Assert.Fail($"History {seed}:\n{string.Join('\n', differences.Take(30))}\nafter\n{string.Join('\n', deeds.Told)}");
        foreach (var watcher in stayed.Concat(came))
        {
            await watcher.Leave();
            await watcher.DisposeAsync();
        }
    }

    private static Task Step(int which, History history, ThreadHistory threads, PrivateHistory affairs, FeatureHistory features) => which switch
    {
        < 2 => affairs.Step(),
        < 4 => threads.Step(),
        < 6 => features.Step(),
        _ => history.Step(),
    };

    private static List<string> Differences(IReadOnlyList<GatewayClient> stayed, IReadOnlyList<GatewayClient> came)
    {
        List<string> differences = [];
        for (var index = 0; index < stayed.Count; index++)
        {
            var own = MirrorText.Differences(Mirror.Of(stayed[index].Seen).Whole(), Mirror.Of(came[index].Seen).Whole());
            // Without the intent for members a bot is not told of those who come and go.
            var isBlind = index == MirrorWorld.BotWatcher;
            differences.AddRange(own
                .Where(line => !isBlind || !line.Contains("/member_count:", StringComparison.Ordinal))
                .Select(line => $"watcher {index} {line}"));
        }

        return differences;
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
