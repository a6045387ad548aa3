using Guildhall.Community.Reads;

namespace Guildhall.Community.Tests.Reads;

public sealed class SingleFlightTests
{
    private readonly ReadCounts _counts = new("test");
    private readonly List<TaskCompletionSource<int>> _reads = [];
    private readonly SingleFlight<string, int> _flights;

    public SingleFlightTests() => _flights = new(_counts);

    [Fact]
    public async Task Those_who_come_during_a_read_share_the_next_one()
    {
        var first = Get();
        Task<int>[] later = [.. Enumerable.Range(0, 100).Select(_ => Get())];
        _reads.Count.ShouldBe(1);
        _reads[0].SetResult(1);
        (await first).ShouldBe(1);
        await Begun(2);
        _reads[1].SetResult(2);
        (await Task.WhenAll(later)).ShouldAllBe(value => value == 2);
        (_counts.Misses, _counts.Coalesced).ShouldBe((2, 100));
    }

    [Fact]
    public async Task Nobody_is_answered_by_a_read_that_began_before_the_question()
    {
        var store = 1;
        var before = _flights.Get("key", Read, CancellationToken.None);
        store = 2;
        var after = _flights.Get("key", Read, CancellationToken.None);
        _reads[0].SetResult(0);
        (await before).ShouldBe(1);
        await Begun(2);
        _reads[1].SetResult(0);
        (await after).ShouldBe(2);

        async ValueTask<int> Read(string key)
        {
            var seen = store;
            await Next();
            return seen;
        }
    }

    [Fact]
    public async Task Different_keys_do_not_wait_for_each_other()
    {
        var one = Get("one");
        var other = Get("other");
        _reads[1].SetResult(2);
        (await other).ShouldBe(2);
        one.IsCompleted.ShouldBeFalse();
        _reads[0].SetResult(1);
        (await one).ShouldBe(1);
    }

    [Fact]
    public async Task A_read_that_fails_fails_for_its_own_and_the_next_is_tried()
    {
        var first = Get();
        var second = Get();
        _reads[0].SetException(new IOException("gone"));
        await Should.ThrowAsync<IOException>(first);
        await Begun(2);
        _reads[1].SetResult(2);
        (await second).ShouldBe(2);
        _flights.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Who_leaves_does_not_stop_the_read_of_the_others()
    {
        using var leaving = new CancellationTokenSource();
        var first = _flights.Get("key", _ => Next(), leaving.Token);
        var second = _flights.Get("key", _ => Next(), leaving.Token);
        var third = Get();
        await leaving.CancelAsync();
        await Should.ThrowAsync<TaskCanceledException>(first);
        await Should.ThrowAsync<TaskCanceledException>(second);
        _reads[0].SetResult(1);
        await Begun(2);
        _reads[1].SetResult(2);
        (await third).ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_kept_when_nobody_asks()
    {
        var asked = Get();
        _flights.Count.ShouldBe(1);
        _reads[0].SetResult(1);
        await asked;
        _flights.Count.ShouldBe(0);
        var again = Get();
        _reads[1].SetResult(5);
        (await again).ShouldBe(5);
        _counts.Coalesced.ShouldBe(0);
    }

    private Task<int> Get(string key = "key") => _flights.Get(key, _ => Next(), CancellationToken.None);

    private ValueTask<int> Next()
    {
        var read = new TaskCompletionSource<int>();
        lock (_reads) _reads.Add(read);
        return new ValueTask<int>(read.Task);
    }

    // A read begins in the completion of the one before.
    private async Task Begun(int reads)
    {
        while (true)
        {
            lock (_reads)
            {
                if (_reads.Count >= reads) return;
            }

            await Task.Yield();
        }
    }
}
