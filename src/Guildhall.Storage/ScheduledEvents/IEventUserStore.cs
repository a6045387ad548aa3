using Guildhall.Protocol;

namespace Guildhall.Storage.ScheduledEvents;

/// <summary>
/// Reads of who comes to scheduled events. Writes go through <see cref="Writing.IStoreWriter"/> as the rows in <c>EventUserRows.cs</c>.
/// Wherever an exception may be named, null means the event as a whole.
/// </summary>
public interface IEventUserStore
{
    /// <summary>What one user said, or null.</summary>
    ValueTask<EventUserRow?> Find(ScheduledEventId id, ScheduledEventId? exception, UserId user, CancellationToken cancel);

    /// <summary>Those who come, by user id upwards: the page just below <paramref name="before"/> when given, else just above <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<EventUserRow>> Page(
        ScheduledEventId id, ScheduledEventId? exception, UserId? before, UserId after, int limit, CancellationToken cancel);

    /// <summary>How many come.</summary>
    ValueTask<int> Count(ScheduledEventId id, ScheduledEventId? exception, CancellationToken cancel);
}
