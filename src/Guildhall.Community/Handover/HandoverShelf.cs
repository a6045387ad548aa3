using System.Collections.Concurrent;
using Guildhall.Protocol;

namespace Guildhall.Community.Handover;

/// <summary>
/// What the run before this one has left, until the actors it belongs to wake and take it. Bounded by the sessions that were
/// handed over: a user is here while nobody has asked for it, or has not shown anything else since.
/// </summary>
public sealed class HandoverShelf
{
    private readonly ConcurrentDictionary<UserId, UserHandover> _users = new();
    private readonly ConcurrentDictionary<UserId, PresencePayload> _shown = new();
    private readonly ConcurrentDictionary<GuildId, GuildHandover> _guilds = new();

    internal IEnumerable<UserHandover> Users => _users.Values;

    internal IEnumerable<GuildHandover> Guilds => _guilds.Values;

    internal void Put(UserHandover user)
    {
        _users[user.User] = user;
        _shown[user.User] = user.Shown;
    }

    internal void Put(GuildHandover guild) => _guilds[guild.Guild] = guild;

    /// <summary>What a guild left; once.</summary>
    internal GuildHandover? Take(GuildId guild) => _guilds.TryRemove(guild, out var found) ? found : null;

    /// <summary>What a user left; once.</summary>
    internal UserHandover? Take(UserId user) => _users.TryRemove(user, out var found) ? found : null;

    internal bool Has(UserId user) => _users.ContainsKey(user);

    /// <summary>What a user's guilds and friends have been told of it and still holds; null when that has to be asked for.</summary>
    internal PresencePayload? ShownBy(UserId user) => _shown.GetValueOrDefault(user);

    /// <summary>The user has told everybody anew.</summary>
    internal void Forget(UserId user) => _shown.TryRemove(user, out _);
}
