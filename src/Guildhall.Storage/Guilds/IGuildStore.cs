using Guildhall.Protocol;

namespace Guildhall.Storage.Guilds;

/// <summary>Reads of guilds. Writes go through <see cref="Writing.IStoreWriter"/> as the rows in <c>GuildRows.cs</c>.</summary>
public interface IGuildStore
{
    /// <summary>Everything about a guild, or about a private channel as a guild of its own (<see cref="PrivateSnapshot"/>); null when there is neither.</summary>
    ValueTask<GuildSnapshot?> Load(GuildId guild, CancellationToken cancel);

    /// <summary>The guild a channel is in, or null. A private channel is in the guild with its own number.</summary>

    /// <summary>The guild a channel or thread is in, or null.</summary>
    ValueTask<GuildId?> GuildOfChannel(ChannelId channel, CancellationToken cancel);

    /// <summary>The guild an invite leads to, or null.</summary>
    ValueTask<GuildId?> GuildOfInvite(string code, CancellationToken cancel);

    /// <summary>The guild a custom emoji belongs to, with the emoji, or null.</summary>
    ValueTask<EmojiPayload?> Emoji(EmojiId emoji, CancellationToken cancel);

    /// <summary>The guilds a user is in, by id upwards.</summary>
    ValueTask<IReadOnlyList<GuildId>> GuildsOfUser(UserId user, CancellationToken cancel);

    /// <summary>How many guilds a user is in.</summary>
    ValueTask<int> CountGuildsOfUser(UserId user, CancellationToken cancel);

    /// <summary>The direct message of two users, or null.</summary>
    ValueTask<ChannelId?> DmOf(UserPair pair, CancellationToken cancel);

    /// <summary>The private channels in a user's list, the newest first.</summary>
    ValueTask<IReadOnlyList<PrivateChannelView>> PrivateChannelsOf(UserId user, int limit, CancellationToken cancel);

    /// <summary>How many groups a user is in.</summary>
    ValueTask<int> CountGroupsOf(UserId user, CancellationToken cancel);

    /// <summary>The guild that a record of a feature belongs to, or null.</summary>
    ValueTask<GuildId?> GuildOfDocument(string kind, ulong id, CancellationToken cancel);

    /// <summary>The guild and id of the record with this second name, or null.</summary>
    ValueTask<DocumentPlace?> FindDocument(string kind, string lookup, CancellationToken cancel);

    /// <summary>Alarms in the order of their moments, the earliest first.</summary>
    ValueTask<IReadOnlyList<DueAlarm>> NextAlarms(int limit, CancellationToken cancel);

    /// <summary>Who comes to scheduled events.</summary>
    ScheduledEvents.IEventUserStore EventUsers { get; }

    /// <summary>A thread of the guild, archived or not; null when there is none.</summary>
    ValueTask<ThreadRow?> Thread(GuildId guild, ChannelId thread, CancellationToken cancel);

    /// <summary>Those of the given threads that exist, in no particular order.</summary>
    ValueTask<IReadOnlyList<ThreadRow>> Threads(IReadOnlyList<ChannelId> threads, CancellationToken cancel);

    /// <summary>Where the threads among some channels are.</summary>
    ValueTask<IReadOnlyList<ThreadPlace>> ThreadPlaces(IReadOnlyList<ChannelId> channels, CancellationToken cancel);

    /// <summary>A page of archived threads.</summary>
    ValueTask<IReadOnlyList<ThreadRow>> Archived(ArchivedThreads query, CancellationToken cancel);

    /// <summary>What a search looks at of a channel's newest threads, newest first.</summary>
    ValueTask<IReadOnlyList<ThreadKey>> SearchableThreads(ChannelId parent, int limit, CancellationToken cancel);

    /// <summary>Archived threads of a guild in which somebody wrote since a moment, the latest first.</summary>
    ValueTask<IReadOnlyList<ChannelId>> ArchivedSince(GuildId guild, DateTimeOffset since, int limit, CancellationToken cancel);

    /// <summary>Every thread of a guild, or of one channel of it, archived ones included.</summary>
    ValueTask<IReadOnlyList<ChannelId>> ThreadIds(GuildId guild, ChannelId? parent, CancellationToken cancel);

    /// <summary>Audit log entries, newest first, filtered by what is not null.</summary>
    ValueTask<IReadOnlyList<AuditRow>> AuditLog(GuildId guild, AuditFilter filter, CancellationToken cancel);
}

/// <summary>Which audit log entries: of one actor, of one action, below or above an id.</summary>
public sealed record AuditFilter(UserId? Actor, int? ActionType, AuditEntryId? Before, AuditEntryId? After, int Limit, string? Target = null);

/// <summary>Where a record of a feature is.</summary>
public sealed record DocumentPlace(GuildId Guild, ulong Id);
