using Guildhall.Cluster.Actors;

namespace Guildhall.Cluster.Tests;

/// <summary>A bug in one actor restarts that actor and is felt by nobody else.</summary>
public sealed class ActorSupervisionTests
{
    [Fact]
    public async Task A_crash_refuses_the_asker_is_counted_and_logged_and_the_actor_starts_again()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        (await actors.Ask(new Echo(1))).Value.ShouldBe(new Answer(1));
        (await actors.Ask(new Crash())).Failure.ShouldBeOfType<Failure.Internal>();
        (await actors.Ask(new Echo(2))).Value.ShouldBe(new Answer(2));

        actors.Host.Crashes.ShouldBe(1);
        actors.Activations[1].ShouldBe(2);
        var line = actors.Log.Errors.ShouldHaveSingleItem();
        line.ShouldContain("Scripted 1");
        line.ShouldContain(nameof(Crash));
        line.ShouldContain("asked to");
    }

    [Fact]
    public async Task A_crash_leaves_the_neighbours_alone()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        for (var id = 1; id <= 10; id++) await actors.Ask(new Echo(0), id);
        await actors.Ask(new Crash(), 4);
        for (var id = 1; id <= 10; id++) (await actors.Ask(new Echo(id), id)).Value.ShouldBe(new Answer(id));

        actors.Activations[4].ShouldBe(2);
        actors.Activations.Where(pair => pair.Key != 4).ShouldAllBe(pair => pair.Value == 1);
    }

    [Fact]
    public async Task Messages_behind_a_crash_are_handled_by_the_new_instance()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        var asks = Enumerable.Range(0, 300).Select(number => actors.Ask(number % 10 == 0 ? new Crash() : new Echo(number))).ToArray();
        var answers = await Task.WhenAll(asks);

        for (var number = 0; number < answers.Length; number++)
        {
            if (number % 10 == 0) answers[number].Failure.ShouldBeOfType<Failure.Internal>();
            else answers[number].Value.ShouldBe(new Answer(number));
        }

        actors.Host.Crashes.ShouldBe(30);
    }

    [Fact]
    public async Task A_crashed_actor_starts_again_without_waiting_for_a_message()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        await actors.Ask(new Crash());
        while (actors.Activations[1] < 2) await Task.Yield();
    }

    [Fact]
    public async Task The_store_is_not_read_again_before_the_crashed_turns_own_write_is_known()
    {
        var stored = new TaskCompletionSource();
        await using var actors = new TestActors((_, message, turn) =>
        {
            if (message is Crash)
            {
                turn.Commit(stored.Task);
                turn.Then(() => throw new InvalidOperationException("an effect of a crashed turn"));
                throw new InvalidOperationException("after the write had begun");
            }

            turn.Reply<Answer>(new Answer(0));
            return ValueTask.CompletedTask;
        });
        (await actors.Ask(new Crash())).Failure.ShouldBeOfType<Failure.Internal>();
        var next = actors.Ask(new Echo(1));
        actors.Activations[1].ShouldBe(1);
        next.IsCompleted.ShouldBeFalse();

        stored.SetResult();
        (await next).IsOk.ShouldBeTrue();
        actors.Activations[1].ShouldBe(2);
        actors.Log.Errors.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Effects_of_turns_before_a_crash_are_told_all_the_same()
    {
        var stored = new TaskCompletionSource();
        var told = 0;
        await using var actors = new TestActors((_, message, turn) =>
        {
            if (message is Crash) throw new InvalidOperationException("asked to");
            turn.Commit(stored.Task);
            turn.Then(() =>
            {
                told++;
                return ValueTask.CompletedTask;
            });
            turn.Reply<Answer>(new Answer(1));
            return ValueTask.CompletedTask;
        });
        var write = actors.Ask(new Write(1));
        (await actors.Ask(new Crash())).Failure.ShouldBeOfType<Failure.Internal>();
        stored.SetResult();
        (await write).Value.ShouldBe(new Answer(1));
        await actors.Host.Settled();
        told.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_crashed_instance_told_itself_does_not_reach_the_new_one()
    {
        var heard = new List<int>();
        var instances = 0;
        await using var actors = new TestActors(TestActors.Echoes);
        actors.Activating = (_, context) =>
        {
            context.TellSelfAfter(TimeSpan.FromMinutes(1), new Note(0, ++instances));
            return ValueTask.FromResult<Actor>(new ScriptedActor((message, turn) =>
            {
                if (message is Note note) heard.Add(note.Number);
                return TestActors.Echoes(1, message, turn);
            }));
        };
        await actors.Ask(new Crash());
        await actors.Ask(new Echo(0));
        actors.Time.Advance(TimeSpan.FromMinutes(1));
        await actors.Host.Settled();
        heard.ShouldBe([2]);
    }

    [Fact]
    public async Task An_answer_of_the_wrong_type_is_logged_and_refused()
    {
        await using var actors = new TestActors((_, _, turn) =>
        {
            turn.Reply<string>("not an answer");
            return ValueTask.CompletedTask;
        });
        (await actors.Ask(new Echo(1))).Failure.ShouldBeOfType<Failure.Internal>();
        actors.Log.Errors.Count.ShouldBe(1);
    }
}
