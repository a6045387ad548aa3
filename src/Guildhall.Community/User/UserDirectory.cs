using System.Collections.Concurrent;
using Guildhall.Community.Reads;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>
/// Public profiles by id, as last known: what history pages show as authors. A profile is replaced whole when its user
/// changes it; one that is not here is asked of the store.
/// </summary>
public sealed class UserDirectory(IUserStore store, ReadMetrics metrics)
{
    /// <summary>Profiles remembered; past this the memory starts afresh.</summary>
    public const int Capacity = 200_000;

    private readonly ConcurrentDictionary<UserId, UserPayload> _profiles = new();
    private readonly SingleFlight<UserId, UserPayload?> _flights = new(metrics.Profiles);

    /// <summary>Profiles in memory.</summary>
    public int Count => _profiles.Count;

    /// <summary>Takes note of a profile.</summary>
    public void Set(UserPayload profile)
    {
        if (_profiles.Count >= Capacity) _profiles.Clear();
        _profiles[profile.Id] = profile;
    }

    /// <summary>Forgets the profile of an account that is gone.</summary>
    public void Forget(UserId user) => _profiles.TryRemove(user, out _);

    /// <summary>A profile that is remembered; null for others. Never asks the store.</summary>
    public UserPayload? Known(UserId user) => _profiles.GetValueOrDefault(user);

    /// <summary>The profiles of some users; those whose account is gone get a stand-in.</summary>
    public async ValueTask<IReadOnlyDictionary<UserId, UserPayload>> Get(IEnumerable<UserId> users, CancellationToken cancel)
    {
        Dictionary<UserId, UserPayload> found = [];
        List<UserId>? missing = null;
        foreach (var user in users)
        {
            if (found.ContainsKey(user)) continue;
            if (_profiles.TryGetValue(user, out var profile)) found[user] = profile;
            else (missing ??= []).Add(user);
        }

        metrics.Profiles.Hit(found.Count);
        if (missing is null) return found;
        if (missing is [var only])
        {
            found[only] = await Find(only, cancel) ?? Guild.GuildState.DeletedUser(only);
            return found;
        }

        metrics.Profiles.Miss(missing.Count);
        foreach (var profile in await store.Profiles(missing, cancel)) found[profile.Id] = Learnt(profile);

        foreach (var user in missing) found.TryAdd(user, Guild.GuildState.DeletedUser(user));
        return found;
    }

    /// <summary>One profile, or null when there is no such account.</summary>
    public async ValueTask<UserPayload?> Find(UserId user, CancellationToken cancel)
    {
        if (_profiles.TryGetValue(user, out var profile))
        {
            metrics.Profiles.Hit();
            return profile;
        }

        var stored = await _flights.Get(user, async id => (await store.Profiles([id], CancellationToken.None)) is [var row] ? row : null, cancel);
        return stored is null ? null : Learnt(stored);
    }

    // What its user has said since is newer than what the store said.
    private UserPayload Learnt(UserPayload stored)
    {
        if (_profiles.Count >= Capacity) _profiles.Clear();
        return _profiles.GetOrAdd(stored.Id, stored);
    }
}
