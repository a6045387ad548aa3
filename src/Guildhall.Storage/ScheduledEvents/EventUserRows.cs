using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.ScheduledEvents;

/// <summary>What a user said about coming to an event, or to one occurrence of it. <paramref name="Exception"/> is null for the event as a whole.</summary>
public sealed record PutEventUser(GuildId Guild, ScheduledEventId Event, ScheduledEventId? Exception, EventUserRow User) : RowChange;

/// <summary>Takes back what a user said.</summary>
public sealed record DeleteEventUser(ScheduledEventId Event, ScheduledEventId? Exception, UserId User) : RowChange;

/// <summary>Forgets what everybody said about an event, or about one occurrence of it.</summary>
public sealed record DeleteEventUsers(ScheduledEventId Event, ScheduledEventId? Exception) : RowChange;

/// <summary>A user's answer; 1 comes, 0 does not.</summary>
public sealed record EventUserRow(UserId User, int Response);
