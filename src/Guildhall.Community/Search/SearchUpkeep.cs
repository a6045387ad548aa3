using Guildhall.Storage.SearchIndex;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Search;

/// <summary>
/// Fills a new index from the store, and removes from it what is gone, in small steps with pauses as long as the steps: what is
/// being said meanwhile is indexed between them.
/// </summary>
public sealed class SearchUpkeep(SearchFeed feed, ISearchIndex index, TimeProvider time, ILogger<SearchUpkeep> log) : BackgroundService
{
    /// <summary>How often it looks for something to do.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>How long words of deleted messages may stay in the file, though nothing finds them.</summary>
    public static readonly TimeSpan CompactEvery = TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);
    private long _compactedAt = time.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            await feed.Opened.WaitAsync(stoppingToken);
            do await Look(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The wait was cancelled, or the index is closed already when the server never came to serve. The next start goes on.
        }
    }

    private async Task Look(CancellationToken cancel)
    {
        try
        {
            while (await Step(() => feed.BuildSome(cancel), cancel)) { }
            while (await Step(() => feed.CleanSome(cancel), cancel)) { }
            if (index.Progress is not { Deletions: > 0 } || time.GetElapsedTime(_compactedAt) < CompactEvery) return;
            _compactedAt = time.GetTimestamp();
            var begins = true;
            while (await Step(() => feed.CompactSome(begins, cancel), cancel)) begins = false;
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            log.UpkeepFailed(failed);
        }
    }

    private async Task<bool> Step(Func<ValueTask<bool>> step, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        if (!await step()) return false;
        var took = time.GetElapsedTime(started);
        await Task.Delay(took < LongestPause ? took : LongestPause, time, cancel);
        return true;
    }
}
