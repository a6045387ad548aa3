using Guildhall.Protocol;

namespace Guildhall.Storage.EventLog;

/// <summary>The append-only log of what happened, written with the state (<see cref="Writing.StoreWrite.Log"/>) and read by workers.</summary>
public interface IEventLog
{
    /// <summary>Entries after a position over all guilds, oldest first; positions rise but may have gaps.</summary>
    ValueTask<IReadOnlyList<PositionedEntry>> ReadAfter(long position, int limit, CancellationToken cancel);

    /// <summary>The position of the newest entry; 0 while there is none.</summary>
    ValueTask<long> EndPosition(CancellationToken cancel);

    /// <summary>
    /// Completes when something is appended after this was asked for. Ask before reading: what comes between is not missed then.
    /// </summary>
    Task Appended { get; }

    /// <summary>Entries of one guild after a sequence number.</summary>
    ValueTask<IReadOnlyList<LogEntry>> ReadGuild(GuildId guild, long afterSequence, int limit, CancellationToken cancel);

    /// <summary>Where a named consumer stands; 0 when it has never saved a position.</summary>
    ValueTask<long> LoadCursor(string consumer, CancellationToken cancel);

    /// <summary>Drops entries that are older than the retention and that every consumer has passed. Returns how many.</summary>
    ValueTask<int> Trim(DateTimeOffset olderThan, CancellationToken cancel);
}

/// <summary>A log entry with its place in the whole log.</summary>
public sealed record PositionedEntry(long Position, DateTimeOffset At, LogEntry Entry);
