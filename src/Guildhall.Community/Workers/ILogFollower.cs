using Guildhall.Storage.EventLog;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Workers;

/// <summary>
/// Work that follows the event log in its own time: an index, notifications, previews of links. To add one: write a sealed class
/// with this contract in the feature's folder, and name it in the workers role by <c>services.AddLogFollower&lt;YourFollower&gt;()</c>;
/// its constructor takes what it needs from the container. <see cref="LogFollowing"/> reads the log for it, in order and in bounded
/// batches, remembers where it stands over restarts, wakes it within a moment of an append, and tries a failed batch again later.
/// Read the ids of an entry by <see cref="LoggedIds"/> and look the rest up: the log tells what changed, not what it is now. Entries of
/// kinds that it does not know pass by.
/// </summary>
public interface ILogFollower
{
    /// <summary>The cursor's name in the store; never changes, and never two of the same.</summary>
    string Name { get; }

    /// <summary>Where it begins when it has no cursor yet.</summary>
    LogStart Start => LogStart.Beginning;

    /// <summary>How long entries may gather after an append before they are handed over: fewer, larger batches under load.</summary>
    TimeSpan Gather => TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Called before the first batch of a start, with the position the store has for it. A follower that keeps a position of its own
    /// with what it derives answers that one.
    /// </summary>
    ValueTask<long> Open(long saved, CancellationToken cancel) => ValueTask.FromResult(saved);

    /// <summary>
    /// Does the work of a batch, at least once for each entry: after a crash, or after an error in the same batch, entries come again,
    /// so doing them twice must do no harm. Rows that it returns are stored in one transaction with the cursor, hence exactly once.
    /// What can never succeed (a malformed entry, a message that is gone) is passed over, not thrown: an exception brings the
    /// same batch again, and nothing behind it, until it succeeds.
    /// </summary>
    ValueTask<IReadOnlyList<RowChange>> Follow(IReadOnlyList<PositionedEntry> batch, CancellationToken cancel);
}

/// <summary>Where a follower begins on a store that it has not seen.</summary>
public enum LogStart
{
    /// <summary>With the oldest entry that is kept.</summary>
    Beginning,

    /// <summary>With what happens from now on: for work that reaches out to the world.</summary>
    End,
}
