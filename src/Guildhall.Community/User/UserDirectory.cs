using System.Collections.Concurrent;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>
/// Public profiles by id, as last known: what history pages show as authors. A profile is replaced whole when its user
/// changes it; one that is not here is asked of the store.
/// </summary>
public sealed class UserDirectory(IUserStore store)
{
    /// <summary>Profiles remembered; past this the memory starts afresh.</summary>
    public const int Capacity = 200_000;

    private readonly ConcurrentDictionary<UserId, UserPayload> _profiles = new();

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

        if (missing is null) return found;
        foreach (var profile in await store.Profiles(missing, cancel))
        {
            Set(profile);
            found[profile.Id] = profile;
        }

        foreach (var user in missing) found.TryAdd(user, Guild.GuildState.DeletedUser(user));
        return found;
    }

    /// <summary>One profile, or null when there is no such account.</summary>
    public async ValueTask<UserPayload?> Find(UserId user, CancellationToken cancel)
    {
        if (_profiles.TryGetValue(user, out var profile)) return profile;
        var stored = await store.Profiles([user], cancel);
        if (stored.Count == 0) return null;
        Set(stored[0]);
        return stored[0];
    }
}
