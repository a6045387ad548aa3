using System.Collections.Concurrent;

namespace Guildhall.Community.Messages;

/// <summary>
/// What each account may upload in a day (UTC), counted in memory: a restart begins anew. Counts what was stored, also for messages that were refused
/// in the end, since the work was done.
/// </summary>
public sealed class UploadQuota(TimeProvider time, long bytesPerDay)
{
    /// <summary>Accounts that are remembered; beyond that those with the fewest bytes are forgotten.</summary>
    public const int MostAccounts = 200_000;

    private readonly ConcurrentDictionary<UserId, Used> _used = new();

    /// <summary>Whether an account has room for more.</summary>
    public bool HasRoom(UserId user) => _used.GetValueOrDefault(user) is var used && (used.Day != Today || used.Bytes < bytesPerDay);

    /// <summary>Counts a file. False when the account is over its quota by it.</summary>
    public bool Take(UserId user, long bytes)
    {
        var today = Today;
        if (_used.Count >= MostAccounts && !_used.ContainsKey(user)) MakeRoom(today);
        var used = _used.AddOrUpdate(
            user, _ => new Used(today, bytes), (_, before) => before.Day == today ? before with { Bytes = before.Bytes + bytes } : new Used(today, bytes));
        return used.Bytes <= bytesPerDay;
    }

    private int Today => (int)(time.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay);

    private void MakeRoom(int today)
    {
        foreach (var (user, used) in _used)
        {
            if (used.Day != today) _used.TryRemove(user, out _);
        }

        if (_used.Count < MostAccounts) return;
        var fewest = _used.OrderBy(entry => entry.Value.Bytes).Take(MostAccounts / 2).ToArray();
        foreach (var (user, _) in fewest) _used.TryRemove(user, out _);
    }

    private readonly record struct Used(int Day, long Bytes);
}
