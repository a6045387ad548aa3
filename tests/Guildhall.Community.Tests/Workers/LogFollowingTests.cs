using Guildhall.Community.Workers;
using Guildhall.Protocol;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Guildhall.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.Community.Tests.Workers;

public sealed class LogFollowingTests : IAsyncDisposable
{
    private static readonly GuildId House = new(100);
    private readonly string _folder = Directory.CreateTempSubdirectory("guildhall-workers-").FullName;
    private readonly ManualTime _time = new();
    private readonly SqliteStore _store;
    private long _sequence;

    public LogFollowingTests() => _store = SqliteStore.Open(_folder, _time, NullLoggerFactory.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_appended_wakes_the_follower_though_the_clock_stands_still()
    {
        var follower = new ScriptedFollower();
        await using var running = await Run(follower);
        await Append(1);
        await follower.SawAll(1);
        await Append(2);
        await follower.SawAll(3);
        follower.Seen.ShouldBe([1L, 2L, 3L]);
    }

    [Fact]
    public async Task A_backlog_comes_in_order_and_in_bounded_batches()
    {
        await Append((LogFollowing.BatchEntries * 2) + 7);
        var follower = new ScriptedFollower();
        await using var running = await Run(follower);
        await follower.SawAll((int)_sequence);
        follower.Seen.ShouldBeInOrder();
        follower.BatchSizes.ShouldBe([LogFollowing.BatchEntries, LogFollowing.BatchEntries, 7]);
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_stood()
    {
        var before = new ScriptedFollower();
        await using (await Run(before))
        {
            await Append(3);
            await before.SawAll(3);
        }

        await Append(2);
        var after = new ScriptedFollower();
        await using var running = await Run(after);
        await after.SawAll(2);
        after.Seen.ShouldBe([4L, 5L]);
    }

    [Fact]
    public async Task An_error_brings_the_same_entries_again_after_a_growing_wait()
    {
        var follower = new ScriptedFollower { FailuresLeft = 3 };
        await Append(2);
        await using var running = await Run(follower);
        var started = _time.GetUtcNow();
        var sawAll = follower.SawAll(2);
        await AdvanceUntil(sawAll);
        follower.Seen.ShouldBe([1L, 2L]);
        // One second, two, four: the clock went on at least as far as the waits together.
        (_time.GetUtcNow() - started).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_follower_of_the_future_begins_at_the_end_and_misses_nothing_over_a_restart()
    {
        await Append(3);
        await using (await Run(new ScriptedFollower { Start = LogStart.End })) await AdvanceUntil(CursorMoved(0));
        await Append(2);
        var later = new ScriptedFollower { Start = LogStart.End };
        await using var running = await Run(later);
        await later.SawAll(2);
        later.Seen.ShouldBe([4L, 5L]);
    }

    [Fact]
    public async Task Rows_of_a_batch_are_stored_together_with_the_cursor()
    {
        var follower = new ScriptedFollower { Rows = batch => [new PutCursor("derived", batch[^1].Entry.Sequence)] };
        await using var running = await Run(follower);
        await Append(4);
        await CursorMoved(0);
        var last = (await _store.EventLog.ReadAfter(0, 10, Cancel))[^1];
        (await _store.EventLog.LoadCursor("scripted", Cancel)).ShouldBe(last.Position);
        (await _store.EventLog.LoadCursor("derived", Cancel)).ShouldBe(4);
    }

    [Fact]
    public void The_ids_of_an_entry_are_read_and_malformed_ones_name_nothing()
    {
        LoggedIds.Of(Entry("""{"channel_id":"5","id":"6"}""")).ShouldBe(new LoggedIds(new ChannelId(5), new MessageId(6), null, null));
        LoggedIds.Of(Entry("""{"user_id":"7","more":{"id":"8"}}""")).ShouldBe(new LoggedIds(null, null, new UserId(7), null));
        LoggedIds.Of(Entry("""{"channel_id":5,"id":"x"}""")).ShouldBe(default);
        LoggedIds.Of(Entry("""{"id":"6" """)).ShouldBe(default);
        LoggedIds.Of(Entry("")).ShouldBe(default);
    }

    private static LogEntry Entry(string payload) => new(House, 1, "MESSAGE_CREATE", System.Text.Encoding.UTF8.GetBytes(payload));

    private async Task<Running> Run(ILogFollower follower)
    {
        var service = new LogFollowing(follower, _store.EventLog, _store.Writer, _time, NullLogger<LogFollowing>.Instance);
        await service.StartAsync(Cancel);
        return new Running(service);
    }

    private Task Append(int count)
    {
        var entries = Enumerable.Range(0, count).Select(_ => new LogEntry(House, ++_sequence, "MESSAGE_CREATE", "{}"u8.ToArray()));
        return _store.Writer.Submit(new WriteLane(), new StoreWrite([], [.. entries]));
    }

    private async Task CursorMoved(long from)
    {
        while (await _store.EventLog.LoadCursor("scripted", Cancel) == from) await Task.Yield();
    }

    private async Task AdvanceUntil(Task done)
    {
        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await done;
    }

    private sealed class Running(LogFollowing service) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await service.StopAsync(CancellationToken.None);
            service.Dispose();
        }
    }
}
