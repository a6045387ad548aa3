using Guildhall.Cluster.Actors;

namespace Guildhall.Cluster.Tests;

/// <summary>What an actor costs that does nothing. Runs alone, since it reads the size of the heap.</summary>
[Collection(nameof(ActorMemoryTests))]
[CollectionDefinition(nameof(ActorMemoryTests), DisableParallelization = true)]
public sealed class ActorMemoryTests
{
    [Fact]
    public async Task An_idle_actor_costs_the_house_less_than_three_hundred_bytes()
    {
        const int Count = 50_000;
        var shared = new ScriptedActor((_, turn) =>
        {
            turn.Reply<Answer>(new Answer(0));
            return ValueTask.CompletedTask;
        });
        await using var actors = new TestActors(TestActors.Echoes);
        await using var host = new ActorHost<int>(
            "Idle", (_, _) => ValueTask.FromResult<Actor>(shared), new ActorHostOptions(), actors.Time, actors.Log);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var id = 0; id < Count; id++) await host.Ask(id, new Echo(id), CancellationToken.None);
        await host.Settled();
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes for each idle actor, the actor itself left out");
        each.ShouldBeLessThan(300);
        GC.KeepAlive(host);
    }
}
