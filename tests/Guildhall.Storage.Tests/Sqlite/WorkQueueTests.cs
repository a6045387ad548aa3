using Guildhall.Storage.Sqlite;

namespace Guildhall.Storage.Tests.Sqlite;

public sealed class WorkQueueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_wait_for_room_and_keep_their_order()
    {
        var queue = new WorkQueue<string>(2);
        var added = new[] { "a", "b", "c", "d" }.Select(item => queue.Add(item, Cancel)).ToArray();
        added.Select(task => task.IsCompleted).ShouldBe([true, true, false, false]);
        queue.Take().ShouldBe("a");
        await added[2];
        added[3].IsCompleted.ShouldBeFalse();
        queue.Take().ShouldBe("b");
        queue.Take().ShouldBe("c");
        queue.Take().ShouldBe("d");
        await Task.WhenAll(added);
    }

    [Fact]
    public async Task A_caller_who_leaves_while_waiting_takes_the_item_back()
    {
        var queue = new WorkQueue<string>(1);
        await queue.Add("a", Cancel);
        using var left = new CancellationTokenSource();
        var waiting = queue.Add("b", left.Token);
        var behind = queue.Add("c", Cancel);
        await left.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        queue.Take().ShouldBe("a");
        queue.Take().ShouldBe("c");
        await behind;
    }

    [Fact]
    public async Task A_closed_queue_hands_out_what_is_inside_and_in_line_and_takes_no_more()
    {
        var queue = new WorkQueue<string>(1);
        await queue.Add("a", Cancel);
        var waiting = queue.Add("b", Cancel);
        queue.Close();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await queue.Add("c", Cancel));
        queue.Take().ShouldBe("a");
        queue.Take().ShouldBe("b");
        queue.Take().ShouldBeNull();
        await waiting;
    }

    [Fact]
    public async Task A_batch_ends_at_its_count_or_at_its_weight()
    {
        var queue = new WorkQueue<string>(10);
        foreach (var item in new[] { "a", "bb", "ccc", "d", "e" }) await queue.Add(item, Cancel);
        List<string> Batch(int most, long weight)
        {
            var batch = new List<string>();
            queue.TakeAll(batch, most, static item => item.Length, weight).ShouldBeTrue();
            return batch;
        }

        Batch(10, 3).ShouldBe(["a", "bb"]);
        Batch(10, 1).ShouldBe(["ccc"]);
        Batch(1, 100).ShouldBe(["d"]);
        Batch(10, 100).ShouldBe(["e"]);
    }
}
