using Guildhall.Storage.EventLog;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// Removes what has had its time: messages of deleted channels, old nonces, old audit log entries, and the tail of the event log.
/// It does so in small writes that stand in the same queue as all others, so nobody waits for it longer than for a neighbour.
/// </summary>
internal sealed class Housekeeping : IAsyncDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>How often the event log is looked through.</summary>
    public static readonly TimeSpan TrimEvery = TimeSpan.FromHours(1);

    /// <summary>How long an entry of the event log is kept at least; longer while a consumer has not read it.</summary>
    public static readonly TimeSpan LogKeptFor = TimeSpan.FromDays(30);

    private readonly IStoreWriter _writer;
    private readonly IEventLog _eventLog;
    private readonly PurgedChannels _purged;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly CancellationTokenSource _closing = new();
    private DateTimeOffset _trimmedAt = DateTimeOffset.MinValue;

    public Housekeeping(IStoreWriter writer, IEventLog eventLog, PurgedChannels purged, TimeProvider time, ILogger log)
    {
        (_writer, _eventLog, _purged, _time, _log) = (writer, eventLog, purged, time, log);
        _timer = time.CreateTimer(_ => _ = RunUnlessRunning(), null, Every, Every);
    }

    /// <summary>One whole round of cleaning up.</summary>
    public async Task Run()
    {
        var now = _time.GetUtcNow();
        foreach (var (channel, upTo) in _purged.Pending) await Repeat(() => new PurgeMessages(channel, upTo));
        await Repeat(() => new DropNonces(Snowflake.At(now - PutNonce.KeptFor).Value));
        await Repeat(() => new DropMentions(Snowflake.At(now - PutMentions.KeptFor).Value));
        await Repeat(() => new DropAudit(Snowflake.At(now.AddDays(-Limits.AuditKeptDays)).Value));
        if (now - _trimmedAt < TrimEvery) return;
        await _eventLog.Trim(now - LogKeptFor, _closing.Token);
        _trimmedAt = now;
    }

    /// <summary>Stops after the step under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _timer.DisposeAsync();
        await _oneAtATime.WaitAsync(); // and never released: a late tick finds it taken
    }

    private async Task RunUnlessRunning()
    {
        if (!await _oneAtATime.WaitAsync(0)) return;
        try
        {
            await Run();
        }
        catch (OperationCanceledException)
        {
            // The store closes; the next start goes on.
        }
        catch (Exception failed) when (failed is StoreFailedException or LaneBrokenException)
        {
            _log.CleaningFailed(failed);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task Repeat(Func<CleaningStep> next)
    {
        while (true)
        {
            _closing.Token.ThrowIfCancellationRequested();
            var step = next();
            await _writer.Submit(new WriteLane(), new StoreWrite(step));
            if (step.Removed < CleaningStep.RowsPerStep) return;
        }
    }
}
