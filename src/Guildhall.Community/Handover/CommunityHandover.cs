using Guildhall.Cluster.Relay;
using Guildhall.Community.Presence;
using Guildhall.Protocol;

namespace Guildhall.Community.Handover;

/// <summary>
/// The community's part of a planned restart: what actors know of connected sessions and no store does, as records of bytes
/// that the gateway writes down beside its sessions.
/// </summary>
public sealed class CommunityHandover(CommunityActors actors)
{
    // A user tells its guilds, and those tell users: after this many rounds whatever was accepted has been told.
    private const int SettlingRounds = 3;

    /// <summary>Waits until everything accepted so far has been decided, stored and told.</summary>
    public async Task Settle(CancellationToken cancel)
    {
        for (var round = 0; round < SettlingRounds; round++)
        {
            await actors.UserHost.Settled().WaitAsync(cancel);
            await actors.GuildHost.Settled().WaitAsync(cancel);
        }
    }

    /// <summary>What to write down. To be called when no requests come any more.</summary>
    public async Task<IReadOnlyList<byte[]>> Collect(CancellationToken cancel)
    {
        List<byte[]> records = [];
        foreach (var user in actors.Sessions.Users)
        {
            // Nobody has needed this user since the last hand-over: it is as it was then.
            var known = actors.Shelf.Take(user) is { } asleep ? asleep with { Sessions = [.. actors.Sessions.Of(user)] } : await AskUser(user, cancel);
            if (known is { Sessions.Count: > 0 }) records.Add(new HandoverRecord(User: known).Write());
        }

        foreach (var guild in actors.GuildHost.ActiveIds)
        {
            var answer = await actors.GuildHost.Ask(guild, new TakeGuildHandover(), cancel);
            if (answer is { IsOk: true, Value: { IsEmpty: false } left }) records.Add(new HandoverRecord(Guild: left).Write());
        }

        records.AddRange(actors.Shelf.Guilds.Select(guild => new HandoverRecord(Guild: guild).Write()));
        return records;
    }

    /// <summary>Takes over what the run before has written. To be called before anything wakes an actor.</summary>
    /// <param name="records">As <see cref="Collect"/> gave them.</param>
    /// <param name="isKept">Says whether the gateway still has a session.</param>
    /// <returns>Sessions that the gateway has not, whose users have to be told.</returns>
    public IReadOnlyList<(SessionRef Session, UserId User)> Adopt(IEnumerable<byte[]> records, Func<SessionRef, bool> isKept)
    {
        List<(SessionRef, UserId)> lost = [];
        foreach (var bytes in records)
        {
            var record = HandoverRecord.Read(bytes);
            if (record?.Guild is { } guild) actors.Shelf.Put(guild);
            if (record?.User is not { } user) continue;
            actors.Shelf.Put(user);
            actors.Sessions.Adopt(user.User, user.Sessions);
            lost.AddRange(user.Sessions.Where(open => !isKept(open.Session.Session)).Select(open => (open.Session.Session, user.User)));
        }

        return lost;
    }

    /// <summary>Wakes the guilds and calls that were left with people in voice, so that those are told where to connect now.</summary>
    public async Task WakeVoice(CancellationToken cancel)
    {
        GuildId[] houses = [.. actors.Shelf.Guilds.Where(guild => guild.Seats.Count > 0).Select(guild => guild.Guild)];
        foreach (var house in houses) await actors.GuildHost.Tell(house, new Calls.ReseatVoice(), cancel);
    }

    private async Task<UserHandover?> AskUser(UserId user, CancellationToken cancel)
    {
        // One who is not in memory has sessions and nothing else; see UserActor.MayGoIdle.
        if (!actors.UserHost.IsActive(user))
        {
            var sessions = actors.Sessions.Of(user);
            return new UserHandover(user, [.. sessions], UserPresence.Of(user, sessions, null));
        }

        var answer = await actors.UserHost.Ask(user, new TakeUserHandover(), cancel);
        return answer.IsOk ? answer.Value : null;
    }
}
