using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Guilds;

/// <summary>A thread with its members.</summary>
public sealed record ThreadRow(ChannelPayload Channel, IReadOnlyList<ThreadMemberRow> Members);

/// <summary>One user's membership of a thread, with the user's own settings of it.</summary>
public sealed record ThreadMemberRow(UserId User, DateTimeOffset JoinedAt, int Flags = 0, bool Muted = false);

/// <summary>What a search for threads looks at. <paramref name="Tags"/> has each id between commas.</summary>
public sealed record ThreadKey(
    ChannelId Id, ChannelType Type, bool IsArchived, DateTimeOffset ArchivedAt, MessageId LastMessage, string NameKey, string Tags);

/// <summary>Where a thread is.</summary>
public sealed record ThreadPlace(ChannelId Id, ChannelId Parent, bool IsPrivate);

/// <summary>Which archived threads of a channel, latest archived first; for one's own private ones newest first.</summary>
/// <param name="Parent">The channel.</param>
/// <param name="IsPrivate">Private threads, or all others.</param>
/// <param name="ArchivedBefore">Only those archived before this moment.</param>
/// <param name="JoinedBy">Only this user's; sorted by id then.</param>
/// <param name="IdBefore">With <paramref name="JoinedBy"/>: only those with a lower id.</param>
/// <param name="Limit">At most so many.</param>
public sealed record ArchivedThreads(
    ChannelId Parent, bool IsPrivate, DateTimeOffset? ArchivedBefore, UserId? JoinedBy, ChannelId? IdBefore, int Limit);

/// <summary>Adds or replaces a thread; its members are rows of their own.</summary>
public sealed record PutThread(GuildId Guild, ChannelPayload Thread) : RowChange;

/// <summary>What a message changes of its thread.</summary>
public sealed record CountThreadMessages(ChannelId Thread, MessageId? LastMessage, int MessageCount, int TotalSent) : RowChange;

/// <summary>Deletes a thread with its members and messages.</summary>
public sealed record DeleteThread(GuildId Guild, ChannelId Thread) : RowChange;

/// <summary>Deletes all threads of a channel with their members and messages.</summary>
public sealed record DeleteThreadsOf(GuildId Guild, ChannelId Parent) : RowChange;

public sealed record PutThreadMember(GuildId Guild, ChannelId Thread, ThreadMemberRow Member) : RowChange;

public sealed record DeleteThreadMember(GuildId Guild, ChannelId Thread, UserId User) : RowChange;
