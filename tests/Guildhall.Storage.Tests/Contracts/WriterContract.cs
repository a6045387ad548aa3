using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every writer promises to the actors.</summary>
public abstract class WriterContract : StoreContract
{
    [Fact]
    public async Task Writes_of_many_lanes_are_stored_in_the_order_of_their_submission()
    {
        var lanes = Enumerable.Range(0, 20).Select(_ => new WriteLane()).ToArray();
        var writes = new List<Task>();
        for (var number = 1; number <= 5_000; number++)
        {
            var edit = Message(1, content: $"edit {number}");
            writes.Add(Store.Writer.Submit(lanes[number % lanes.Length], new StoreWrite([new PutMessage(edit)], [Entry(number)])));
        }

        await Task.WhenAll(writes);
        (await Store.Messages.Get(General, new MessageId(1), Cancel))!.Content.ShouldBe("edit 5000");
        var log = await Store.EventLog.ReadAfter(0, 10_000, Cancel);
        log.Select(entry => entry.Entry.Sequence).ShouldBe(Enumerable.Range(1, 5_000).Select(number => (long)number));
    }

    [Fact]
    public async Task More_writes_than_fit_into_the_queue_wait_in_line_and_are_all_stored()
    {
        var writes = new List<Task>();
        var lane = new WriteLane();
        var count = (ulong)Store.Writer.Capacity * 2 + 5;
        for (var id = 1UL; id <= count; id++) writes.Add(Store.Writer.Submit(lane, new StoreWrite(new PutMessage(Message(id)))));
        await Task.WhenAll(writes);
        (await Store.Messages.Page(General, PageKind.Latest, default, 1, Cancel))[0].Id.Number.ShouldBe(count);
        (await Store.Messages.Get(General, new MessageId(1), Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_write_is_readable_as_soon_as_it_is_acknowledged()
    {
        await Task.WhenAll(Enumerable.Range(1, 16).Select(async producer =>
        {
            var channel = new ChannelId((ulong)producer);
            for (var id = 1UL; id <= 50; id++)
            {
                await Put(new PutMessage(Message(id, channel)));
                (await Store.Messages.Get(channel, new MessageId(id), Cancel)).ShouldNotBeNull();
            }
        }));
    }

    [Fact]
    public async Task After_a_failed_write_everything_behind_it_in_its_lane_fails_and_nothing_of_other_lanes()
    {
        await Put(new PutUser(Named(Ada, "ada")));
        var (broken, whole) = (new WriteLane(), new WriteLane());
        var first = Store.Writer.Submit(broken, new StoreWrite(new PutMessage(Message(1))));
        var guilty = Store.Writer.Submit(broken, new StoreWrite(new PutMessage(Message(2)), new PutUser(Named(Bob, "ADA"))));
        var behind = Store.Writer.Submit(broken, new StoreWrite(new PutMessage(Message(3))));
        var other = Store.Writer.Submit(whole, new StoreWrite(new PutMessage(Message(4))));

        await first;
        await Should.ThrowAsync<UniqueViolationException>(guilty);
        await Should.ThrowAsync<LaneBrokenException>(behind);
        await other;
        await Should.ThrowAsync<LaneBrokenException>(Store.Writer.Submit(broken, new StoreWrite(new PutMessage(Message(5)))));
        var page = await Store.Messages.Page(General, PageKind.Latest, default, 50, Cancel);
        page.Select(message => message.Id.Number).ShouldBe([4UL, 1UL]);
    }

    [Fact]
    public async Task Many_guilty_writes_among_many_good_ones_fail_alone()
    {
        await Put(new PutUser(Named(Ada, "ada")));
        var good = new List<Task>();
        var guilty = new List<Task>();
        for (var id = 1UL; id <= 200; id++)
        {
            good.Add(Put(new PutMessage(Message(id))));
            if (id % 5 == 0) guilty.Add(Put(new PutMessage(Message(1_000 + id)), new PutUser(Named(new UserId(id), "Ada"))));
        }

        await Task.WhenAll(good);
        foreach (var write in guilty) await Should.ThrowAsync<UniqueViolationException>(write);
        (await Store.Messages.Page(General, PageKind.After, default, 100, Cancel)).Count.ShouldBe(100);
        (await Store.Messages.Page(General, PageKind.After, new MessageId(1_000), 100, Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_fails_each_lane_stores_exactly_what_stands_before_its_first_failure(int seed)
    {
        await Put(new PutUser(Named(Ada, "ada")));
        var random = new Random(seed);
        var lanes = Enumerable.Range(0, 25).Select(_ => new WriteLane()).ToArray();
        var written = lanes.Select(_ => new List<(ulong Id, bool IsGuilty, Task Task)>()).ToArray();
        for (var id = 1UL; id <= 1_500; id++)
        {
            var lane = random.Next(lanes.Length);
            var isGuilty = random.Next(60) == 0;
            var message = new PutMessage(Message(id, new ChannelId((ulong)lane + 1)));
            StoreWrite write = isGuilty ? new(message, new PutUser(Named(Bob, "ADA"))) : new(message);
            written[lane].Add((id, isGuilty, Store.Writer.Submit(lanes[lane], write)));
            if (random.Next(100) == 0) await Put();
        }

        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var stored = written[lane].TakeWhile(write => !write.IsGuilty).ToList();
            foreach (var write in stored) await write.Task;
            foreach (var write in written[lane].Skip(stored.Count).Take(1)) await Should.ThrowAsync<UniqueViolationException>(write.Task);
            foreach (var write in written[lane].Skip(stored.Count + 1)) await Should.ThrowAsync<LaneBrokenException>(write.Task);
            var page = await Store.Messages.Page(new ChannelId((ulong)lane + 1), PageKind.After, default, 100, Cancel);
            page.Reverse().Select(message => message.Id.Number).ShouldBe(stored.Select(write => write.Id));
        }
    }

    [Fact]
    public async Task Rows_and_log_entries_are_stored_together_or_not_at_all()
    {
        Store.ExpectErrors();
        await Store.Writer.Submit(new WriteLane(), new StoreWrite([new PutMessage(Message(1))], [Entry(1)]));
        // A sequence number that the guild has used tells that somebody decided on a state that is not the newest.
        var stale = new StoreWrite([new PutMessage(Message(2))], [Entry(1)]);
        await Should.ThrowAsync<StoreFailedException>(Store.Writer.Submit(new WriteLane(), stale));
        (await Store.Messages.Get(General, new MessageId(2), Cancel)).ShouldBeNull();
        (await Store.EventLog.ReadAfter(0, 10, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_of_nothing_is_acknowledged() => await Put();

    private static UserRow Named(UserId id, string name) => new() { Profile = new UserPayload { Id = id, Username = name } };
}
