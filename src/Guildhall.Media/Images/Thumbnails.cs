using System.Collections.Concurrent;
using Guildhall.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace Guildhall.Media.Images;

/// <summary>
/// Images made to fit, out of the cache or by the program. The same image is made once however many ask for it at the same time; a bounded number
/// is made at the same time, a bounded number waits, and whoever comes later gets the original.
/// </summary>
public sealed class Thumbnails : IAsyncDisposable
{
    private readonly IBlobStore _blobs;
    private readonly DerivedFiles _cache;
    private readonly ThumbnailOptions _options;
    private readonly Thumbnailer _thumbnailer;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _beingMade = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turns = new(ThumbnailLimits.Concurrent);
    private readonly CancellationTokenSource _closing = new();
    private int _inside;

    public Thumbnails(IBlobStore blobs, DerivedFiles cache, ThumbnailOptions options, TimeProvider time, ILogger<Thumbnails> log)
    {
        (_blobs, _cache, _options, _time, _log) = (blobs, cache, options, time, log);
        _thumbnailer = new Thumbnailer(options, time, log);
        if (options.Program is { } program && !_thumbnailer.IsAvailable) log.NoThumbnailer(program);
    }

    /// <summary>Stops what is being made.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await ((Task)Task.WhenAll(_beingMade.Values.Select(making => making.Value))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The image that a plan names, made of a blob.</summary>
    internal async ValueTask<Thumbnail> Of(string key, ImagePlan plan, CancellationToken cancel)
    {
        if (!_thumbnailer.IsAvailable) return Thumbnail.NotNow;
        if (Cached(key, plan) is { } cached) return cached;
        var name = $"{key}\n{plan.Variant}";
        var making = _beingMade.GetOrAdd(name, _ => new Lazy<Task<bool>>(() => Make(name, key, plan)));
        return await making.Value.WaitAsync(cancel) && Cached(key, plan) is { } made ? made : Thumbnail.NotNow;
    }

    // An empty file stands for "cannot be made", so that a hostile file costs its time once and not with every request.
    private Thumbnail? Cached(string key, ImagePlan plan)
    {
        if (_cache.Open(key, plan.Variant) is not { } file) return null;
        if (file.Length > 0) return new Thumbnail(file, true);
        file.Dispose();
        var isStale = _cache.UsedAt(key, plan.Variant) is not { } refusedAt || _time.GetUtcNow() - refusedAt > ThumbnailLimits.RefusedFor;
        return isStale ? null : Thumbnail.Refused;
    }

    /// <returns>False when there was no room to wait.</returns>
    private async Task<bool> Make(string name, string key, ImagePlan plan)
    {
        await Task.Yield(); // whoever asks next finds this task instead of waiting for it to begin
        try
        {
            if (Interlocked.Increment(ref _inside) > ThumbnailLimits.Concurrent + ThumbnailLimits.Waiting) return false;
            await _turns.WaitAsync(_closing.Token);
            try
            {
                return await MakeNow(key, plan);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            _log.ThumbnailFailed(failure); // no room on the disk, or for another process
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
            _beingMade.TryRemove(name, out _);
        }
    }

    private async Task<bool> MakeNow(string key, ImagePlan plan)
    {
        var folder = _cache.NewWorkFolder();
        try
        {
            if (!await CopyInput(key, folder)) return false;
            var result = await _thumbnailer.Run(folder, plan, _closing.Token) ?? Refusal(folder);
            _cache.Put(key, plan.Variant, result, _options.CacheBytes);
            // Deleted while it was being made: then nothing of it stays.
            await using var original = await _blobs.Open(key, _closing.Token);
            if (original is null) _cache.Drop(key);
            return original is not null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async ValueTask<bool> CopyInput(string key, string folder)
    {
        await using var original = await _blobs.Open(key, _closing.Token);
        if (original is null || original.Length > ThumbnailLimits.InputBytes) return false;
        await using var input = File.Create(Thumbnailer.InputOf(folder));
        await original.CopyToAsync(input, _closing.Token);
        return true;
    }

    private static string Refusal(string folder)
    {
        var path = Path.Combine(folder, "refused");
        File.WriteAllBytes(path, []);
        return path;
    }
}
