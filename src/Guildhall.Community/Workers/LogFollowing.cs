using Guildhall.Storage.EventLog;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Workers;

/// <summary>
/// Runs one <see cref="ILogFollower"/> as a service of the server. It sleeps until something is appended, and looks by itself now and
/// then. After an error it keeps its place, waits, doubles the wait each time up to <see cref="LongestBackoff"/>, and goes on.
/// </summary>
public sealed class LogFollowing(
    ILogFollower follower, IEventLog eventLog, IStoreWriter writer, TimeProvider time, ILogger<LogFollowing> log) : BackgroundService
{
    /// <summary>Entries in one batch at most.</summary>
    public const int BatchEntries = 512;

    /// <summary>How often it looks though nothing woke it.</summary>
    public static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);

    /// <summary>How long a cursor may lag behind the work: what a crash repeats at most, when the follower returns no rows.</summary>
    public static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    private long? _position;
    private long _saved;
    private long _savedAt;

    /// <summary>The position of the last entry whose work is done; 0 before the first.</summary>
    public long Position => _position ?? 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = FirstBackoff;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                _position ??= await Begin(stoppingToken);
                await Step(stoppingToken);
                backoff = FirstBackoff;
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                log.FollowingFailed(failed, follower.Name, Position, backoff);
                await Pause(backoff, stoppingToken);
                backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
            }
            catch (Exception)
            {
                break; // the end of the server: the wait was cancelled, or the store is closed already when it never came to serve
            }
        }

        await SaveAtTheEnd();
    }

    private async Task<long> Begin(CancellationToken cancel)
    {
        var saved = await eventLog.LoadCursor(follower.Name, cancel);
        if (saved == 0 && follower.Start == LogStart.End)
        {
            // Stored at once, so that a restart misses nothing that came between.
            saved = await eventLog.EndPosition(cancel);
            await Save(saved, []);
        }

        _saved = saved;
        _savedAt = time.GetTimestamp();
        return await follower.Open(saved, cancel);
    }

    // One batch, or one sleep.
    private async Task Step(CancellationToken cancel)
    {
        var appended = eventLog.Appended;
        var batch = await eventLog.ReadAfter(Position, BatchEntries, cancel);
        if (batch.Count == 0)
        {
            await SaveNowAndThen();
            await Sleep(appended, cancel);
            return;
        }

        var rows = await follower.Follow(batch, cancel);
        if (rows.Count > 0) await Save(batch[^1].Position, rows);
        _position = batch[^1].Position;
        await SaveNowAndThen();
    }

    private async Task Sleep(Task appended, CancellationToken cancel)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var woken = await Task.WhenAny(appended, Task.Delay(PollEvery, time, awake.Token));
        await awake.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        if (woken == appended && follower.Gather > TimeSpan.Zero) await Task.Delay(follower.Gather, time, cancel);
    }

    private async Task SaveNowAndThen()
    {
        if (_saved != Position && time.GetElapsedTime(_savedAt) >= SaveEvery) await Save(Position, []);
    }

    private async Task Save(long position, IReadOnlyList<RowChange> rows)
    {
        // A lane of its own each time: an earlier failure is no reason to refuse this one.
        await writer.Submit(new WriteLane(), new StoreWrite([.. rows, new PutCursor(follower.Name, position)], []));
        (_saved, _savedAt) = (position, time.GetTimestamp());
    }

    private async Task SaveAtTheEnd()
    {
        if (_position is null || _saved == Position) return;
        try
        {
            await Save(Position, []);
        }
        catch (Exception failed)
        {
            log.CursorNotSaved(failed, follower.Name);
        }
    }

    private async Task Pause(TimeSpan wait, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(wait, time, cancel);
        }
        catch (OperationCanceledException)
        {
            // The end of the server ends the wait.
        }
    }
}
