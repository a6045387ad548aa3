using Guildhall.Cluster.Actors;

namespace Guildhall.Cluster.Tests;

/// <summary>What follows from a message: commits, answers, effects, in order.</summary>
public sealed class ActorTurnTests : IDisposable
{
    private readonly Dictionary<int, TaskCompletionSource> _writes = [];
    private readonly List<string> _told = [];
    private readonly SemaphoreSlim _received = new(0);

    public void Dispose() => _received.Dispose();

    [Fact]
    public async Task Nothing_of_a_turn_is_told_before_its_write_is_durable()
    {
        await using var actors = new TestActors(Writes);
        var ask = actors.Ask(new Write(1));
        await Received(1);
        ask.IsCompleted.ShouldBeFalse();
        Told().ShouldBeEmpty();

        Stored(1);
        (await ask).Value.ShouldBe(new Answer(1));
        await actors.Host.Settled();
        Told().ShouldBe(["write 1"]);
    }

    [Fact]
    public async Task What_has_to_be_so_before_the_answer_waits_for_the_write_and_for_no_effect()
    {
        var slow = new TaskCompletionSource();
        var isUpdated = false;
        await using var actors = new TestActors((id, message, turn) =>
        {
            turn.Then(() => new ValueTask(slow.Task));
            turn.BeforeAnswer(() => isUpdated = true);
            turn.BeforeAnswer(() => throw new InvalidOperationException("no memory"));
            return Writes(id, message, turn);
        });
        var ask = actors.Ask(new Write(1));
        await Received(1);
        isUpdated.ShouldBeFalse();

        Stored(1);
        (await ask).Value.ShouldBe(new Answer(1));
        isUpdated.ShouldBeTrue();
        actors.Log.Errors.ShouldHaveSingleItem().ShouldContain("no memory");
        slow.SetResult();
    }

    [Fact]
    public async Task Effects_keep_the_order_of_the_turns_when_a_later_write_is_durable_first()
    {
        await using var actors = new TestActors(Writes);
        var asks = Enumerable.Range(1, 3).Select(number => actors.Ask(new Write(number))).ToArray();
        await Received(3);
        Stored(3);
        Stored(2);
        asks[1].IsCompleted.ShouldBeFalse();
        Told().ShouldBeEmpty();

        Stored(1);
        await Task.WhenAll(asks);
        await actors.Host.Settled();
        Told().ShouldBe(["write 1", "write 2", "write 3"]);
    }

    [Fact]
    public async Task An_answer_without_a_write_waits_for_the_writes_it_was_decided_on()
    {
        await using var actors = new TestActors(Writes);
        var write = actors.Ask(new Write(1));
        var read = actors.Ask(new Echo(2));
        await Received(2);
        read.IsCompleted.ShouldBeFalse();

        Stored(1);
        await Task.WhenAll(write, read);
        await actors.Host.Settled();
        Told().ShouldBe(["write 1", "echo 2"]);
    }

    [Fact]
    public async Task Deciding_goes_on_while_an_effect_waits()
    {
        var slow = new TaskCompletionSource();
        await using var actors = new TestActors((id, message, turn) =>
        {
            if (message is Note) turn.Then(() => new ValueTask(slow.Task));
            return Writes(id, message, turn);
        });
        await actors.Tell(new Note(0, 1));
        var ask = actors.Ask(new Echo(2));
        await Received(2);
        ask.IsCompleted.ShouldBeFalse();

        slow.SetResult();
        (await ask).Value.ShouldBe(new Answer(2));
    }

    [Fact]
    public async Task A_lost_write_refuses_its_asker_and_restarts_the_actor()
    {
        await using var actors = new TestActors(Writes);
        var ask = actors.Ask(new Write(1));
        await Received(1);
        Lost(1);

        (await ask).Failure.ShouldBeOfType<Failure.Internal>();
        (await actors.Ask(new Echo(2))).Value.ShouldBe(new Answer(2));
        actors.Activations[1].ShouldBe(2);
        actors.Log.Errors.ShouldHaveSingleItem().ShouldContain("write 1 was lost");
        Told().ShouldBe(["echo 2"]);
    }

    [Fact]
    public async Task A_lost_write_restarts_the_actor_without_waiting_for_a_message()
    {
        await using var actors = new TestActors(Writes);
        var ask = actors.Ask(new Write(1));
        await Received(1);
        Lost(1);
        await ask;
        while (actors.Activations[1] < 2) await Task.Yield();
    }

    [Fact]
    public async Task Turns_behind_a_lost_write_fail_too_for_they_were_decided_on_what_never_was()
    {
        await using var actors = new TestActors(Writes);
        var lost = actors.Ask(new Write(1));
        var behind = actors.Ask(new Write(2));
        var read = actors.Ask(new Echo(3));
        await Received(3);
        Stored(2); // even one that the store took by mistake is not told
        Lost(1);

        foreach (var ask in new[] { lost, behind, read }) (await ask).Failure.ShouldBeOfType<Failure.Internal>();
        (await actors.Ask(new Echo(4))).Value.ShouldBe(new Answer(4));
        Told().ShouldBe(["echo 4"]);
        actors.Log.Errors.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_turn_that_is_being_decided_while_a_write_is_lost_fails_too()
    {
        var deciding = new TaskCompletionSource();
        await using var actors = new TestActors(async (id, message, turn) =>
        {
            await Writes(id, message, turn);
            if (message is Echo { Number: 2 }) await deciding.Task;
        });
        var lost = actors.Ask(new Write(1));
        var decided = actors.Ask(new Echo(2));
        await Received(2);
        Lost(1);
        (await lost).Failure.ShouldBeOfType<Failure.Internal>();
        deciding.SetResult();

        (await decided).Failure.ShouldBeOfType<Failure.Internal>();
        (await actors.Ask(new Echo(3))).Value.ShouldBe(new Answer(3));
        Told().ShouldBe(["echo 3"]);
    }

    [Fact]
    public async Task A_read_of_the_store_can_wait_for_the_writes_before_it()
    {
        var readAfter = "";
        await using var actors = new TestActors(async (id, message, turn) =>
        {
            if (message is Echo)
            {
                _received.Release();
                await turn.Settled();
                lock (_writes) readAfter = _writes[1].Task.Status.ToString();
                turn.Reply<Answer>(new Answer(2));
                return;
            }

            await Writes(id, message, turn);
        });
        var write = actors.Ask(new Write(1));
        var read = actors.Ask(new Echo(2));
        await Received(2);
        Stored(1);
        await Task.WhenAll(write, read);
        readAfter.ShouldBe("RanToCompletion");
    }

    [Fact]
    public async Task More_turns_than_may_be_under_way_make_the_actor_wait_and_lose_nothing()
    {
        const int Count = PendingTurns.Capacity * 2;
        await using var actors = new TestActors(Writes);
        var asks = Enumerable.Range(1, Count).Select(number => actors.Ask(new Write(number))).ToArray();
        await Received(PendingTurns.Capacity + 1); // the one over the limit is decided, and waits
        for (var number = 1; number <= Count; number++)
        {
            while (!IsDecided(number)) await Task.Yield();
            Stored(number);
        }

        await Task.WhenAll(asks);
        await actors.Host.Settled();
        Told().ShouldBe(Enumerable.Range(1, Count).Select(number => $"write {number}"));
    }

    [Fact]
    public async Task An_effect_that_fails_is_logged_and_the_others_run()
    {
        await using var actors = new TestActors((id, message, turn) =>
        {
            turn.Then(() => throw new InvalidOperationException("no such session"));
            return Writes(id, message, turn);
        });
        (await actors.Ask(new Echo(1))).Value.ShouldBe(new Answer(1));
        await actors.Host.Settled();
        Told().ShouldBe(["echo 1"]);
        actors.Log.Errors.ShouldHaveSingleItem().ShouldContain("no such session");
        actors.Activations[1].ShouldBe(1);
    }

    [Fact]
    public async Task A_question_that_was_handled_without_an_answer_is_refused_instead_of_waiting_for_ever()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        (await actors.Ask(new Ignored())).Failure.ShouldBeOfType<Failure.Internal>();
        actors.Log.Errors.ShouldHaveSingleItem().ShouldContain(nameof(Ignored));
    }

    [Fact]
    public async Task A_refusal_is_given_in_the_order_of_the_turns_like_any_answer()
    {
        await using var actors = new TestActors((id, message, turn) =>
        {
            if (message is Echo) turn.Refuse(new Failure.UnknownGuild());
            return Writes(id, message is Echo ? new Note(0, 2) : message, turn);
        });
        var write = actors.Ask(new Write(1));
        var refused = actors.Ask(new Echo(2));
        await Received(2);
        refused.IsCompleted.ShouldBeFalse();
        Stored(1);
        (await write).IsOk.ShouldBeTrue();
        (await refused).Failure.ShouldBeOfType<Failure.UnknownGuild>();
    }

    [Fact]
    public async Task An_answer_that_an_effect_finds_is_given()
    {
        await using var actors = new TestActors((_, _, turn) =>
        {
            turn.Then(async () =>
            {
                await Task.Yield();
                turn.Reply<Answer>(new Answer(3));
            });
            return ValueTask.CompletedTask;
        });
        (await actors.Ask(new Echo(0))).Value.ShouldBe(new Answer(3));
    }

    [Fact]
    public async Task Settled_waits_for_mailbox_writes_and_effects()
    {
        await using var actors = new TestActors(Writes);
        var ask = actors.Ask(new Write(1));
        for (var number = 2; number < 100; number++) await actors.Tell(new Note(0, number));
        var settled = actors.Host.Settled();
        await Received(99);
        settled.IsCompleted.ShouldBeFalse();
        Stored(1);
        await settled.WaitAsync(TestActors.Patience);
        Told().Count.ShouldBe(99);
        await ask;
    }

    private ValueTask Writes(int id, IActorMessage message, Turn turn)
    {
        switch (message)
        {
            case Write write:
                var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                lock (_writes) _writes.Add(write.Number, stored);
                turn.Commit(stored.Task);
                turn.Reply<Answer>(new Answer(write.Number));
                Tells(turn, $"write {write.Number}");
                break;
            case Echo echo:
                turn.Reply<Answer>(new Answer(echo.Number));
                Tells(turn, $"echo {echo.Number}");
                break;
            case Note note: Tells(turn, $"note {note.Number}"); break;
        }

        _received.Release();
        return ValueTask.CompletedTask;
    }

    private void Tells(Turn turn, string what) => turn.Then(() =>
    {
        lock (_told) _told.Add(what);
        return ValueTask.CompletedTask;
    });

    private List<string> Told()
    {
        lock (_told) return [.. _told];
    }

    private bool IsDecided(int number)
    {
        lock (_writes) return _writes.ContainsKey(number);
    }

    private async Task Received(int count)
    {
        for (var received = 0; received < count; received++) (await _received.WaitAsync(TestActors.Patience)).ShouldBeTrue();
    }

    private void Stored(int number)
    {
        lock (_writes) _writes[number].SetResult();
    }

    private void Lost(int number)
    {
        lock (_writes) _writes[number].SetException(new IOException($"write {number} was lost"));
    }
}
