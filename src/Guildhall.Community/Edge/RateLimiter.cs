using System.Collections.Concurrent;
using Guildhall.Protocol;

namespace Guildhall.Community.Edge;

/// <summary>
/// Fixed windows by bucket, as X-RateLimit-* tells them, and a global limit for each caller. Windows that are over are
/// dropped by a sweep; at <see cref="Capacity"/> windows new ones are counted together, so that memory stays bounded.
/// </summary>
public sealed class RateLimiter : IDisposable
{
    /// <summary>Windows kept at a time.</summary>
    public const int Capacity = 200_000;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Key, Window> _windows = new();
    private readonly TimeProvider _time;
    private readonly RateLimitOptions _options;
    private readonly ITimer _sweeper;

    public RateLimiter(TimeProvider time, RateLimitOptions options)
    {
        (_time, _options) = (time, options);
        _sweeper = time.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
    }

    /// <summary>Windows in memory.</summary>
    public int Count => _windows.Count;

    /// <summary>Takes one request of a bucket.</summary>
    /// <param name="bucket">The bucket's number, made from the route.</param>
    /// <param name="resource">The top-level resource's id, or 0.</param>
    /// <param name="caller">The user, or a hash of the address.</param>
    public RateLimitState Take(int bucket, ulong resource, ulong caller, int limit, double windowSeconds)
    {
        if (_options.IsOff) return new RateLimitState(limit, limit - 1, NowSeconds() + windowSeconds, windowSeconds, true);
        var now = NowSeconds();
        var key = new Key(bucket, resource, caller);
        if (_windows.Count >= Capacity && !_windows.ContainsKey(key)) key = new Key(bucket, 0, 0);
        var window = _windows.GetOrAdd(key, static _ => new Window());
        lock (window)
        {
            if (now >= window.ResetAt)
            {
                window.Used = 0;
                window.ResetAt = now + windowSeconds;
            }

            var isAllowed = window.Used < limit;
            if (isAllowed) window.Used++;
            return new RateLimitState(limit, limit - window.Used, window.ResetAt, window.ResetAt - now, isAllowed);
        }
    }

    public void Dispose() => _sweeper.Dispose();

    private double NowSeconds() => _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    private void Sweep()
    {
        var now = NowSeconds();
        foreach (var (key, window) in _windows)
        {
            if (window.ResetAt < now) _windows.TryRemove(KeyValuePair.Create(key, window));
        }
    }

    private readonly record struct Key(int Bucket, ulong Resource, ulong Caller);

    private sealed class Window
    {
        public int Used { get; set; }

        public double ResetAt { get; set; }
    }
}

/// <summary>What the headers tell of a bucket after a request.</summary>
/// <param name="ResetAt">Unix seconds.</param>
/// <param name="ResetAfter">Seconds.</param>
public readonly record struct RateLimitState(int Limit, int Remaining, double ResetAt, double ResetAfter, bool IsAllowed);

/// <summary>The limits an operator may change.</summary>
public sealed record RateLimitOptions
{
    /// <summary>Switches every limit off; for load tests.</summary>
    public bool IsOff { get; init; }

    /// <summary>Requests a second of one caller over all routes.</summary>
    public int GlobalPerSecond { get; init; } = 50;

    /// <summary>Registrations an hour from one address.</summary>
    public int RegistrationsPerHour { get; init; } = 60;

    /// <summary>Logins a minute from one address.</summary>
    public int LoginsPerMinute { get; init; } = 20;

    /// <summary>Sessions that one bot may start in a day.</summary>
    public int SessionStartsPerDay { get; init; } = 1_000;

    /// <summary>Shards of one bot that may identify within five seconds.</summary>
    public int IdentifyConcurrency { get; init; } = 1;
}
