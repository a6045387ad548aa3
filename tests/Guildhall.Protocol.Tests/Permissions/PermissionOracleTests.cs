using System.Globalization;

namespace Guildhall.Protocol.Tests;

/// <summary>The fast computation against the slow one. The seed is printed; GUILDHALL_SEED repeats a run.</summary>
public sealed class PermissionOracleTests(ITestOutputHelper output)
{
    private const int Cases = 2_000_000;

    [Fact]
    public async Task Two_million_members_may_do_exactly_what_the_plain_reading_of_the_rules_says()
    {
        var seed = Environment.GetEnvironmentVariable("GUILDHALL_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var workers = Math.Max(1, Environment.ProcessorCount);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => Compare(seed + worker, Cases / workers))));
    }

    private static void Compare(int seed, int cases)
    {
        var random = new Random(seed);
        for (var number = 0; number < cases; number++)
        {
            var drawn = PermissionCase.Draw(random);
            var expected = PermissionOracle.InChannel(drawn);
            if (drawn.InChannel() != expected) drawn.InChannel().ShouldBe(expected, $"case {number} of seed {seed}: {drawn}");
            var inGuild = PermissionOracle.InGuild(drawn, drawn.IsTimedOut);
            if (drawn.InGuild(drawn.IsTimedOut) != inGuild) drawn.InGuild(drawn.IsTimedOut).ShouldBe(inGuild, $"case {number} of seed {seed}: {drawn}");
        }
    }
}
