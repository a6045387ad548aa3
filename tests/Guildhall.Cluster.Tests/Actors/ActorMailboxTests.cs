using System.Collections.Concurrent;
using Guildhall.Cluster.Actors;

namespace Guildhall.Cluster.Tests;

/// <summary>Order and bounds of a mailbox.</summary>
public sealed class ActorMailboxTests
{
    private static readonly ActorHostOptions Small = new() { MailboxCapacity = 2 };

    [Fact]
    public async Task Messages_of_one_sender_are_handled_in_the_order_in_which_it_sent_them()
    {
        var last = new int[4];
        var disorder = 0;
        await using var actors = new TestActors(
            (_, message, _) =>
            {
                var note = (Note)message;
                if (note.Number != last[note.Sender] + 1) disorder++;
                last[note.Sender] = note.Number;
                return ValueTask.CompletedTask;
            },
            new ActorHostOptions { MailboxCapacity = 3 });

        await Task.WhenAll(Enumerable.Range(0, last.Length).Select(sender => Task.Run(async () =>
        {
            for (var number = 1; number <= 5_000; number++) await actors.Tell(new Note(sender, number));
        })));
        await actors.Host.Settled();

        disorder.ShouldBe(0);
        last.ShouldAllBe(number => number == 5_000);
    }

    [Fact]
    public async Task The_sender_to_a_full_mailbox_waits_for_room()
    {
        var busy = new Busy();
        await using var actors = new TestActors(busy.Receive, Small);
        await Fill(actors, busy);

        var late = actors.Tell(new Note(0, 99));
        late.IsCompleted.ShouldBeFalse();
        busy.Finish();
        await late;
        await actors.Host.Settled();
        busy.Handled.ShouldContain(99);
    }

    [Fact]
    public async Task Senders_that_wait_for_room_come_in_first_come_first_served()
    {
        var busy = new Busy();
        await using var actors = new TestActors(busy.Receive, Small);
        await Fill(actors, busy);

        var waiting = Enumerable.Range(100, 50).Select(number => actors.Tell(new Note(0, number))).ToArray();
        busy.Finish();
        await Task.WhenAll(waiting);
        await actors.Host.Settled();
        busy.Handled.Where(number => number >= 100).ShouldBe(Enumerable.Range(100, 50));
    }

    [Fact]
    public async Task Senders_that_leave_while_they_wait_do_not_keep_the_others_waiting()
    {
        var busy = new Busy();
        await using var actors = new TestActors(busy.Receive, Small);
        await Fill(actors, busy);

        using var leaving = new CancellationTokenSource();
        var gone = Enumerable.Range(200, 20).Select(number => actors.Host.Tell(1, new Note(0, number), leaving.Token).AsTask()).ToArray();
        var staying = actors.Tell(new Note(0, 300));
        await leaving.CancelAsync();
        foreach (var sender in gone) await Should.ThrowAsync<OperationCanceledException>(sender);

        busy.Finish();
        await staying;
        await actors.Host.Settled();
        busy.Handled.ShouldContain(300);
        busy.Handled.ShouldAllBe(number => number < 200 || number == 300);
    }

    [Fact]
    public async Task Senders_that_come_and_leave_at_random_lose_nothing_that_was_accepted()
    {
        var handled = 0;
        await using var actors = new TestActors(
            async (_, _, _) =>
            {
                handled++;
                await Task.Yield();
            },
            new ActorHostOptions { MailboxCapacity = 1 });
        var accepted = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(sender => Task.Run(async () =>
        {
            for (var number = 0; number < 500; number++)
            {
                using var leaving = new CancellationTokenSource();
                var tell = actors.Host.Tell(1, new Note(sender, number), leaving.Token).AsTask();
                if (number % 2 == 0) await leaving.CancelAsync();
                try
                {
                    await tell.WaitAsync(TestActors.Patience);
                    Interlocked.Increment(ref accepted);
                }
                catch (OperationCanceledException)
                {
                    // It left before there was room.
                }
            }
        })));
        await actors.Host.Settled();
        handled.ShouldBe(accepted);
    }

    [Fact]
    public async Task A_caller_that_leaves_stops_waiting_and_its_message_still_runs()
    {
        var busy = new Busy();
        await using var actors = new TestActors(busy.Receive, Small);
        using var leaving = new CancellationTokenSource();
        var ask = actors.Ask(new Echo(5), cancel: leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(ask);

        busy.Finish();
        await actors.Host.Settled();
        busy.Handled.ShouldContain(5);
    }

    [Fact]
    public async Task A_caller_that_has_left_already_changes_nothing()
    {
        await using var actors = new TestActors(TestActors.Echoes);
        await Should.ThrowAsync<OperationCanceledException>(actors.Ask(new Echo(1), cancel: new CancellationToken(canceled: true)));
        actors.Activations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Actors_that_tell_each_other_while_answering_never_lock_each_other_out()
    {
        TestActors? both = null;
        var heard = new int[2];
        await using var actors = new TestActors((id, message, turn) =>
        {
            heard[id]++;
            if (message is not Note { Number: > 0 } note) return ValueTask.CompletedTask;
            turn.Commit(Task.CompletedTask);
            turn.Then(() => both!.Host.Tell(1 - id, note with { Number = note.Number - 1 }, CancellationToken.None));
            return ValueTask.CompletedTask;
        });
        both = actors;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() => actors.Tell(new Note(0, 200), number % 2))));
        while (heard.Sum() < 64 * 201)
        {
            await actors.Host.Settled().WaitAsync(TestActors.Patience);
            await Task.Yield();
        }

        actors.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_the_round_trip_switched_on_every_question_and_answer_goes_through_bytes()
    {
        IActorMessage? received = null;
        await using var actors = new TestActors(
            (id, message, turn) =>
            {
                received = message;
                return TestActors.Echoes(id, message, turn);
            },
            roundTrip: new MessageCodec());
        var sent = new Echo(41);
        (await actors.Ask(sent)).Value.ShouldBe(new Answer(41));
        received.ShouldBe(sent);
        received.ShouldNotBeSameAs(sent);
    }

    private static async Task Fill(TestActors actors, Busy busy)
    {
        await actors.Tell(new Note(0, 1));
        await busy.HasBegun.WaitAsync(TestActors.Patience);
        for (var number = 2; number <= 1 + Small.MailboxCapacity; number++) await actors.Tell(new Note(0, number));
    }

    /// <summary>An actor that handles nothing to its end until it is allowed to.</summary>
    private sealed class Busy
    {
        private readonly TaskCompletionSource _mayFinish = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _hasBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<int> Handled { get; } = new();

        public Task HasBegun => _hasBegun.Task;

        public void Finish() => _mayFinish.SetResult();

        public async ValueTask Receive(int id, IActorMessage message, Turn turn)
        {
            _hasBegun.TrySetResult();
            await _mayFinish.Task;
            if (message is Echo echo) turn.Reply<Answer>(new Answer(echo.Number));
            Handled.Enqueue(message is Note note ? note.Number : ((Echo)message).Number);
        }
    }
}
