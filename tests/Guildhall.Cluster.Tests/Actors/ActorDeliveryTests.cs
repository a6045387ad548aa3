using Guildhall.Cluster.Actors;

namespace Guildhall.Cluster.Tests;

/// <summary>What actors tell each other when their mailboxes are full.</summary>
public sealed class ActorDeliveryTests
{
    private static readonly ActorHostOptions Small = new() { MailboxCapacity = 2 };

    [Fact]
    public async Task Two_actors_that_are_full_and_tell_each_other_go_on_and_lose_nothing()
    {
        const int Each = PendingTurns.Capacity * 3;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (passed, noted) = (new int[2], new int[2]);
        TestActors? both = null;
        await using var actors = new TestActors(
            async (id, message, turn) =>
            {
                if (message is Hold) await gate.Task;
                else if (message is Note { Sender: 0 })
                {
                    passed[id]++;
                    turn.Commit(Task.CompletedTask);
                    turn.Then(() => both!.Host.Deliver(1 - id, new Note(1, 0)));
                }
                else noted[id]++;
            },
            Small);
        both = actors;

        // Both are busy while more is sent to them than their mailboxes hold, so the rest stands in line in front of what they will tell each other.
        await actors.Tell(new Hold(), 0);
        await actors.Tell(new Hold(), 1);
        var sent = Enumerable.Range(0, Each * 2).Select(number => actors.Tell(new Note(0, number), number % 2)).ToArray();
        gate.SetResult();
        await Task.WhenAll(sent);
        await actors.Host.Settled().WaitAsync(TestActors.Patience);
        await actors.Host.Settled().WaitAsync(TestActors.Patience);

        (passed[0], passed[1], noted[0], noted[1]).ShouldBe((Each, Each, Each, Each));
        actors.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_actor_tells_finds_room_where_others_wait()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<int> handled = [];
        await using var actors = new TestActors(
            async (_, message, _) =>
            {
                if (message is Hold) await gate.Task;
                else handled.Add(((Note)message).Number);
            },
            Small);
        await actors.Tell(new Hold());
        while (actors.Host.Figures.Handled == 0) await Task.Yield();
        await actors.Tell(new Note(0, 1));
        await actors.Tell(new Note(0, 2));

        var late = actors.Tell(new Note(0, 4));
        late.IsCompleted.ShouldBeFalse();
        actors.Host.Deliver(1, new Note(0, 3)).AsTask().IsCompletedSuccessfully.ShouldBeTrue();

        gate.SetResult();
        await late;
        await actors.Host.Settled();
        handled.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task What_an_actor_tells_goes_in_after_a_while_where_there_is_no_room_at_all()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<int> handled = [];
        var options = Small with { DeliveryCapacity = 3 };
        await using var actors = new TestActors(
            async (_, message, _) =>
            {
                if (message is Hold) await gate.Task;
                else handled.Add(((Note)message).Number);
            },
            options);
        await actors.Tell(new Hold());
        while (actors.Host.Figures.Handled == 0) await Task.Yield();
        for (var number = 1; number <= 3; number++) await actors.Host.Deliver(1, new Note(0, number));

        var full = actors.Host.Deliver(1, new Note(0, 4)).AsTask();
        actors.Time.Advance(options.DeliveryPatience - TimeSpan.FromMilliseconds(1));
        full.IsCompleted.ShouldBeFalse();
        actors.Time.Advance(TimeSpan.FromMilliseconds(1));
        await full.WaitAsync(TestActors.Patience);
        actors.Host.Figures.Forced.ShouldBe(1);

        gate.SetResult();
        await actors.Host.Settled();
        handled.ShouldBe([1, 2, 3, 4]);
    }
}
