using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// One small step of cleaning up, done by the writer between other writes. <see cref="Removed"/> is set when it is stored.
/// </summary>
internal abstract record CleaningStep : RowChange
{
    /// <summary>Rows that one step removes at most: a few milliseconds of the writer.</summary>
    public const int RowsPerStep = 500;

    public int Removed { get; set; }
}

/// <summary>Drops nonces of messages older than an id.</summary>
internal sealed record DropNonces(ulong OlderThan) : CleaningStep;

/// <summary>Drops audit log entries older than an id.</summary>
internal sealed record DropAudit(ulong OlderThan) : CleaningStep;

/// <summary>Drops mentions in messages older than an id.</summary>
internal sealed record DropMentions(ulong OlderThan) : CleaningStep;

/// <summary>Removes the lowest messages of a channel up to an id, with their reactions.</summary>
internal sealed record PurgeMessages(ulong Channel, long UpTo) : CleaningStep;

/// <summary>Drops entries of the log behind a position; tells how far it has looked and whether there is more.</summary>
internal sealed record TrimLog(long After, DateTimeOffset OlderThan) : CleaningStep
{
    public long LookedUpTo { get; set; }

    public bool IsAtEnd { get; set; }
}
