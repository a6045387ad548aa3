using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Tests.Sessions;

public sealed class ShardMailboxTests
{
    [Fact]
    public async Task A_full_mailbox_makes_posters_wait_in_order()
    {
        var mailbox = new ShardMailbox(maxMessages: 2, maxBytes: 1_000);
        var posts = Enumerable.Range(1, 5).Select(i => mailbox.PostBounded(Item(i), 1, CancellationToken.None).AsTask()).ToArray();
        posts.Select(post => post.IsCompleted).ShouldBe([true, true, false, false, false]);
        Numbers(mailbox.Take([], mayWait: true)).ShouldBe([1, 2]);
        await posts[3];
        posts[4].IsCompleted.ShouldBeFalse();
        Numbers(mailbox.Take([], mayWait: true)).ShouldBe([3, 4]);
        await posts[4];
        Numbers(mailbox.Take([], mayWait: true)).ShouldBe([5]);
        mailbox.Take([], mayWait: false).ShouldBeEmpty();
    }

    [Fact]
    public void Bytes_count_as_well_and_what_connections_say_never_waits()
    {
        var mailbox = new ShardMailbox(maxMessages: 100, maxBytes: 10);
        mailbox.PostBounded(Item(1), 50, CancellationToken.None).AsTask().IsCompleted.ShouldBeTrue();
        mailbox.PostBounded(Item(2), 1, CancellationToken.None).AsTask().IsCompleted.ShouldBeFalse();
        mailbox.Post(Item(3));
        Numbers(mailbox.Take([], mayWait: true)).ShouldBe([1, 3]);
        Numbers(mailbox.Take([], mayWait: true)).ShouldBe([2]);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_not_delivered()
    {
        var mailbox = new ShardMailbox(maxMessages: 1, maxBytes: 10);
        await mailbox.PostBounded(Item(1), 1, CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var second = mailbox.PostBounded(Item(2), 1, cancel.Token).AsTask();
        var third = mailbox.PostBounded(Item(3), 1, CancellationToken.None).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        Numbers(mailbox.Take([], mayWait: true)).ShouldBe([1]);
        await third;
        Numbers(mailbox.Take([], mayWait: true)).ShouldBe([3]);
    }

    [Fact]
    public async Task Many_posters_lose_nothing_and_keep_their_order()
    {
        const int Posters = 8;
        const int Each = 5_000;
        var mailbox = new ShardMailbox(maxMessages: 64, maxBytes: 10_000);
        var posters = Enumerable.Range(0, Posters).Select(poster => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await mailbox.PostBounded(Item((poster * Each) + i), 1, CancellationToken.None);
        })).ToArray();
        var seen = new int[Posters];
        await Task.Run(() =>
        {
            for (var total = 0; total < Posters * Each;)
            {
                foreach (var number in Numbers(mailbox.Take([], mayWait: true)))
                {
                    seen[number / Each].ShouldBe(number % Each);
                    seen[number / Each]++;
                    total++;
                }
            }
        });
        await Task.WhenAll(posters);
    }

    private static ShardItem Item(int number) => new(ShardItemKind.Publish, First: (ulong)number);

    private static IEnumerable<int> Numbers(List<ShardItem> items) => items.Select(item => (int)item.First);
}
