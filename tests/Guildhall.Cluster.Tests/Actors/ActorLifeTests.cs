using Guildhall.Cluster.Actors;

namespace Guildhall.Cluster.Tests;

/// <summary>How actors come and go: activation, idleness, timers.</summary>
public sealed class ActorLifeTests
{
    private static readonly ActorHostOptions Options = new();

    [Fact]
    public async Task Many_first_messages_at_once_activate_the_actor_once()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        var loading = new TaskCompletionSource();
        var activate = actors.Activating;
        actors.Activating = async (id, context) =>
        {
            await loading.Task;
            return await activate(id, context);
        };

        var asks = Enumerable.Range(0, 500).Select(number => Task.Run(() => actors.Ask(new Echo(number)))).ToArray();
        loading.SetResult();
        var answers = await Task.WhenAll(asks);

        answers.Select(answer => answer.Value!.Number).ShouldBe(Enumerable.Range(0, 500));
        actors.Activations[1].ShouldBe(1);
    }

    [Fact]
    public async Task An_actor_without_messages_is_dropped_and_comes_back_with_the_next_one()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        await actors.Ask(new Echo(1));
        await actors.Host.Settled();

        actors.Time.Advance(Options.IdleAfter - Options.SweepEvery);
        actors.Host.ActiveCount.ShouldBe(1);
        await Dropped(actors);

        (await actors.Ask(new Echo(2))).Value.ShouldBe(new Answer(2));
        actors.Activations[1].ShouldBe(2);
    }

    [Fact]
    public async Task An_actor_that_may_not_go_idle_stays_until_it_may()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        await actors.Ask(new Hold());
        actors.Time.Advance(Options.IdleAfter * 3);
        actors.Host.ActiveCount.ShouldBe(1);

        await actors.Ask(new Release());
        await Dropped(actors);
    }

    [Fact]
    public async Task An_actor_whose_write_is_under_way_is_not_dropped()
    {
        var stored = new TaskCompletionSource();
        await using var actors = new TestActors((_, _, turn) =>
        {
            turn.Commit(stored.Task);
            turn.Reply<Answer>(new Answer(1));
            return ValueTask.CompletedTask;
        });
        var write = actors.Ask(new Write(1));
        await Started(actors, 1);
        actors.Time.Advance(Options.IdleAfter * 3);
        actors.Host.ActiveCount.ShouldBe(1);

        stored.SetResult();
        (await write).Value.ShouldBe(new Answer(1));
    }

    [Fact]
    public async Task No_message_is_lost_while_actors_are_dropped_all_the_time()
    {
        var seen = new int[64];
        await using var actors = new TestActors(
            (id, message, turn) =>
            {
                seen[id]++; // one reader at a time, so a plain field is enough
                turn.Reply<Answer>(new Answer(((Echo)message).Number));
                return ValueTask.CompletedTask;
            },
            new ActorHostOptions { IdleAfter = TimeSpan.Zero, SweepEvery = TimeSpan.FromSeconds(1), MailboxCapacity = 4 });

        using var done = new CancellationTokenSource();
        var sweeping = Task.Run(() =>
        {
            while (!done.IsCancellationRequested) actors.Time.Advance(TimeSpan.FromSeconds(1));
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var number = 0; number < 4_000; number++)
                (await actors.Ask(new Echo(number), number % seen.Length)).Value!.Number.ShouldBe(number, $"of sender {sender}");
        })));
        await done.CancelAsync();
        await sweeping;

        seen.Sum().ShouldBe(8 * 4_000);
        actors.Activations.Values.Sum().ShouldBeGreaterThan(seen.Length);
        actors.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_actor_hears_what_it_told_itself_when_the_time_has_come()
    {
        var heard = new TaskCompletionSource<int>();
        await using var actors = new TestActors(TestActors.Echoes);
        actors.Activating = (_, context) => ValueTask.FromResult<Actor>(new ScriptedActor((message, turn) =>
        {
            if (message is Note note) heard.SetResult(note.Number);
            else context.TellSelfAfter(TimeSpan.FromMinutes(2), new Note(0, 7));
            turn.Reply<Answer>(new Answer(0));
            return ValueTask.CompletedTask;
        }));

        await actors.Ask(new Echo(0));
        actors.Time.Advance(TimeSpan.FromSeconds(119));
        await actors.Host.Settled();
        heard.Task.IsCompleted.ShouldBeFalse();
        actors.Time.Advance(TimeSpan.FromSeconds(1));
        (await heard.Task.WaitAsync(TestActors.Patience)).ShouldBe(7);
    }

    [Fact]
    public async Task What_an_actor_told_itself_does_not_bring_it_back_once_it_has_gone()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        var activate = actors.Activating;
        actors.Activating = (id, context) =>
        {
            context.TellSelfAfter(Options.IdleAfter * 5, new Note(0, 1));
            return activate(id, context);
        };
        await actors.Ask(new Echo(0));
        await Dropped(actors);
        actors.Time.Advance(Options.IdleAfter * 6);
        await actors.Host.Settled();

        actors.Host.ActiveCount.ShouldBe(0);
        actors.Activations[1].ShouldBe(1);
    }

    [Fact]
    public async Task An_actor_that_cannot_be_loaded_refuses_and_the_next_message_tries_again()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        var activate = actors.Activating;
        actors.Activating = (_, _) => throw new IOException("the disk is away");
        (await actors.Ask(new Echo(1))).Failure.ShouldBeOfType<Failure.Overloaded>();

        actors.Activating = activate;
        (await actors.Ask(new Echo(2))).Value.ShouldBe(new Answer(2));
        actors.Log.Errors.ShouldHaveSingleItem().ShouldContain("the disk is away");
        actors.Host.Crashes.ShouldBe(1);
    }

    /// <summary>The loop of an actor ends a moment after its answer, so the first sweep may pass over it.</summary>
    private static async Task Dropped(TestActors actors)
    {
        do
        {
            actors.Time.Advance(Options.SweepEvery);
            await Task.Yield();
        }
        while (actors.Host.ActiveCount > 0);
    }

    private static async Task Started(TestActors actors, int count)
    {
        while (actors.Activations.Values.Sum() < count) await Task.Yield();
    }
}
